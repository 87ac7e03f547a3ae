import type { FoundBoundary } from './found.ts'
import type { Say } from './problem.ts'
import type { Shape } from './geoJson.ts'
import { encodeRing } from './rings.ts'

/** Leaves room in a row for everything beside the corners. */
const MOST_CHARACTERS = 60_000
/** No district has more wards than this: Birmingham has 69, County Durham 63. */
const MANY_WARDS = 250

/** The wards of the district, by the codes that are known when a file holds more than any district has. */
export function ownWards(shapes: readonly Shape[], codes: ReadonlySet<string>, say: Say): Shape[] {
  if (shapes.length <= MANY_WARDS) return [...shapes]
  const own = shapes.filter(({ code }) => codes.has(code))
  if (own.length > 0) return own
  const text = `has ${shapes.length} wards and none has a code that is known here: load the best-fit lookup with it, or cut it to the district`
  say('no place', text, { weight: 'refused' })
  return []
}

/**
 * The kept form of each ward. The grid is one for the whole file: what it moves, it moves alike on both sides
 * of a line, so neighbours keep touching.
 */
export function drawBoundaries(
  shapes: readonly Shape[],
  { file, licence }: { file: string; licence?: string },
  say: Say,
): FoundBoundary[] {
  for (const decimals of [6, 5, 4] as const) {
    const drawn = shapes.map((shape) => ({ shape, parts: encodeParts(shape, decimals) }))
    const isSmall = drawn.every(({ parts }) => fits(parts))
    if (!isSmall && decimals > 4) continue
    if (decimals < 6) {
      const metres = decimals === 5 ? '1 m' : '11 m'
      const text = `is drawn in great detail: corners are kept to the nearest ${metres}`
      say('simplified', text, { weight: 'note' })
    }
    return drawn.flatMap(({ shape: { code, name, vintage, path }, parts }) => {
      if (parts.length > 0 && fits(parts))
        return [{ code, name, vintage, decimals, parts, file, ...(licence ? { licence } : {}) }]
      const text =
        parts.length === 0
          ? `${name} has no area`
          : `${name} has more corners than can be kept: download the generalised boundaries (BGC)`
      say('too large', text, { path })
      return []
    })
  }
  return []
}

const fits = (parts: number[][][]) => JSON.stringify(parts).length <= MOST_CHARACTERS

export const encodeParts = ({ parts }: Pick<Shape, 'parts'>, decimals: number): number[][][] =>
  parts
    .map((part) => part.map((ring) => encodeRing(ring, decimals)))
    .filter((part) => part[0] !== null)
    .map((part) => part.filter((ring) => ring !== null))
