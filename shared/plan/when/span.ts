import { addDays } from '../../words/dates.ts'
import type { Every } from '../rounds.ts'

/** A stretch of days, both ends inside it. */
export interface Span {
  fromOn: string
  toOn: string
}

const iso = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

export const yearOf = (on: string) => Number(on.slice(0, 4))
export const monthOf = (on: string) => Number(on.slice(5, 7))

/** The first of `fromMonth` to the last day of so many months; months past December run on. */
export function months(year: number, fromMonth: number, count: number): Span {
  const first = (month: number) =>
    iso(year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, 1)
  return { fromOn: first(fromMonth), toOn: addDays(first(fromMonth + count), -1) }
}

/** One day, or null where the calendar has none: 31 June. */
export function dayOf(year: number, month: number, day: number): Span | null {
  if (month < 1 || month > 12 || day < 1) return null
  const on = iso(year, month, day)
  return on <= months(year, month, 1).toOn && day <= 31 ? { fromOn: on, toOn: on } : null
}

/** A council's financial year: April to March, called by the year it begins in. */
export const financialYear = (year: number): Span => months(year, 4, 12)
export const financialYearOf = (on: string) => (monthOf(on) >= 4 ? yearOf(on) : yearOf(on) - 1)

/** Its quarters: the first is April to June, the fourth January to March of the next year. */
export const financialQuarter = (year: number, quarter: number): Span =>
  months(year, 4 + 3 * (quarter - 1), 3)

export type Part = 'start' | 'early' | 'mid' | 'late' | 'end'

const cut = (on: string, days: number) => addDays(on, days)
const lengthOf = ({ fromOn, toOn }: Span) =>
  Math.round((Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000) + 1

/**
 * "Early June" is its first third, "mid" the second, "late" the last; the start and the end of a
 * stretch are its first and its last day. A stretch of whole months is cut at a month's end.
 */
export function partOf(span: Span, part: Part): Span {
  if (part === 'start') return { fromOn: span.fromOn, toOn: span.fromOn }
  if (part === 'end') return { fromOn: span.toOn, toOn: span.toOn }
  const nth = part === 'early' ? 0 : part === 'mid' ? 1 : 2
  const [year, month] = [yearOf(span.fromOn), monthOf(span.fromOn)]
  const count = (yearOf(span.toOn) - year) * 12 + monthOf(span.toOn) - month + 1
  if (count % 3 === 0) return months(year, month + (nth * count) / 3, count / 3)
  if (count > 1) return thirdOf(span, nth)
  // A month has its tens: 1 to 10, 11 to 20, 21 to the end.
  return {
    fromOn: cut(span.fromOn, nth * 10),
    toOn: nth === 2 ? span.toOn : cut(span.fromOn, nth * 10 + 9),
  }
}

function thirdOf(span: Span, nth: number): Span {
  const length = lengthOf(span)
  const at = (third: number) => cut(span.fromOn, Math.round((length * third) / 3))
  return { fromOn: at(nth), toOn: cut(at(nth + 1), -1) }
}

/**
 * The last day of the week (Sunday), month, quarter, half or whole financial year that a day falls in. A fortnight has
 * no place in the calendar: it ends with the week after.
 */
export function endOfRound(on: string, every: Every): string {
  const year = financialYearOf(on)
  switch (every) {
    case 'week':
    case 'fortnight': {
      const weekday = new Date(`${on}T00:00:00Z`).getUTCDay()
      return addDays(on, ((7 - weekday) % 7) + (every === 'week' ? 0 : 7))
    }
    case 'month':
      return months(yearOf(on), monthOf(on), 1).toOn
    case 'quarter':
      return months(yearOf(on), 3 * Math.floor((monthOf(on) - 1) / 3) + 1, 3).toOn
    case 'half-year': {
      const first = months(year, 4, 6).toOn
      return on <= first ? first : financialYear(year).toOn
    }
    case 'year':
      return financialYear(year).toOn
  }
}
