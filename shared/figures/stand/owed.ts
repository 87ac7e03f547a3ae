import type { Indicator } from '../../indicator/indicator.ts'
import type { Observation } from '../../indicator/observation.ts'
import { before, periodOn } from '../../indicator/period.ts'
import { notReplaced } from '../../indicator/standing.ts'
import { addDays, addMonths } from '../../words/dates.ts'
import type { Period } from '../question.ts'

type Given = Pick<Observation, 'from' | 'to' | 'value' | 'missing' | 'supersedes' | 'settles'> & {
  id: string
}

/**
 * The latest stretch of an indicator's time that a value is due for and that is over; null while none is.
 * Months and quarters are those of the calendar, as the form of entry asks for them, cut off where the
 * indicator begins and ends. A year is counted from its own first day: a plan may run from October. One that
 * names no rhythm has its value whenever it comes, and only a target must have its own by the end.
 */
export function lastDue(
  { frequency, rule, period }: Pick<Indicator, 'frequency' | 'rule' | 'period'>,
  asAt: string,
): Period | null {
  if (!frequency) return rule && period.to <= asAt ? period : null
  if (frequency === 'year') return lastYear(period, asAt)
  const running = periodOn(earlier(asAt, period.to), frequency)
  const last = earlier(running.to, period.to) > asAt ? before(running, frequency) : running
  const due = { from: later(last.from, period.from), to: earlier(last.to, period.to) }
  return due.from <= due.to ? due : null
}

const earlier = (a: string, b: string) => (a < b ? a : b)
const later = (a: string, b: string) => (a > b ? a : b)

function lastYear({ from, to }: Period, asAt: string): Period | null {
  let last: Period | null = null
  // A hundred years are more than any plan has; a slip in a date must not hold the screen up.
  for (let at = 0; at < 100; at++) {
    const begins = addMonths(from, at * 12)
    const ends = earlier(addDays(addMonths(from, at * 12 + 12), -1), to)
    if (begins > to || ends > asAt) break
    last = { from: begins, to: ends }
  }
  return last
}

/**
 * The stretch whose value is still to come, or null. A count or an amount has to cover every day of it; of
 * a level (a rate, a percentage) one value that touches it will do. "Not available" is an answer; "to be
 * confirmed" is none yet.
 */
export function owedPeriod(
  indicator: Pick<Indicator, 'unit' | 'frequency' | 'rule' | 'period'>,
  observations: readonly Given[],
  asAt: string,
): Period | null {
  const due = lastDue(indicator, asAt)
  if (!due) return null
  const given = notReplaced(observations)
    .filter(({ value, missing }) => value !== null || missing === 'unavailable')
    .filter(({ from, to }) => from <= due.to && to >= due.from)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  if (indicator.unit !== 'count' && indicator.unit !== 'currency')
    return given.length > 0 ? null : due
  let covered = addDays(due.from, -1)
  for (const { from, to } of given) if (from <= addDays(covered, 1) && to > covered) covered = to
  return covered >= due.to ? null : due
}
