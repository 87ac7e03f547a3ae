import * as v from 'valibot'

/** The pieces every noun's schema is built from: ids, short and long text, dates and instants. */

/** A lone surrogate cannot be written as UTF-8, so it could not survive the trip: refuse it, and NUL too. */
const isPlainText = (text: string) => !/\p{Surrogate}|\0/u.test(text)

/** An id made on the device that created the row. Also used in composed ids, hence the dots and colons. */
export const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.:_-]{0,79}$/i, 'is not an id'))

const text = (limit: number) =>
  v.pipe(
    v.string(),
    v.check(isPlainText, 'holds characters that cannot be stored'),
    v.maxLength(limit, `is longer than ${limit} characters`),
  )

export const optionalLine = text(300)
export const Line = v.pipe(
  text(300),
  v.check((line) => line.trim() !== '', 'is empty'),
)
export const Paragraph = text(8000)

/** An address to sign in with, as everything compares it: trimmed, composed, in lower case. */
export const Email = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254, 'is longer than an address can be'),
  v.normalize('NFC'),
  v.toLowerCase(),
  v.check((text) => !/[\p{C}\s"<>(),:;\\[\]]/u.test(text), 'is not an e-mail address'),
  v.email('is not an e-mail address'),
)

/** A calendar date without a time zone: 2026-11-22. Names of such fields end in `On`. */
export const DateOn = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d$/, 'is not a date like 2026-11-22'),
  v.check(isCalendarDate, 'is not a day in the calendar'),
)

/** An instant in UTC: 2026-11-22T14:05:00.000Z. Names of such fields end in `At`. */
export const InstantAt = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'is not a UTC instant'),
  v.check((text) => isCalendarDate(text) && isTimeOfDay(text), 'is not a time that a clock shows'),
)

export const Count = v.pipe(
  v.number(),
  v.integer('is not a whole number'),
  v.minValue(0),
  v.maxValue(1e9),
)
export const Measure = v.pipe(v.number(), v.finite('is not a finite number'))
export const Order = v.pipe(v.number(), v.finite(), v.minValue(-1e9), v.maxValue(1e9))

/** 30 February is spelled like a date and is none. */
function isCalendarDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return month >= 1 && month <= 12 && day >= 1 && day <= last
}

/** 24:00 and a leap second are spelled like times, and no clock of ours shows them. */
const isTimeOfDay = (text: string) =>
  text.slice(11, 13) < '24' && text.slice(14, 16) < '60' && text.slice(17, 19) < '60'
