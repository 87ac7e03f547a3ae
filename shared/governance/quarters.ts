import type { Plan } from '../plan/plan.ts'
import { addDays } from '../words/dates.ts'

export interface Quarter {
  /** The year of the plan it stands in, by the calendar year that one begins in, and which of four. */
  id: string
  /** "Apr to Jun 2026". */
  label: string
  fromOn: string
  toOn: string
}

/** The day so many months on; the last of its month where that is shorter. */
export function addMonths(on: string, months: number): string {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const first = Date.UTC(year, month - 1 + months, 1)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return addDays(new Date(first).toISOString().slice(0, 10), Math.min(day, last) - 1)
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
