import type { Plan } from '../plan/plan.ts'
import { addDays, addMonths } from '../words/dates.ts'

export interface Quarter {
  /** The year of the plan it stands in, by the calendar year that one begins in, and which of four. */
  id: string
  /** "Apr to Jun 2026". */
  label: string
  fromOn: string
  toOn: string
}

/** A hundred years of quarters is a slip in a date, and no plan. */
const MOST = 48

/** The quarters of a plan's years, counted from the day the plan begins, so from April in most of them. */
export function quartersOf({ fromOn, toOn }: Pick<Plan, 'fromOn' | 'toOn'>): Quarter[] {
  const quarters: Quarter[] = []
  for (let at = 0; at < MOST; at++) {
    const from = addMonths(fromOn, at * 3)
    if (from > toOn) break
    const end = addDays(addMonths(fromOn, at * 3 + 3), -1)
    const to = end < toOn ? end : toOn
    const year = addMonths(fromOn, (at - (at % 4)) * 3).slice(0, 4)
    quarters.push({ id: `${year}-Q${(at % 4) + 1}`, label: say(from, to), fromOn: from, toOn: to })
  }
  return quarters
}

const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' })
const nameOf = (on: string) => month.format(new Date(`${on}T00:00:00Z`))

function say(from: string, to: string): string {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)]
  if (from.slice(0, 7) === to.slice(0, 7)) return `${nameOf(to)} ${last}`
  return `${nameOf(from)}${first === last ? '' : ` ${first}`} to ${nameOf(to)} ${last}`
}
