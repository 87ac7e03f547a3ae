/** Dates as people read them. A date is "2026-11-26"; an instant ends in Z. All in UK time. */

const DAY_MS = 86_400_000
const uk = { timeZone: 'Europe/London' } as const
const isoDay = new Intl.DateTimeFormat('en-CA', { ...uk, dateStyle: 'short' })
const clock = new Intl.DateTimeFormat('en-GB', { ...uk, hour: '2-digit', minute: '2-digit' })

const utcDay = (on: string) => Date.parse(`${on}T00:00:00Z`) / DAY_MS

export const dateInUk = (at: Date): string => isoDay.format(at)

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => utcDay(to) - utcDay(from)

export const addDays = (on: string, days: number): string =>
  new Date((utcDay(on) + days) * DAY_MS).toISOString().slice(0, 10)

/** So many months on, on the same day or the last that there is: a month after 31 January ends February. */
export function addMonths(on: string, count: number): string {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const last = new Date(0)
  last.setUTCFullYear(year, month + count, 0)
  const then = last.toISOString().slice(0, 10)
  return then.slice(0, 8) + String(Math.min(day, last.getUTCDate())).padStart(2, '0')
}

/** The instant so many times 24 hours after another; before it when `days` is negative. */
export const daysAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * DAY_MS).toISOString()

/** The instant a day begins in the United Kingdom: 23:00 UTC of the day before while summer time is on. */
export function startOfDayInUk(on: string): string {
  const midnight = utcDay(on) * DAY_MS
  const hoursAhead = Number(clock.format(midnight).slice(0, 2))
  return new Date(midnight - hoursAhead * 3_600_000).toISOString()
}

/** "Thu 26 Nov", with the year when it is not that of `today`. */
export function sayDate(on: string, today: string): string {
  const isThisYear = on.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: isThisYear ? 'short' : undefined,
    day: 'numeric',
    month: 'short',
    year: isThisYear ? undefined : 'numeric',
  })
    .format(new Date(utcDay(on) * DAY_MS))
    .replace(',', '')
}

/** "14:05" when it was today, otherwise "Thu 26 Nov, 14:05". */
export function sayInstant(at: string, today: string): string {
  const moment = new Date(at)
  const on = dateInUk(moment)
  const time = clock.format(moment)
  return on === today ? time : `${sayDate(on, today)}, ${time}`
}

/** "3 days late", "Due today", "Due tomorrow", "Due Thu 26 Nov". */
export function sayDue(dueOn: string, today: string): string {
  const days = daysBetween(today, dueOn)
  if (days < -60) return `Since ${sayDate(dueOn, today)}`
  if (days < 0) return days === -1 ? '1 day late' : `${-days} days late`
  if (days === 0) return 'Due today'
  if (days === 1) return 'Due tomorrow'
  return `Due ${sayDate(dueOn, today)}`
}
