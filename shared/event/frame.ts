/** What of a map is in view: a square, in the map's own units. */
export interface Frame {
  x: number
  y: number
  side: number
}
type At = readonly [x: number, y: number]

/** Room about what a frame is put around: more than a point that is slid to is given. */
const ROOM = 1.4

/** The square around all of these with some room about them; null of none. */
export function frameAround(points: readonly At[], leastSide = 0): Frame | null {
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [top, foot] = [Math.min(...ys), Math.max(...ys)]
  const side = Math.max(east - west, foot - top, leastSide) * ROOM || 1
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

/** So many places across and up what is in view. */
const ACROSS = 18

export interface Label {
  code: string
  x: number
  y: number
  /** The side of a square as large as what of it is in view. */
  size: number
}

/**
 * Where the name of each ward in view stands: of the places in view that are in it, the nearest to their middle. So it
 * is never in a neighbour, nor outside of what is in view.
 */
export function labelsIn(frame: Frame, codeAt: (x: number, y: number) => string | null): Label[] {
  const step = frame.side / ACROSS
  const found = new Map<string, At[]>()
  for (let nth = 0; nth < ACROSS * ACROSS; nth++) {
    const x = frame.x + ((nth % ACROSS) + 0.5) * step
    const y = frame.y + (Math.floor(nth / ACROSS) + 0.5) * step
    const code = codeAt(x, y)
    if (code !== null) found.set(code, [...(found.get(code) ?? []), [x, y]])
  }
  return [...found].map(([code, places]) => {
    const middle = (axis: 0 | 1) => places.reduce((sum, at) => sum + at[axis], 0) / places.length
    const [mx, my] = [middle(0), middle(1)]
    const away = ([x, y]: At) => Math.hypot(x - mx, y - my)
    const [x, y] = places.reduce((best, at) => (away(at) < away(best) ? at : best))
    return { code, x, y, size: step * Math.sqrt(places.length) }
  })
}
