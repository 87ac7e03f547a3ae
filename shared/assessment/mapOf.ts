import type { Polygon } from '../load/rings.ts'

export interface WardDrawn {
  code: string
  /** An SVG path, evenodd so that holes are holes. */
  path: string
  /** Where its number stands. */
  x: number
  y: number
  /** The side of a square of its largest part’s area: how much room there is for a number. */
  size: number
}

export interface MapDrawn {
  width: number
  height: number
  wards: WardDrawn[]
  /** From degrees to the map's units, and back. */
  place: (longitude: number, latitude: number) => [x: number, y: number]
  placeOf: (x: number, y: number) => [longitude: number, latitude: number]
}

/**
 * Wards as SVG paths, north up, `width` units wide. Degrees of longitude are shortened by the cosine of the
 * middle latitude: over one district that is a map nobody can tell from a projected one.
 */
export function mapOf(
  wards: readonly { code: string; polygons: readonly Polygon[] }[],
  width = 640,
): MapDrawn | null {
  const corners = wards.flatMap(({ polygons }) => polygons.flatMap((part) => part[0] ?? []))
  if (corners.length === 0) return null
  const [west, east] = span(corners, 0)
  const [south, north] = span(corners, 1)
  const shorten = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = width / ((east - west) * shorten || 1)
  const x = (longitude: number) => round((longitude - west) * shorten * scale)
  const y = (latitude: number) => round((north - latitude) * scale)
  return {
    width,
    height: Math.ceil((north - south) * scale),
    place: (longitude, latitude) => [
      (longitude - west) * shorten * scale,
      (north - latitude) * scale,
    ],
    placeOf: (x, y) => [west + x / (shorten * scale), north - y / scale],
    wards: wards.map(({ code, polygons }) => {
      const [at, to, area] = middle(polygons)
      const path = polygons.flatMap((part) => part.map((ring) => ringPath(ring, x, y))).join('')
      return { code, path, x: x(at), y: y(to), size: round(Math.sqrt(area * shorten) * scale) }
    }),
  }
}

const round = (value: number) => Math.round(value * 10) / 10

function span(corners: readonly number[], offset: number): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (let at = offset; at < corners.length; at += 2) {
    const value = corners[at] as number
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

function ringPath(ring: readonly number[], x: (n: number) => number, y: (n: number) => number) {
  const points: string[] = []
  for (let at = 0; at + 1 < ring.length; at += 2) {
    const point = `${x(ring[at] as number)} ${y(ring[at + 1] as number)}`
    if (points.at(-1) !== point) points.push(point)
  }
  return points.length < 3 ? '' : `M${points.join('L')}Z`
}

/** The centroid of the largest outline, and its area in square degrees. */
function middle(polygons: readonly Polygon[]): [number, number, number] {
  let [best, at, to] = [0, 0, 0]
  for (const part of polygons) {
    const ring = part[0] ?? []
    let [area, cx, cy] = [0, 0, 0]
    for (let i = 0; i + 1 < ring.length; i += 2) {
      const [x1, y1] = [ring[i] as number, ring[i + 1] as number]
      const [x2, y2] = [
        ring[(i + 2) % ring.length] as number,
        ring[(i + 3) % ring.length] as number,
      ]
      const cross = x1 * y2 - x2 * y1
      area += cross
      cx += (x1 + x2) * cross
      cy += (y1 + y2) * cross
    }
    if (Math.abs(area) <= best || area === 0) continue
    best = Math.abs(area)
    at = cx / (3 * area)
    to = cy / (3 * area)
  }
  return [at, to, best / 2]
}
