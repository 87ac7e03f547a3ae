import * as v from 'valibot'
import { parse } from './error.ts'
import { normalAtMost } from './numeric/normal.ts'
import { Level, Measure } from './schema.ts'

const SeriesInTime = v.object({
  values: v.pipe(v.array(v.nullable(Measure)), v.maxLength(2000, 'is too long')),
  level: v.optional(Level, 0.95),
})

export type Trend = {
  /** How many values were known. */
  n: number
  /** Pairs that rise less pairs that fall (Mann and Kendall's S). */
  s: number | null
  z: number | null
  p: number | null
  /** The median of the slopes between all pairs (Sen 1968), per step of the series. */
  slope: number | null
  direction: 'rising' | 'falling' | 'no-clear-trend' | null
  reason: string | null
}

/** Fewer values than this have no trend worth a test. */
const enough = 8

/**
 * Is a series heading somewhere? Mann (1945) and Kendall (1975) with the correction for ties, normal
 * approximation with continuity; Sen's slope. Equal steps in time; a null keeps its step and takes
 * no part. Seasonal series should be compared year on year first: this test knows no seasons.
 */
export function trend(input: v.InferInput<typeof SeriesInTime>): Trend {
  const { values, level } = parse(SeriesInTime, input)
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
  const n = known.length
  if (n < enough) {
    const reason = `A trend needs at least ${enough} values; there are ${n}.`
    return { n, s: null, z: null, p: null, slope: null, direction: null, reason }
  }
  let s = 0
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let place = 0
  known.forEach((later, index) => {
    for (const earlier of known.slice(0, index)) {
      s += Math.sign(later.value - earlier.value)
      slopes[place++] = (later.value - earlier.value) / (later.at - earlier.at)
    }
  })
  const variance = (spread(n) - tiesIn(known.map(({ value }) => value))) / 18
  const z = variance <= 0 || s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  const p = Math.min(1, 2 * normalAtMost(-Math.abs(z)))
  const clear = p < 1 - level
  return {
    n,
    s,
    z,
    p,
    slope: median(slopes.sort()),
    direction: clear ? (s > 0 ? 'rising' : 'falling') : 'no-clear-trend',
    reason: null,
  }
}

const spread = (n: number) => n * (n - 1) * (2 * n + 5)

function tiesIn(values: number[]): number {
  const sizes = new Map<number, number>()
  for (const value of values) sizes.set(value + 0, (sizes.get(value + 0) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + spread(size), 0)
}

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return (sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2) + 0
}
