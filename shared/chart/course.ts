import type { Indicator } from '../indicator/indicator.ts'
import { sayPeriod } from '../indicator/period.ts'
import { sayValue } from '../indicator/words.ts'
import type { Window } from '../scoring/days.ts'
import { daysIn } from '../scoring/days.ts'
import type { TargetEvaluated } from '../scoring/target/evaluateTarget.ts'

/** A count's way through its year: what has come so far against the part of the target that is due. */
export interface Course {
  /** Days since the period began, and the sum by then. */
  points: { day: number; on: string; sum: number; provisional: boolean; label: string }[]
  days: number
  /** The target of the whole period and of the days known; null without one. */
  target: number | null
  due: number | null
  forecast: { value: number; low: number; high: number } | null
  sentence: string
}

interface Value extends Window {
  value: number | null
  provisional?: boolean | undefined
}

/**
 * Null for what does not pile up, and where nothing lies inside the period. The target is that of the period: one
 * worked out from a baseline of another length has been brought to it.
 */
export function courseOf(
  indicator: Pick<Indicator, 'label' | 'unit' | 'period' | 'denominator'>,
  values: readonly Value[],
  verdict: Pick<TargetEvaluated, 'profile' | 'smallestWholeTarget' | 'forecast' | 'actual'>,
): Course | null {
  const { period } = indicator
  const { profile, forecast, actual } = verdict
  if (profile === null || actual === null) return null
  const inside = values.filter(
    (it) => it.from >= period.from && it.to <= period.to && it.value !== null,
  )
  let sum = 0
  const points = inside.map((it) => {
    sum += it.value ?? 0
    const day = daysIn({ from: period.from, to: it.to })
    return { day, on: it.to, sum, provisional: Boolean(it.provisional), label: sayPeriod(it) }
  })
  const brought =
    profile.target === null || profile.share === 0 ? null : profile.target / profile.share
  // Of things that are counted the whole number is said that truly meets it.
  const whole = profile.scale === 1 ? verdict.smallestWholeTarget : null
  const target = brought === null ? null : (whole ?? brought)
  const say = (value: number) => sayValue(Math.round(value), indicator)
  const due = profile.target
  const against = due === null ? '' : `, where ${say(due)} were due by the target`
  const end =
    forecast === null
      ? ''
      : ` At this pace ${sayPeriod(period)} ends between ${say(forecast.low)} and ${say(forecast.high)}${target === null ? '' : `; the target is ${say(target)}`}.`
  return {
    ...{ points, days: daysIn(period), target, due },
    forecast: forecast && { value: forecast.value, low: forecast.low, high: forecast.high },
    sentence: `${indicator.label}: ${say(actual)} in the ${profile.coveredDays} days known${against}.${end}`,
  }
}
