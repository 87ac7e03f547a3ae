import * as v from 'valibot'
import { type ScoringIssue, repeatedIds } from './error.ts'
import { Id, Measure } from './schema.ts'

/** Where a band begins. Bands are half-open: each holds `from` and runs up to the next one's `from`. */
export const BandFrom = v.object({ id: Id, from: Measure })
export type BandFrom = v.InferOutput<typeof BandFrom>

export const Bands = v.pipe(v.array(BandFrom), v.minLength(1, 'holds no band'), v.maxLength(50))

/**
 * The band a value lies in, or null below the first. "9 – 14.9, 15 – 19.9" in print leaves 14.95
 * homeless; half-open bands do not.
 */
export function bandOf(value: number, bands: readonly BandFrom[]): string | null {
  let found: BandFrom | null = null
  for (const band of bands)
    if (band.from <= value && (found === null || band.from > found.from)) found = band
  return found?.id ?? null
}

/** Bands from the lowest up. */
export const ascending = (bands: readonly BandFrom[]): BandFrom[] =>
  [...bands].sort((a, b) => a.from - b.from)

/** Two bands of one id, or two that begin at one value, leave a value with two homes. */
export function bandIssues(bands: readonly BandFrom[], at: string): ScoringIssue[] {
  const starts = new Set<number>()
  const issues = repeatedIds(bands, at)
  bands.forEach(({ from }, index) => {
    if (starts.has(from))
      issues.push({ path: `${at}.${index}.from`, message: 'begins where another band begins' })
    starts.add(from)
  })
  return issues
}
