import type { Window } from '../scoring/days.ts'
import { daysIn, daysInMonth, nextMonth } from '../scoring/days.ts'
import { monthNumber, sayMonth } from '../load/periods.ts'
import { addDays } from '../words/dates.ts'

/** Months, quarters and years of an indicator. A quarter is one of the financial year, which April begins. */
export const frequencies = ['month', 'quarter', 'year'] as const
export type Frequency = (typeof frequencies)[number]

const months = { month: 1, quarter: 3, year: 12 } as const

const window = (month: string, length: number): Window => {
  const last = nextMonth(month, length - 1)
  return { from: `${month}-01`, to: `${last}-${daysInMonth(last)}` }
}

/** The month, quarter or financial year that a day falls in: 5 Feb 2022 is in Q4 of 2021/22. */
export function periodOn(day: string, frequency: Frequency): Window {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const sinceApril = (month + 8) % 12
  const back = frequency === 'month' ? 0 : sinceApril % months[frequency]
  return window(nextMonth(`${year}-${String(month).padStart(2, '0')}`, -back), months[frequency])
}

export const before = ({ from }: Window, frequency: Frequency): Window =>
  periodOn(addDays(from, -1), frequency)
export const after = ({ to }: Window, frequency: Frequency): Window =>
  periodOn(addDays(to, 1), frequency)

/** The latest whole period that is over: what a form asks for. */
export const lastOver = (today: string, frequency: Frequency): Window =>
  before(periodOn(today, frequency), frequency)

export function frequencyOf(period: Window): Frequency | null {
  return (
    frequencies.find((it) => {
      const whole = periodOn(period.from, it)
      return whole.from === period.from && whole.to === period.to
    }) ?? null
  )
}

export const overlaps = (a: Window, b: Window) => a.from <= b.to && b.from <= a.to
export const isSamePeriod = (a: Window, b: Window) => a.from === b.from && a.to === b.to
export const byPeriod = (a: Window, b: Window) =>
  a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : a.to > b.to ? 1 : 0

/** Stretches of `whole` that no period covers, in order. */
export function gapsIn(whole: Window, periods: readonly Window[]): Window[] {
  const gaps: Window[] = []
  let open = whole.from
  for (const { from, to } of periods.filter((it) => overlaps(it, whole)).toSorted(byPeriod)) {
    if (from > open) gaps.push({ from: open, to: addDays(from, -1) })
    if (to >= open) open = addDays(to, 1)
  }
  if (open <= whole.to) gaps.push({ from: open, to: whole.to })
  return gaps
}

/** "Apr to Jun 2021", "2021/22", "2020", "Oct 2018 to Sep 2019", "1 Apr 2012 to 7 Mar 2013". */
export function sayPeriod(period: Window): string {
  const { from, to } = period
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)]
  const isWhole = from.endsWith('-01') && Number(to.slice(8)) === daysInMonth(last)
  if (!isWhole) return from === to ? sayDay(from) : `${sayDay(from)} to ${sayDay(to)}`
  if (first === last) return sayMonth(first)
  if (nextMonth(first, 11) === last) {
    if (first.endsWith('-04')) return `${first.slice(0, 4)}/${last.slice(2, 4)}`
    if (first.endsWith('-01')) return first.slice(0, 4)
  }
  const isOneYear = first.slice(0, 4) === last.slice(0, 4)
  return `${isOneYear ? sayMonth(first).split(' ')[0] : sayMonth(first)} to ${sayMonth(last)}`
}

const sayDay = (day: string) => `${Number(day.slice(8))} ${sayMonth(day.slice(0, 7))}`

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
    const [calendar, fiscal] = [window(`${said}-01`, 12), yearOf(Number(said))]
    return no(`Is ${said} the year from January, or the one from April?`, calendar, fiscal)
  }
  return readMonths(said)
}

const yearOf = (first: number) => window(`${first}-04`, 12)

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
    return no(`Is ${said} a month, or a year from April?`, window(said, 1), yearOf(first))
  if (isMonth) return yes(window(said, 1))
  return isYear ? yes(yearOf(first)) : no(`“${said}” is no month and no year.`)
}

function readQuarter(nth: number, yearText: string, said: string): PeriodRead {
  const quarterOf = (first: number) => window(nextMonth(`${first}-04`, (nth - 1) * 3), 3)
  const financial = shapes.financial.exec(yearText)
  const first = financial && yearIn(financial)
  if (typeof first === 'number') return yes(quarterOf(first))
  if (!/^\d{4}$/.test(yearText)) return no(`“${said}” does not say which year, as in Q4 2021/22.`)
  const calendar = window(nextMonth(`${yearText}-01`, (nth - 1) * 3), 3)
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
  const span = (a: string, b: string) => ({ from: window(a, 1).from, to: window(b, 1).to })
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
