import { addRounds } from '../../plan/rounds.ts'
import type { Timescale } from '../../plan/timescale.ts'
import { addDays, addMonths } from '../../words/dates.ts'

/** A year later. A period that ends with a month still does, February included. */
export function yearOn({ fromOn, toOn }: { fromOn: string; toOn: string }) {
  const from = addMonths(fromOn, 12)
  return { fromOn: from, toOn: addDays(addMonths(addDays(toOn, 1), 12), -1) }
}

/** "Plan 2021/22" is "Plan 2022/23"; a title without years is given those of its plan. */
export function nextTitle(title: string, fromOn: string, toOn: string): string {
  const next = title.replace(
    /\b(\d{4})(?:(\s*[/–-]\s*)(\d{4}|\d{2}))?\b/g,
    (_, year, dash, end) => {
      const later = (digits: string) =>
        String(Number(digits) + 1)
          .padStart(digits.length, '0')
          .slice(-digits.length)
      return `${later(year)}${dash ? `${dash}${later(end)}` : ''}`
    },
  )
  if (next !== title) return next
  const [first, last] = [fromOn.slice(0, 4), toOn.slice(0, 4)]
  return `${title} ${first}${first === last ? '' : `/${last.slice(2)}`}`.slice(-300)
}

/**
 * A timescale as it goes into the next plan. What recurs goes on, its next date the first inside the plan.
 * A date or a window is carried as written, even when it has passed: nobody has agreed to a later one, and
 * a year more that the system gives by itself would hide that the thing is late.
 */
export function carryTimescale(timescale: Timescale, fromOn: string): Timescale {
  if (timescale.means !== 'recurrence') return timescale
  let nextDueOn = timescale.nextDueOn
  for (let at = 1; nextDueOn < fromOn && at < 6000; at++) {
    nextDueOn = addRounds(timescale.nextDueOn, timescale.every, at)
  }
  return { ...timescale, nextDueOn }
}

/** Whether the words name a day that is over before the plan begins, so that somebody must name another. */
export const isPast = (timescale: Timescale, fromOn: string) =>
  (timescale.means === 'due' && timescale.dueOn < fromOn) ||
  (timescale.means === 'window' && timescale.toOn < fromOn)

const dayWords = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' })
const sayDay = (on: string) => dayWords.format(new Date(`${on}T00:00:00Z`))

/** The same a year on, for who chooses that: with words that say the new day. */
export function aYearOn(timescale: Timescale): Timescale {
  if (timescale.means === 'due') {
    const dueOn = addMonths(timescale.dueOn, 12)
    return { means: 'due', dueOn, words: `By ${sayDay(dueOn)}` }
  }
  if (timescale.means !== 'window') return timescale
  const { fromOn, toOn } = yearOn(timescale)
  return { means: 'window', fromOn, toOn, words: `${sayDay(fromOn)} to ${sayDay(toOn)}` }
}
