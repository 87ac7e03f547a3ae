import { dayOf, financialQuarter, financialYear, months } from './span.ts'
import type { Span } from './span.ts'

/**
 * A time as it is printed. With its year it has a `span`; without (March, Q2, 5th October) `inYear` answers
 * its days in any year. A few words have both: "Sept 16" is a month of 2016 and a day of any September.
 */
export interface Point {
  span?: Span
  inYear?: (year: number) => Span | null
  /** A year alone, which "by 2014" means to be over before it begins as often as not. */
  isYear?: true
  /** It looks like a date and is none: 31 June. */
  wrong?: string
}

export const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const names = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthNamed = (word: string) => names.indexOf(word.slice(0, 3)) + 1
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)? )?'
/** An ordinal (5th) is marked by the reader with a degree sign, whatever its ending was. */
const DAY = '(\\d{1,2})°?'
const YEAR = "'?(\\d{4}|\\d{2})"
const SPREAD = '(?:fy ?/?)?(\\d{4}|\\d{2}) ?[/-] ?(\\d{4}|\\d{2})'

const fullYear = (digits: string) => (digits.length === 2 ? 2000 + Number(digits) : Number(digits))
const isNext = (first: string, second: string) =>
  (fullYear(first) + 1) % 100 === fullYear(second) % 100

const noSuchDay = (words: string): Point => {
  const said = words.replaceAll('°', '').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
  return { wrong: `There is no ${said} in the calendar.` }
}
const day = (words: string, year: string, month: number, date: string): Point => {
  const span = dayOf(fullYear(year), month, Number(date))
  return span ? { span } : noSuchDay(words)
}
const dayOfAnyYear = (words: string, month: number, date: number): Point =>
  // A leap year, so that 29 February is one.
  dayOf(2000, month, date) ? { inYear: (year) => dayOf(year, month, date) } : noSuchDay(words)

/** March to May, June to August, September to November, December to February. */
const seasons: Record<string, number> = { spring: 3, summer: 6, autumn: 9, winter: 12 }
const quarters = ['first', 'second', 'third', 'fourth']

type Reader = (match: readonly string[], words: string) => Point | null

const quarterOf = (quarter: number, year: string | undefined): Point =>
  year
    ? { span: financialQuarter(fullYear(year), quarter) }
    : { inYear: (any) => financialQuarter(any, quarter) }

const readers: readonly (readonly [pattern: string, read: Reader])[] = [
  ['(\\d{4})-(\\d{1,2})-(\\d{1,2})', ([y, m, d], it) => day(it, y ?? '', Number(m), d ?? '')],
  [
    `${WEEKDAY}(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})`,
    ([d, , m, y], it) => day(it, y ?? '', Number(m), d ?? ''),
  ],
  [
    `${WEEKDAY}${DAY}(?: of)?[ -]?(${MONTH})[ ,-]*${YEAR}`,
    ([d, m, y], it) => day(it, y ?? '', monthNamed(m ?? ''), d ?? ''),
  ],
  [
    `${WEEKDAY}(${MONTH}) ?${DAY},? (\\d{4})`,
    ([m, d, y], it) => day(it, y ?? '', monthNamed(m ?? ''), d ?? ''),
  ],
  [
    `${WEEKDAY}${DAY}(?: of)? ?(${MONTH})`,
    ([d, m], it) => dayOfAnyYear(it, monthNamed(m ?? ''), Number(d)),
  ],
  [`(${MONTH}) ?(\\d{1,2})°`, ([m, d], it) => dayOfAnyYear(it, monthNamed(m ?? ''), Number(d))],
  [
    `(${MONTH})[ ,-]*${YEAR}`,
    ([m, y = ''], it) => {
      const month = monthNamed(m ?? '')
      const asDay = y.length === 2 && !it.includes("'") ? dayOfAnyYear(it, month, Number(y)) : {}
      return { span: months(fullYear(y), month, 1), ...(asDay.inYear && { inYear: asDay.inYear }) }
    },
  ],
  [`(${MONTH})`, ([m]) => ({ inYear: (year) => months(year, monthNamed(m ?? ''), 1) })],
  [
    '(\\d{1,2})/(\\d{4})',
    ([m, y]) =>
      Number(m) >= 1 && Number(m) <= 12 ? { span: months(Number(y), Number(m), 1) } : null,
  ],
  [
    `q(?:uarter|tr)? ?([1-4])[ ,]*(?:of )?${SPREAD}`,
    ([q, a, b]) => (isNext(a ?? '', b ?? '') ? quarterOf(Number(q), a) : null),
  ],
  [
    `q(?:uarter|tr)? ?([1-4])(?:[ ,/]*(?:of )?(?:fy ?)?${YEAR})?`,
    ([q, y]) => quarterOf(Number(q), y),
  ],
  [`([1-4])° quarter(?:[ ,]*(?:of )?${YEAR})?`, ([q, y]) => quarterOf(Number(q), y)],
  [
    `(${quarters.join('|')}) quarter(?:[ ,]*(?:of )?${YEAR})?`,
    ([q, y]) => quarterOf(quarters.indexOf(q ?? '') + 1, y),
  ],
  [
    `(spring|summer|autumn|winter)(?: period| months)?(?:[ ,]*(?:of )?${YEAR}(?:[/-]\\d{2,4})?)?`,
    ([s = '', y]) => {
      const from = seasons[s] ?? 1
      if (y) return { span: months(fullYear(y), from, 3) }
      return { inYear: (year) => months(year, from, 3) }
    },
  ],
  [
    `(?:financial year )?${SPREAD}`,
    ([a = '', b = '']) =>
      isNext(a, b)
        ? { ...dayOfAnyYear('', Number(b), Number(a)), span: financialYear(fullYear(a)), wrong: '' }
        : null,
  ],
  ['(?:fy ?|financial year )(\\d{4}|\\d{2})', ([y = '']) => ({ span: financialYear(fullYear(y)) })],
  ['(20\\d{2})', ([y]) => ({ span: months(Number(y), 1, 12), isYear: true })],
  ['(\\d{1,2})[/.](\\d{1,2})', ([d, m], it) => dayOfAnyYear(it, Number(m), Number(d))],
]

const whole = readers.map(([pattern, read]) => [new RegExp(`^${pattern}$`), read] as const)

/** Reads words as one time, all of them or none; null where they are no time. */
export function readPoint(words: string): Point | null {
  for (const [pattern, read] of whole) {
    const match = pattern.exec(words)
    const point = match && read(match.slice(1), words)
    if (point) return point
  }
  return null
}
