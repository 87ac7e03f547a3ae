import { monthNumber } from '../load/periods.ts'
import type { Window } from '../scoring/days.ts'
import { daysIn, daysInMonth, nextMonth } from '../scoring/days.ts'
import { monthsFrom, sayPeriod } from './period.ts'

export type PeriodRead =
  | { is: 'period'; period: Window }
  | { is: 'question'; ask: string; choices: { label: string; period: Window }[] }

const no = (ask: string, ...choices: Window[]): PeriodRead => ({
  is: 'question',
  ask,
  choices: choices.map((period) => ({ label: sayPeriod(period), period })),
})
const yes = (period: Window): PeriodRead =>
  period.from <= period.to
    ? { is: 'period', period }
    : no('This period ends before it begins. Which days are meant?')

const DASH = ' ?(?:-|–|—|to|until) ?'
const month = '([a-z]{3,9})\\.?'
const year = "(?:'|’)?(\\d{4}|\\d{2})"
const pattern = (source: string) => new RegExp(`^${source}$`, 'i')
const shapes = {
  days: pattern(
    `(\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}|\\d{4}-\\d\\d-\\d\\d)${DASH}(\\d{1,2}[/.]\\d{1,2}[/.]\\d{4}|\\d{4}-\\d\\d-\\d\\d)`,
  ),
  twoMonths: pattern(`${month} ?${year}${DASH}${month} ?${year}`),
  monthsOfYear: pattern(`${month}${DASH}${month} ?${year}`),
  month: pattern(`${month} ?-?${year}`),
  isoMonth: /^(\d{4})-(\d\d)$/,
  financial: /^(\d{4}) ?[/–-] ?(\d{4}|\d{2})$/,
  quarter: /^(?:q(?:uarter)? ?([1-4]),? ?(\S+(?: ?[/–-] ?\S+)?)|(\S+),? q(?:uarter)? ?([1-4]))$/i,
  year: /^(\d{4})$/,
}

/**
 * The days of a period as people write it: "Apr–Jun 2021", "Q4 2021/22", "2021/22", "March 2022", "2021-04",
 * "01/07/2016 – 30/09/2016". Q4 of 2021/22 is January to March 2022. What names a year that can be
 * read two ways ("2021", "Q4 2021", "Oct–Mar 2021", "2011-12") is asked.
 */
export function readPeriod(text: string): PeriodRead {
  const said = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const days = shapes.days.exec(said)
  if (days) return readDays(days[1] ?? '', days[2] ?? '')
  const iso = shapes.isoMonth.exec(said)
  if (iso) return readIso(Number(iso[1]), Number(iso[2]), said)
  const financial = shapes.financial.exec(said)
  if (financial) {
    const from = yearIn(financial)
    return from === null
      ? no(`“${said}” does not join two years that follow each other.`)
      : yes(yearOf(from))
  }
  const quarter = shapes.quarter.exec(said)
  if (quarter)
    return readQuarter(Number(quarter[1] ?? quarter[4]), quarter[2] ?? quarter[3] ?? '', said)
  if (shapes.year.test(said)) {
    const [calendar, fiscal] = [monthsFrom(`${said}-01`, 12), yearOf(Number(said))]
    return no(`Is ${said} the year from January, or the one from April?`, calendar, fiscal)
  }
  return readMonths(said)
}

const yearOf = (first: number) => monthsFrom(`${first}-04`, 12)

function yearIn(found: RegExpExecArray): number | null {
  const [first, second = ''] = [Number(found[1]), found[2]]
  const next = first + 1
  return Number(second) === (second.length === 2 ? next % 100 : next) ? first : null
}

/** 2011-12 is December in one table and a financial year in the next; 2021-04 can only be April. */
function readIso(first: number, second: number, said: string): PeriodRead {
  const isMonth = second >= 1 && second <= 12
  const isYear = second === (first + 1) % 100
  if (isMonth && isYear)
    return no(`Is ${said} a month, or a year from April?`, monthsFrom(said, 1), yearOf(first))
  if (isMonth) return yes(monthsFrom(said, 1))
  return isYear ? yes(yearOf(first)) : no(`“${said}” is no month and no year.`)
}

function readQuarter(nth: number, yearText: string, said: string): PeriodRead {
  const quarterOf = (first: number) => monthsFrom(nextMonth(`${first}-04`, (nth - 1) * 3), 3)
  const financial = shapes.financial.exec(yearText)
  const first = financial && yearIn(financial)
  if (typeof first === 'number') return yes(quarterOf(first))
  if (!/^\d{4}$/.test(yearText)) return no(`“${said}” does not say which year, as in Q4 2021/22.`)
  const calendar = monthsFrom(nextMonth(`${yearText}-01`, (nth - 1) * 3), 3)
  return no(`Which quarter ${nth} of ${yearText} is it?`, quarterOf(Number(yearText)), calendar)
}

function readDays(from: string, to: string): PeriodRead {
  const [first, last] = [isoDay(from), isoDay(to)]
  return first && last ? yes({ from: first, to: last }) : no(`“${from} – ${to}” is not two days.`)
}

/** A day as written in Britain, day first; null when the calendar has none such. */
function isoDay(text: string): string | null {
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  const day = british
    ? `${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}`
    : text
  const isReal =
    Number(day.slice(5, 7)) <= 12 && Number(day.slice(8)) <= daysInMonth(day.slice(0, 7))
  return isReal && daysIn({ from: day, to: day }) === 1 && !/-00/.test(day) ? day : null
}

const fullYear = (digits: string) => (digits.length === 2 ? `20${digits}` : digits)
const key = (word: string, digits: string) => {
  const nth = monthNumber(word)
  return nth === null ? null : `${fullYear(digits)}-${String(nth).padStart(2, '0')}`
}

function readMonths(said: string): PeriodRead {
  const two = shapes.twoMonths.exec(said)
  const [first, last] = two
    ? [key(two[1] ?? '', two[2] ?? ''), key(two[3] ?? '', two[4] ?? '')]
    : monthsOfYear(said)
  if (!first || !last) return no(`“${said}” is not a period, like Apr–Jun 2021 or 2021/22.`)
  const span = (a: string, b: string) => ({ from: monthsFrom(a, 1).from, to: monthsFrom(b, 1).to })
  if (two || first <= last) return yes(span(first, last))
  // "Oct–Mar 2021": the year may be that of either end.
  return no(
    `Which year does “${said}” begin in?`,
    span(nextMonth(first, -12), last),
    span(first, nextMonth(last, 12)),
  )
}

function monthsOfYear(said: string): [string | null, string | null] {
  const range = shapes.monthsOfYear.exec(said)
  if (range) return [key(range[1] ?? '', range[3] ?? ''), key(range[2] ?? '', range[3] ?? '')]
  const one = shapes.month.exec(said)
  const only = one && key(one[1] ?? '', one[2] ?? '')
  return [only, only]
}
