import * as v from 'valibot'
import { type ScoringIssue, parse } from './error.ts'
import { Measure, Polarity } from './schema.ts'
import { type RunRule, rulesHit } from './runRules.ts'
import { type Limits, limitsOf } from './xmrLimits.ts'

const Place = v.pipe(v.number(), v.integer('is not a place'), v.minValue(0, 'is not a place'))

const Series = v.object({
  values: v.pipe(v.array(v.nullable(Measure)), v.maxLength(5000, 'is too long')),
  /** Where the process is known to have changed: the limits begin anew at each of these places. */
  rebaseAt: v.optional(v.union([Place, v.array(Place)], 'is not a place or a list of places'), []),
  screen: v.optional(v.boolean(), true),
  target: v.optional(v.nullable(Measure), null),
  polarity: v.optional(Polarity, 'neutral'),
})

export type XmrPoint = {
  value: number | null
  mean: number | null
  lower: number | null
  upper: number | null
  /** What it breaks, the weightiest first; empty for ordinary wobble. */
  rules: RunRule[]
  /** Good or bad by the polarity; a neutral measure only reads high or low. Null without a rule. */
  reading: 'good' | 'bad' | 'high' | 'low' | null
}

export type XmrChart = Limits & {
  points: XmrPoint[]
  /** Fewer than 13 points since the last rebase: the limits may still move. */
  trial: boolean
  /** Whether the process as it runs will meet the target; null without a target, a side or limits. */
  assurance: 'consistently-passing' | 'consistently-failing' | 'hit-or-miss' | null
  reason: string | null
}

/** Under this many points the limits are on trial (Wheeler suggests a dozen or more). */
const settledFrom = 13

/**
 * An XmR chart: is this change or wobble? Limits are the mean ± 2.66 mean moving ranges (Wheeler 1993,
 * Understanding Variation), run rules as NHS England's Making Data Count plots them. A null value is
 * skipped: no moving range is drawn across the gap and no run ends at it. `mean`, `lower` and `upper`
 * are those in force at the end. Limits are not cut off at zero.
 *
 * Throws `ScoringError` on a value that is no number or a rebase outside the series.
 */
export function xmr(input: v.InferInput<typeof Series>): XmrChart {
  const { values, rebaseAt, screen, target, polarity } = parse(Series, input, rebaseIssues)
  const starts = [0, ...(Array.isArray(rebaseAt) ? rebaseAt : [rebaseAt])]
  const segments = [...new Set(starts)].sort((a, b) => a - b)
  let last: Limits = limitsOf([], screen)
  let counted = 0
  const points = segments.flatMap((start, at) => {
    const part = values.slice(start, segments[at + 1] ?? values.length)
    last = limitsOf(part, screen)
    counted = part.filter((value) => value !== null).length
    const { mean, lower, upper } = last
    const hits = rulesHit(part, last)
    return part.map((value, place): XmrPoint => {
      const hit = hits[place] ?? { rules: [], side: null }
      return { value, mean, lower, upper, rules: hit.rules, reading: readingOf(hit.side, polarity) }
    })
  })
  return {
    ...last,
    points,
    trial: counted < settledFrom,
    assurance: assuranceOf(last, target, polarity),
  }
}

function rebaseIssues({ values, rebaseAt }: v.InferOutput<typeof Series>): ScoringIssue[] {
  const places = Array.isArray(rebaseAt) ? rebaseAt : [rebaseAt]
  return places.flatMap((place) =>
    place < values.length ? [] : [{ path: 'rebaseAt', message: `is past the end: ${place}` }],
  )
}

function readingOf(side: 'high' | 'low' | null, polarity: Polarity): XmrPoint['reading'] {
  if (side === null || polarity === 'neutral') return side
  return (side === 'high') === (polarity === 'higher') ? 'good' : 'bad'
}

function assuranceOf({ lower, upper }: Limits, target: number | null, polarity: Polarity) {
  if (target === null || polarity === 'neutral' || lower === null || upper === null) return null
  const [worst, best] = polarity === 'higher' ? [lower, upper] : [-upper, -lower]
  const wanted = polarity === 'higher' ? target : -target
  if (worst >= wanted) return 'consistently-passing'
  return best < wanted ? 'consistently-failing' : 'hit-or-miss'
}
