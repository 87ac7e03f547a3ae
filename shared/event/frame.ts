/** What of a map is in view: a square, in the map's own units. */
export interface Frame {
  x: number
  y: number
  side: number
}
type At = readonly [x: number, y: number]

/** The square around all of these with some room about them; null of none. */
export function frameAround(points: readonly At[], leastSide = 0): Frame | null {
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [top, foot] = [Math.min(...ys), Math.max(...ys)]
  const side = Math.max(east - west, foot - top, leastSide) * 1.16 || 1
  return { x: (west + east - side) / 2, y: (top + foot - side) / 2, side }
}

/** Nearer or further, about its middle. */
export function zoomed({ x, y, side }: Frame, times: number, least: number, most: number): Frame {
  const next = Math.min(most, Math.max(least, side * times))
  return { x: x + (side - next) / 2, y: y + (side - next) / 2, side: next }
}

/** So that a point is in view, with an eighth of the side to spare. */
export function including(frame: Frame, [px, py]: At): Frame {
  const spare = frame.side / 8
  const slide = (from: number, at: number) =>
    Math.min(at - spare, Math.max(at + spare - frame.side, from))
  return { ...frame, x: slide(frame.x, px), y: slide(frame.y, py) }
}
