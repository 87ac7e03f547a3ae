import { daysBetween } from '../words/dates.ts'
import { addRounds, longestRound } from './rounds.ts'
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
    at = Math.max(
      at + 1,
      Math.floor(daysBetween(series.nextDueOn, on) / longestRound(series.every)),
    )
    while (nth(series, at) <= on) at++
  }
  return nth(series, at)
}

const nth = ({ nextDueOn, every }: Recurrence, at: number): string =>
  addRounds(nextDueOn, every, at)
