import { describe, expect, test } from 'vitest'
import { drawBoundaries, ownWards } from '../../../shared/load/boundaries.ts'
import { readGeoJson } from '../../../shared/load/geoJson.ts'
import { lookupByArea } from '../../../shared/load/sharedArea.ts'
import { MAX_ROW_BYTES } from '../../../shared/sync/limits.ts'
import { lsoasText, wardFeatures, wardsText } from '../../fixtures/load/district.ts'
import { listening } from '../../fixtures/load/report.ts'

const square = (x: number, y: number, size = 0.01) =>
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y],
  ].concat([])
const feature = (code: string, coordinates: unknown = [square(0.8, 51.1)], type = 'Polygon') => ({
  type: 'Feature',
  properties: { WD24CD: code, WD24NM: `Ward ${code}` },
  geometry: { type, coordinates },
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

describe('boundaries', () => {
  test('the wards of Ashford, each with its code, name and list', () => {
    const heard = listening()
    const { wards, lsoas } = readGeoJson(JSON.parse(wardsText), heard.say)
    expect([wards.length, lsoas.length, heard.lines]).toEqual([35, 0, []])
    expect(wards[0]).toMatchObject({ code: 'E05004867', name: 'Aylesford Green', vintage: 'WD13' })
    expect(readGeoJson(JSON.parse(lsoasText), heard.say).lsoas).toHaveLength(78)
  })

  test.each<[what: string, file: unknown, said: string]>([
    [
      'in metres',
      collection(
        feature('E05000001', [
          [
            [590000, 140000],
            [590100, 140000],
            [590100, 140100],
            [590000, 140000],
          ],
        ]),
      ),
      'features.0.geometry metres: is in metres of the British National Grid (EPSG:27700)',
    ],
    [
      'in metres by its own word',
      {
        ...collection(feature('E05000001')),
        crs: { properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
      },
      'crs metres: is in metres',
    ],
    [
      'with latitude first',
      collection(
        feature('E05000001', [
          [
            [51.1, 0.8],
            [51.2, 0.8],
            [51.2, 0.9],
            [51.1, 0.8],
          ],
        ]),
      ),
      'features.0.geometry swapped: has latitude before longitude',
    ],
    ['that is no collection', { type: 'Feature' }, 'type geometry: is not a FeatureCollection'],
  ])('a file %s is refused, and says why', (_what, file, said) => {
    const heard = listening()
    expect(readGeoJson(file, heard.say)).toEqual({ wards: [], lsoas: [] })
    expect(heard.lines[0]).toContain(said)
    expect(heard.report.shown[0]?.weight).toBe('refused')
  })

  test('one bad ward is left out by its path, and the others are read', () => {
    const heard = listening()
    const nameless = { ...feature('E05000009'), properties: { name: 'x' } }
    const { wards } = readGeoJson(
      collection(
        feature('E05000001'),
        feature('E05000002', [[[0, 51]]]),
        feature('E05000001'),
        nameless,
        feature('E05000003', [0.8, 51.1], 'Point'),
        feature('E05000004', [[square(0.8, 51.1)], [square(0.9, 51.1)]], 'MultiPolygon'),
      ),
      heard.say,
    )
    expect(wards.map(({ code }) => code)).toEqual(['E05000001', 'E05000004'])
    expect(heard.lines).toEqual([
      'features.1.geometry geometry: has a ring that is no ring',
      'features.3.properties geometry: has no ward or LSOA code: a column like WD24CD or LSOA21CD',
      'features.4.geometry geometry: is a Point; a ward is a Polygon or a MultiPolygon',
      'features.2 repeat: draws Ward E05000001 (E05000001) a second time; the first is features.0',
    ])
  })

  test('of a national file the wards of the district are kept, and without any code to know them by, none', () => {
    const many = Array.from({ length: 300 }, (_, at) => feature(`E0500${1000 + at}`))
    const heard = listening()
    const { wards } = readGeoJson(collection(...many), heard.say)
    expect(ownWards(wards, new Set(['E05001007', 'E05009999']), heard.say)).toHaveLength(1)
    expect(ownWards(wards, new Set(), heard.say)).toEqual([])
    expect(heard.lines[0]).toMatch(/has 300 wards and none has a code that is known here/)
  })

  test('a ward of twenty thousand corners is kept on a coarser grid that all wards of the file share', () => {
    const round = Array.from({ length: 20_000 }, (_, at) => [
      0.8 + Math.cos(at / 3183) * 0.1,
      51.1 + Math.sin(at / 3183) * 0.1,
    ])
    const heard = listening()
    const { wards } = readGeoJson(
      collection(feature('E05000001', [[...round, round[0]]]), feature('E05000002')),
      heard.say,
    )
    const drawn = drawBoundaries(wards, { file: 'w' }, heard.say)
    expect(drawn.map(({ decimals }) => decimals)).toEqual([4, 4])
    expect(JSON.stringify(drawn[0]).length).toBeLessThan(MAX_ROW_BYTES)
    expect(heard.lines[0]).toMatch(/corners are kept to the nearest 11 m/)
  })

  test('all of Ashford is 40 KB', () => {
    const { wards } = readGeoJson(JSON.parse(wardsText), () => undefined)
    const drawn = drawBoundaries(wards, { file: 'w' }, () => undefined)
    expect(JSON.stringify(drawn).length).toBeLessThan(45_000)
    expect(drawn.every(({ decimals }) => decimals === 6)).toBe(true)
  })
})

describe('a lookup measured on the map', () => {
  const { wards } = readGeoJson(JSON.parse(wardsText), () => undefined)
  const drawn = drawBoundaries(wards, { file: 'w' }, () => undefined)
  const { lsoas } = readGeoJson(JSON.parse(lsoasText), () => undefined)
  const lookup = lookupByArea(lsoas, drawn, 'l')

  test('LSOAs of 2011 lie whole in wards of 2013, but for a few that cross a line', () => {
    const parts = lookup?.parts ?? []
    const sums = new Map<string, number>()
    for (const [lsoa, , share] of parts) sums.set(lsoa, (sums.get(lsoa) ?? 0) + share)
    expect(sums.size).toBe(78)
    expect([...sums.values()].every((sum) => Math.abs(sum - 1) < 1e-9)).toBe(true)
    expect(parts.filter(([, , share]) => share === 1).length).toBeGreaterThanOrEqual(75)
    expect(new Set(parts.map(([, ward]) => ward)).size).toBe(wardFeatures.length)
    expect(lookup).toMatchObject({ from: 'LSOA11', to: 'WD13', basis: 'shared area' })
  })

  test('an LSOA half in the sea has half a share', () => {
    const half = {
      ...lsoas[0]!,
      parts: [
        [
          [
            [0, 50],
            [2, 50],
            [2, 51],
            [0, 51],
            [0, 50],
          ],
        ],
      ],
    }
    const [code] = [drawn[0]!.code]
    const land = {
      ...drawn[0]!,
      parts: [[[0, 50_000_000, 1_000_000, 0, 0, 1_000_000, -1_000_000, 0]]],
    }
    expect(lookupByArea([half], [land], 'l')?.parts).toEqual([[half.code, code, 0.5]])
  })
})
