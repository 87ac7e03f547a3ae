import { daysIn } from '../days.ts'
import { isFlow, type Observed } from './observed.ts'
import type { TargetIndicator } from './schema.ts'
import type { Season } from './season.ts'

/** How much of a target is due by now. */
export type Profile = {
  /** By the shares of the months in earlier years, or by days. */
  by: 'months' | 'days'
  /** Share of the whole period that the figures cover, 0 to 1. */
  share: number
  coveredDays: number
  periodDays: number
  /** The exact and printed targets for the days covered; null where there is none. */
  target: number | null
  published: number | null
  /** Above or below 1 when a baseline of another length was brought to the period's. */
  scale: number
}

/** Windows of one length, give or take a leap day, compare as they stand. */
export const isSameLength = (days: number, other: number) => Math.abs(days - other) <= 1

/** Only rules that change a baseline inherit the length of its window. */
export const restsOnBaseline = ({ rule }: TargetIndicator) =>
  rule.kind === 'change-percent' || rule.kind === 'change-points' || rule.kind === 'maintain'

/**
 * The part of a yearly target that is due for the days the figures cover. Only what piles up is
 * apportioned; a percentage or a rate is not, and has no profile. The printed target is taken to be
 * for the period; an exact one worked out from a baseline of another length is brought to it first.
 */
export function profileOf(
  indicator: TargetIndicator,
  exact: number | null,
  { parts }: Observed,
  season: Season,
): Profile | null {
  if (!isFlow(indicator)) return null
  const { period, baseline, published } = indicator
  const whole = season.weigh(period)
  const covered = parts.reduce((sum, part) => sum + season.weigh(part), 0)
  const coveredDays = parts.reduce((sum, part) => sum + daysIn(part), 0)
  const periodDays = daysIn(period)
  const share = coveredDays === periodDays ? 1 : covered / whole
  const isScaled =
    baseline !== null && restsOnBaseline(indicator) && !isSameLength(daysIn(baseline), periodDays)
  const scale = isScaled ? whole / season.weigh(baseline) : 1
  return {
    by: season.by,
    share,
    coveredDays,
    periodDays,
    target: exact === null ? null : exact * scale * share,
    published: typeof published === 'number' ? published * share : null,
    scale,
  }
}
