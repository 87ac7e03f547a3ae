import type { Boundary } from '../assessment/place.ts'
import { polygonsOf } from './rings.ts'
import type { Polygon } from './rings.ts'

interface Drawn {
  code: string
  west: number
  south: number
  east: number
  north: number
  polygon: Polygon
}

export type WardAt = (longitude: number, latitude: number) => string | null

/** Points are taken to the sixth decimal, as published: 0.1 m. */
const STEP = 1e6
const WIDTH = 2 ** 25

/**
 * Finds the ward of a point: by bounding box, then by counting the edges to its east. An edge takes its
 * southern end and not its northern one, and is always reckoned from the southern end, so that a point on a
 * line two wards share lies in exactly one of them. Police points are snapped to a few thousand places
 * (data.police.uk/about, "location anonymisation"): each place is worked out once.
 */
export function wardFinder(
  boundaries: readonly Pick<Boundary, 'code' | 'decimals' | 'parts'>[],
): WardAt {
  const drawn = [...boundaries].sort((a, b) => (a.code < b.code ? -1 : 1)).flatMap(drawnOf)
  const west = Math.min(...drawn.map((it) => it.west))
  const south = Math.min(...drawn.map((it) => it.south))
  const east = Math.max(...drawn.map((it) => it.east))
  const north = Math.max(...drawn.map((it) => it.north))
  const known = new Map<number, string | null>()
  return (longitude, latitude) => {
    const [column, line] = [Math.round(longitude * STEP), Math.round(latitude * STEP)]
    const [x, y] = [column / STEP, line / STEP]
    if (!(x >= west && x <= east && y >= south && y <= north)) return null
    const key = (column - Math.floor(west * STEP)) * WIDTH + line - Math.floor(south * STEP)
    const before = known.get(key)
    if (before !== undefined) return before
    const found = drawn.find((it) => isIn(it, x, y))?.code ?? null
    known.set(key, found)
    return found
  }
}

function drawnOf(boundary: Pick<Boundary, 'code' | 'decimals' | 'parts'>): Drawn[] {
  return polygonsOf(boundary).map((polygon) => {
    const drawn: Drawn = {
      ...{ code: boundary.code, polygon },
      ...{ west: Infinity, south: Infinity, east: -Infinity, north: -Infinity },
    }
    const outline = polygon[0] ?? []
    for (let at = 0; at < outline.length; at += 2) {
      const [x, y] = [outline[at] as number, outline[at + 1] as number]
      drawn.west = Math.min(drawn.west, x)
      drawn.east = Math.max(drawn.east, x)
      drawn.south = Math.min(drawn.south, y)
      drawn.north = Math.max(drawn.north, y)
    }
    return drawn
  })
}

function isIn({ west, south, east, north, polygon }: Drawn, x: number, y: number): boolean {
  if (x < west || x > east || y < south || y > north) return false
  let isInside = false
  for (const ring of polygon) if (crossesEast(ring, x, y)) isInside = !isInside
  return isInside
}

/** Whether a line from the point to the east meets the ring an odd number of times. */
function crossesEast(ring: readonly number[], x: number, y: number): boolean {
  let isOdd = false
  let ax = ring[ring.length - 2] as number
  let ay = ring[ring.length - 1] as number
  for (let at = 0; at < ring.length; at += 2) {
    const bx = ring[at] as number
    const by = ring[at + 1] as number
    if (ay > y !== by > y) {
      const meets =
        ay < by ? ax + ((y - ay) / (by - ay)) * (bx - ax) : bx + ((y - by) / (ay - by)) * (ax - bx)
      if (x < meets) isOdd = !isOdd
    }
    ax = bx
    ay = by
  }
  return isOdd
}
