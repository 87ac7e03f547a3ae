import * as v from 'valibot'
import { daysInMonth } from './days.ts'

/** The pieces the input schemas are built from. Bounds keep every sum and product finite. */

/** Keys that valibot's records drop in silence, so a cell under them would vanish: refuse them. */
const reserved = new Set(['__proto__', 'prototype', 'constructor'])

export const Id = v.pipe(
  v.string('is not an id'),
  v.minLength(1, 'is empty'),
  v.maxLength(300, 'is longer than 300 characters'),
  v.check((id) => !reserved.has(id), 'is a reserved word'),
)

export const Text = v.pipe(v.string('is not text'), v.maxLength(8000, 'is too long'))

/** Any finite number a partnership could mean. */
export const Measure = v.pipe(
  v.number('is not a number'),
  v.minValue(-1e12, 'is out of range'),
  v.maxValue(1e12, 'is out of range'),
)

/** How many of a thing: whole and never negative. */
export const Count = v.pipe(
  v.number('is not a number'),
  v.integer('is not a whole number'),
  v.minValue(0, 'is negative'),
  v.maxValue(1e9, 'is more than 1,000,000,000'),
)

/** A quantity above zero, as days or a denominator. */
export const Positive = v.pipe(
  v.number('is not a number'),
  v.minValue(1e-6, 'is not above zero'),
  v.maxValue(1e12, 'is out of range'),
)

/** A confidence level as a share: 0.95, not 95. */
export const Level = v.pipe(
  v.number('is not a number'),
  v.minValue(0.5, 'is below 0.5 (write 95% as 0.95)'),
  v.maxValue(0.9999, 'is above 0.9999 (write 95% as 0.95)'),
)

/** A calendar day without a time zone: 2026-11-22. A year outside 1900 to 2199 is a slip of the pen. */
export const DateOn = v.pipe(
  v.string('is not a date'),
  v.regex(/^(19|20|21)\d\d-\d\d-\d\d$/, 'is not a date like 2026-11-22'),
  v.check(isCalendarDay, 'is not a day in the calendar'),
)

/** A calendar month: 2018-12. */
export const Month = v.pipe(
  v.string('is not a month'),
  v.regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'is not a month like 2018-12'),
)

export const Polarity = v.picklist(
  ['lower', 'higher', 'neutral'],
  'is not lower, higher or neutral',
)
export type Polarity = v.InferOutput<typeof Polarity>

/** Worked out, and not looked up in a Date: targets ask it of every figure they are given. */
function isCalendarDay(text: string): boolean {
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(text.slice(0, 7))
}
