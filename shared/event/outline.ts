/** An outline drawn by hand: its corners in order, not closed, longitude before latitude (RFC 7946), WGS 84. */
export type Point = readonly [longitude: number, latitude: number]
export type Outline = readonly Point[]

export const LEAST_POINTS = 3
/** A finger draws twenty; a street's houses, one by one, would be a place we do not want to know. */
export const MOST_POINTS = 200

/** To the fifth decimal: about a metre, as the place of a finding. */
const GRID = 1e5
export const onGrid = (degrees: number) => Math.round(degrees * GRID) / GRID

export type OutlineFault = 'too few' | 'too many' | 'crosses itself'

/** What keeps an outline from being an area; null when it is one. */
export function outlineFault(outline: Outline): OutlineFault | null {
  if (outline.length < LEAST_POINTS) return 'too few'
  if (outline.length > MOST_POINTS) return 'too many'
  return crossesItself(outline) ? 'crosses itself' : null
}

/**
 * Whether an outline meets itself anywhere but in its corners, one side after another: crossing, touching, turning
 * back over itself, or standing still. Reckoned in whole steps of the grid, and so exactly.
 */
export function crossesItself(outline: Outline): boolean {
  const corners = outline.map(([x, y]): Point => [Math.round(x * GRID), Math.round(y * GRID)])
  const sides = corners.map((from, at): Side => [from, corners[(at + 1) % corners.length] ?? from])
  return sides.some((side, at) =>
    sides.slice(at + 1).some((other, gap) => {
      if (gap === 0) return turnsBack(side, other)
      if (at === 0 && gap === sides.length - 2) return turnsBack(other, side)
      return meet(side, other)
    }),
  )
}

type Side = readonly [from: Point, to: Point]

/** Left of the line from `a` to `b`, right of it, or on it. */
const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

/** Of two sides with a corner between them. */
function turnsBack([a, b]: Side, [, c]: Side): boolean {
  const ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
  return turn(a, b, c) === 0 && ahead <= 0
}

const isBetween = (p: Point, [a, b]: Side) =>
  Math.min(a[0], b[0]) <= p[0] &&
  p[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= p[1] &&
  p[1] <= Math.max(a[1], b[1])

function meet(one: Side, other: Side): boolean {
  const [a, b] = [turn(...other, one[0]), turn(...other, one[1])]
  const [c, d] = [turn(...one, other[0]), turn(...one, other[1])]
  if (a !== b && c !== d) return true
  return (
    (a === 0 && isBetween(one[0], other)) ||
    (b === 0 && isBetween(one[1], other)) ||
    (c === 0 && isBetween(other[0], one)) ||
    (d === 0 && isBetween(other[1], one))
  )
}

/** Kilometres to a degree on a ball of 6,371 km: within one part in two hundred of the true shape here. */
const DEGREE_KM = 111.195

/** How large it is, in km². Of one that crosses itself it means nothing. */
export function sizeKm2(outline: Outline): number {
  const south = Math.min(...outline.map(([, y]) => y))
  const north = Math.max(...outline.map(([, y]) => y))
  const shorten = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [x0, y0] = outline[0] ?? [0, 0]
  // From the first corner: differences of large numbers would lose the metres.
  const twice = outline.reduce((sum, [x, y], at) => {
    const [x2, y2] = outline[(at + 1) % outline.length] ?? [x, y]
    return sum + (x - x0) * (y2 - y0) - (x2 - x0) * (y - y0)
  }, 0)
  return (Math.abs(twice) / 2) * shorten * DEGREE_KM ** 2
}

/** Where on an outline a place is nearest to: the side from corner `at` on, and how far from it. Flat units. */
export function nearestSide(
  corners: readonly (readonly [x: number, y: number])[],
  [x, y]: readonly [x: number, y: number],
): { at: number; distance: number } {
  let best = { at: -1, distance: Infinity }
  corners.forEach(([ax, ay], at) => {
    const [bx, by] = corners[(at + 1) % corners.length] ?? [ax, ay]
    const [dx, dy] = [bx - ax, by - ay]
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)
    const t = Math.min(1, Math.max(0, along))
    const distance = Math.hypot(x - ax - t * dx, y - ay - t * dy)
    if (distance < best.distance) best = { at, distance }
  })
  return best
}
