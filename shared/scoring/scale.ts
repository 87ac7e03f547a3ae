import * as v from 'valibot'
import type { ScoringIssue } from './error.ts'
import { jenksCuts } from './numeric/jenks.ts'
import { Measure, Text } from './schema.ts'

const Levels = v.optional(
  v.pipe(
    v.number(),
    v.integer('is not a whole number'),
    v.minValue(2, 'is under 2'),
    v.maxValue(20, 'is over 20'),
  ),
  5,
)

/**
 * How a column of values becomes scores. Fixed cuts stay put, so a score means the same next year;
 * quantiles and Jenks' natural breaks (1967) move with the data and only rank this year's types.
 */
export const Scale = v.variant('kind', [
  v.object({
    kind: v.literal('fixed'),
    /** Where each score above the first begins, ascending: four cuts make five scores. */
    cuts: v.pipe(v.array(Measure), v.minLength(1, 'holds no cut'), v.maxLength(19)),
    asOf: v.pipe(Text, v.regex(/^\d{4}(-\d\d(-\d\d)?)?$/, 'is not a date or a year')),
    source: v.optional(Text, ''),
  }),
  v.object({ kind: v.literal('quantile'), levels: Levels }),
  v.object({ kind: v.literal('jenks'), levels: Levels }),
])
export type Scale = v.InferOutput<typeof Scale>

/** The scale as it was applied: its cuts, and the date they were set if they are fixed. */
export type ScaleUsed = { kind: Scale['kind']; cuts: number[]; asOf: string | null; source: string }

export function scaleIssues(scale: Scale | undefined): ScoringIssue[] {
  if (scale?.kind !== 'fixed') return []
  return scale.cuts.flatMap((cut, at) =>
    at > 0 && cut <= (scale.cuts[at - 1] ?? cut)
      ? [{ path: `scale.cuts.${at}`, message: 'is not above the cut before it' }]
      : [],
  )
}

export function applied(scale: Scale, values: readonly number[]): ScaleUsed {
  if (scale.kind === 'fixed')
    return { kind: 'fixed', cuts: scale.cuts, asOf: scale.asOf, source: scale.source }
  const cuts =
    scale.kind === 'jenks' ? jenksCuts(values, scale.levels) : quantileCuts(values, scale.levels)
  return { kind: scale.kind, cuts, asOf: null, source: 'These values themselves' }
}

/** 1 below the first cut, one more from each cut on. */
export const scoreFor = (value: number, { cuts }: ScaleUsed): number =>
  1 + cuts.filter((cut) => value >= cut).length

/** Quantiles between order statistics (Hyndman and Fan 1996, type 7); equal cuts fall together. */
function quantileCuts(values: readonly number[], levels: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const least = sorted[0]
  if (least === undefined) return []
  const cuts = Array.from({ length: levels - 1 }, (_, at) => {
    const place = ((at + 1) * (sorted.length - 1)) / levels
    const low = sorted[Math.floor(place)] ?? least
    const high = sorted[Math.ceil(place)] ?? low
    return low + (high - low) * (place - Math.floor(place))
  })
  return [...new Set(cuts)].filter((cut) => cut > least)
}
