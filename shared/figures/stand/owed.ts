import type { Indicator } from '../../indicator/indicator.ts'
import type { Observation } from '../../indicator/observation.ts'
import { notReplaced } from '../../indicator/standing.ts'
import { addDays, addMonths } from '../../words/dates.ts'
import type { Period } from '../question.ts'

type Given = Pick<Observation, 'from' | 'to' | 'value' | 'missing' | 'supersedes' | 'settles'> & {
  id: string
}

/** The latest quarter of an indicator's period that is over, counted from its first day; null while none is. */
export function lastQuarter({ from, to }: Period, asAt: string): Period | null {
  let last: Period | null = null
  // A hundred quarters are more than any plan has; a slip in a date must not hold the screen up.
  for (let at = 0; at < 100; at++) {
    const begins = addMonths(from, at * 3)
    const end = addDays(addMonths(from, at * 3 + 3), -1)
    const ends = end < to ? end : to
    if (begins > to || ends > asAt) break
    last = { from: begins, to: ends }
  }
  return last
}

/**
 * The quarter whose value is still to come, or null. A count or an amount has to cover every day of it; of
 * a level (a rate, a percentage) one value that touches it will do. "Not available" is an answer; "to be
 * confirmed" is none yet.
 */
export function owedQuarter(
  { unit, period }: Pick<Indicator, 'unit' | 'period'>,
  observations: readonly Given[],
  asAt: string,
): Period | null {
  const quarter = lastQuarter(period, asAt)
  if (!quarter) return null
  const given = notReplaced(observations)
    .filter(({ value, missing }) => value !== null || missing === 'unavailable')
    .filter(({ from, to }) => from <= quarter.to && to >= quarter.from)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  if (unit !== 'count' && unit !== 'currency') return given.length > 0 ? null : quarter
  let covered = addDays(quarter.from, -1)
  for (const { from, to } of given) if (from <= addDays(covered, 1) && to > covered) covered = to
  return covered >= quarter.to ? null : quarter
}
