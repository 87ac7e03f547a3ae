import { addDays, addMonths } from '../words/dates.ts'
import { monthOf } from './question.ts'
import type { Period } from './question.ts'

/** Months from April: quarters and years of a plan begin there, and so do a council's. */
const monthsFrom = (on: string, count: number): Period => ({
  from: on,
  to: addDays(addMonths(on, count), -1),
})

/** The periods people ask for by name, by the day they ask on. */
export function periodsOf(asAt: string): { label: string; period: Period }[] {
  const { from: month } = monthOf(asAt)
  const sinceApril = (Number(asAt.slice(5, 7)) + 8) % 12
  const april = addMonths(month, -sinceApril)
  const quarter = addMonths(month, -(sinceApril % 3))
  return [
    { label: 'This month', period: monthOf(asAt) },
    { label: 'Last month', period: monthsFrom(addMonths(month, -1), 1) },
    { label: 'This quarter', period: monthsFrom(quarter, 3) },
    { label: 'Last quarter', period: monthsFrom(addMonths(quarter, -3), 3) },
    { label: 'This year, from April', period: monthsFrom(april, 12) },
  ]
}
