import type { Boundary } from '../assessment/place.ts'

/** A part of a ward: its outline, then its holes, each as x, y, x, y … in degrees, not closed. */
export type Polygon = readonly (readonly number[])[]
type Position = readonly number[]

/** The kept form of one ring, or null when the grid leaves nothing of it. */
export function encodeRing(ring: readonly Position[], decimals: number): number[] | null {
  const scale = 10 ** decimals
  const steps: number[] = []
  let [x, y] = [0, 0]
  for (const [longitude = 0, latitude = 0] of ring) {
    const [nextX, nextY] = [Math.round(longitude * scale), Math.round(latitude * scale)]
    if (steps.length > 0 && nextX === x && nextY === y) continue
    steps.push(nextX - x, nextY - y)
    x = nextX
    y = nextY
  }
  // The last corner repeats the first one; closing the ring is what makes it one.
  const isClosed = steps.length > 2 && x === steps[0] && y === steps[1]
  if (isClosed) steps.length -= 2
  return steps.length >= 6 ? steps : null
}

export const polygonsOf = ({ decimals, parts }: Pick<Boundary, 'decimals' | 'parts'>): Polygon[] =>
  parts.map((part) => part.map((ring) => decodeRing(ring, decimals)))

function decodeRing(steps: readonly number[], decimals: number): number[] {
  const scale = 10 ** decimals
  const out: number[] = []
  let [x, y] = [0, 0]
  for (let at = 0; at + 1 < steps.length; at += 2) {
    x += steps[at] as number
    y += steps[at + 1] as number
    out.push(x / scale, y / scale)
  }
  return out
}
