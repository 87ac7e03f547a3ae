import type { Say } from './problem.ts'

type Position = readonly number[]

/** One area of a file, as drawn there. */
export interface Shape {
  code: string
  name: string
  /** "WD24" of WD24CD. */
  vintage: string
  parts: Position[][][]
  path: string
}

export interface ReadAreas {
  wards: Shape[]
  lsoas: Shape[]
}

const inMetres =
  'is in metres of the British National Grid (EPSG:27700), not in degrees: download it again as WGS84 (EPSG:4326)'
const swapped = 'has latitude before longitude; GeoJSON puts longitude first'

/** The areas of a GeoJSON in WGS84 (RFC 7946), told apart by the names of their code columns. */
export function readGeoJson(file: unknown, say: Say): ReadAreas {
  const refuse = (sort: 'metres' | 'geometry' | 'swapped', message: string, path: string) => {
    say(sort, message, { path, weight: 'refused' })
    return { wards: [], lsoas: [] }
  }
  if (!isRecord(file) || file.type !== 'FeatureCollection' || !Array.isArray(file.features))
    return refuse('geometry', 'is not a FeatureCollection', 'type')
  const crs = JSON.stringify(file.crs ?? '')
  if (/27700|OSGB|National_?\s?Grid/i.test(crs)) return refuse('metres', inMetres, 'crs')
  const shapes: Shape[] = []
  for (const [at, feature] of (file.features as unknown[]).entries()) {
    const shape = readFeature(feature, `features.${at}`, say)
    if (shape === 'metres') return refuse('metres', inMetres, `features.${at}.geometry`)
    if (shape === 'swapped') return refuse('swapped', swapped, `features.${at}.geometry`)
    if (shape) shapes.push(shape)
  }
  const of = (list: string) =>
    unlike(
      shapes.filter((it) => it.vintage.startsWith(list)),
      say,
    )
  return { wards: of('WD'), lsoas: of('LSOA') }
}

function readFeature(
  feature: unknown,
  path: string,
  say: Say,
): Shape | 'metres' | 'swapped' | null {
  const fail = (message: string, part = '') => {
    say('geometry', message, { path: path + part })
    return null
  }
  if (!isRecord(feature) || !isRecord(feature.properties) || !isRecord(feature.geometry))
    return fail('has no geometry or no properties')
  const { properties, geometry } = feature
  const column = Object.keys(properties).find((key) => /^(WD|LSOA)\d\dCD$/i.test(key))
  const code = column && String(properties[column] ?? '').trim()
  if (!column || !code || !/^[EWNS]\d{8}$/.test(code))
    return fail('has no ward or LSOA code: a column like WD24CD or LSOA21CD', '.properties')
  const vintage = column.slice(0, -2).toUpperCase()
  const nameColumn = Object.keys(properties).find((key) => key.toUpperCase() === `${vintage}NM`)
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    return fail(`is a ${String(type)}; a ward is a Polygon or a MultiPolygon`, '.geometry')
  const parts = type === 'Polygon' ? [coordinates] : coordinates
  const wrong = wrongIn(parts)
  if (wrong === 'broken') return fail('has a ring that is no ring', '.geometry')
  if (wrong) return wrong
  const name = String(properties[nameColumn ?? ''] ?? '').trim() || code
  return { code, vintage, path, name, parts: parts as Position[][][] }
}

function wrongIn(parts: unknown): 'broken' | 'metres' | 'swapped' | null {
  if (!isFilled(parts)) return 'broken'
  for (const part of parts) {
    if (!isFilled(part)) return 'broken'
    for (const ring of part) {
      if (!isFilled(ring) || ring.length < 4) return 'broken'
      for (const position of ring) {
        const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
        if (typeof x !== 'number' || typeof y !== 'number') return 'broken'
        if (!Number.isFinite(x) || !Number.isFinite(y)) return 'broken'
        if (Math.abs(x) > 180 || Math.abs(y) > 90) return 'metres'
        // The United Kingdom, turned over its corner: a sea off Africa.
        if (x > 49 && x < 61.5 && y > -9 && y < 3) return 'swapped'
      }
    }
  }
  return null
}

function unlike(shapes: Shape[], say: Say): Shape[] {
  const first = new Map<string, Shape>()
  for (const shape of shapes) {
    const before = first.get(shape.code)
    if (!before) first.set(shape.code, shape)
    else {
      const text = `draws ${shape.name} (${shape.code}) a second time; the first is ${before.path}`
      say('repeat', text, { path: shape.path })
    }
  }
  return [...first.values()]
}

const isFilled = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
