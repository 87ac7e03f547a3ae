import { addDays, daysBetween } from '../words/dates.ts'
import type { Timescale } from './timescale.ts'

type Recurrence = Extract<Timescale, { means: 'recurrence' }>

/**
 * The day by which the next thing is expected, or null when the words name none. `answeredOn` are the
 * days of the entries that count: with each, the next period of a recurrence is due.
 */
export function dueOn(timescale: Timescale, answeredOn: readonly string[] = []): string | null {
  switch (timescale.means) {
    case 'due':
      return timescale.dueOn
    case 'window':
      return timescale.toOn
    case 'recurrence':
      return nextDue(timescale, answeredOn)
    case 'none':
      return null
  }
}

/**
 * A recurrence begins with `nextDueOn` and goes on by its period. An entry answers the period it falls
 * in, or the one it is late for; what is due next then lies after it. Two entries of one
 * day, or in one period, answer once.
 */
function nextDue(series: Recurrence, answeredOn: readonly string[]): string {
  let at = 0
  for (const on of [...new Set(answeredOn)].sort()) {
    if (on <= nth(series, at - 1)) continue
    // Never past it: no period is longer. A series that begins in the year 26 takes no age to count.
    at = Math.max(at + 1, Math.floor(daysBetween(series.nextDueOn, on) / longest[series.every]))
    while (nth(series, at) <= on) at++
  }
  return nth(series, at)
}

const longest = { week: 7, month: 31, quarter: 92, year: 366 }
const months = { month: 1, quarter: 3, year: 12 }

const nth = ({ nextDueOn, every }: Recurrence, at: number): string =>
  every === 'week' ? addDays(nextDueOn, 7 * at) : addMonths(nextDueOn, months[every] * at)

/** So many months on, on the same day or the last that there is: a month after 31 January ends February. */
export function addMonths(on: string, count: number): string {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  const first = new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 8)
  return first + String(Math.min(day, last)).padStart(2, '0')
}
