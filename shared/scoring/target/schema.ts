import * as v from 'valibot'
import { type ScoringIssue } from '../error.ts'
import { DateOn, Measure, Polarity } from '../schema.ts'

const NotNegative = v.pipe(Measure, v.minValue(0, 'is negative'))
const WindowEntries = { from: DateOn, to: DateOn }
export const Window = v.object(WindowEntries)

/**
 * What a target asks for. `by` is signed: -2 is two per cent (or points) down. `within` is per cent of
 * the baseline, or points where the unit is a percentage. `share` runs from 0 to 1.
 */
export const TargetRule = v.variant('kind', [
  v.object({ kind: v.literal('change-percent'), by: Measure }),
  v.object({ kind: v.literal('change-points'), by: Measure }),
  v.object({ kind: v.literal('to'), value: Measure }),
  v.object({ kind: v.literal('at-least'), value: Measure }),
  v.object({ kind: v.literal('at-most'), value: Measure }),
  v.object({ kind: v.literal('maintain'), within: v.optional(NotNegative) }),
  v.object({ kind: v.literal('group-average'), value: Measure }),
  v.object({
    kind: v.literal('share-of'),
    total: NotNegative,
    share: v.pipe(NotNegative, v.maxValue(1, 'is above 1 (write 80% as 0.8)')),
  }),
  v.object({ kind: v.literal('output'), count: NotNegative }),
  v.object({ kind: v.literal('to-be-set') }),
])
export type TargetRule = v.InferOutput<typeof TargetRule>

export const TargetIndicator = v.object({
  unit: v.picklist(['count', 'rate', 'percent', 'currency'], 'is not a unit'),
  polarity: Polarity,
  baseline: v.nullable(v.object({ value: Measure, ...WindowEntries })),
  rule: TargetRule,
  /** The target as printed in the plan. */
  published: v.optional(v.nullable(Measure)),
  /** The target this one replaces, for the same length of period. */
  previous: v.optional(v.nullable(Measure)),
  /** How near still counts as amber: per cent of the target, or points for percentages. */
  tolerance: v.optional(NotNegative),
  period: Window,
})
export type TargetIndicator = v.InferOutput<typeof TargetIndicator>

export const TargetObservation = v.object({
  ...WindowEntries,
  value: v.nullable(Measure),
  missing: v.optional(v.picklist(['unavailable', 'to-be-confirmed'])),
  provisional: v.optional(v.boolean()),
})
export type TargetObservation = v.InferOutput<typeof TargetObservation>

export const TargetToEvaluate = v.object({
  indicator: TargetIndicator,
  observations: v.array(TargetObservation),
  asAt: DateOn,
})
export type TargetToEvaluate = v.InferOutput<typeof TargetToEvaluate>

/** Windows that end before they begin, and counts or rates below nothing. */
export function targetIssues({ indicator, observations }: TargetToEvaluate): ScoringIssue[] {
  const issues: ScoringIssue[] = []
  const { unit, baseline, period, published, previous } = indicator
  const window = (at: string, { from, to }: { from: string; to: string }) => {
    if (from > to) issues.push({ path: `${at}.to`, message: 'is before its from' })
  }
  const amount = (path: string, value: number | null | undefined) => {
    if (typeof value !== 'number' || (unit !== 'count' && unit !== 'rate')) return
    if (value < 0) issues.push({ path, message: 'is negative' })
    if (unit === 'count' && value > 1e9)
      issues.push({ path, message: 'is more than 1,000,000,000' })
  }
  window('indicator.period', period)
  if (baseline) window('indicator.baseline', baseline)
  amount('indicator.baseline.value', baseline?.value)
  amount('indicator.published', published)
  amount('indicator.previous', previous)
  observations.forEach((observation, index) => {
    window(`observations.${index}`, observation)
    amount(`observations.${index}.value`, observation.value)
  })
  return issues
}
