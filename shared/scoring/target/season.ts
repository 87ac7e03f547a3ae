import { type Window, daysIn, daysInMonth, monthsIn, nextMonth } from '../days.ts'
import type { TargetObservation } from './schema.ts'

/** How much of an ordinary year's count a window usually holds, in days of an average month. */
export type Season = { by: 'months' | 'days'; weigh: (window: Window) => number }

/** Fewer years than this cannot tell a season from a bad spring. */
export const yearsForASeason = 3

/**
 * The seasonal weight of days before a period, from monthly observations of at least three whole
 * years that end just before it: the mean over the years of each month's share. Without them, every
 * day weighs the same. A month that never held anything gives no share to divide by, so days again.
 */
export function seasonBefore(period: Window, observations: readonly TargetObservation[]): Season {
  const counts = monthlyCounts(observations)
  const last = nextMonth(period.from.slice(0, 7), -1)
  const shares = new Map<string, number>()
  let years = 0
  for (let end = last; ; end = nextMonth(end, -12)) {
    const months = Array.from({ length: 12 }, (_, back) => nextMonth(end, -back))
    const values = months.map((month) => counts.get(month))
    const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    if (values.includes(undefined) || total <= 0) break
    months.forEach((month, at) => {
      const key = month.slice(5)
      shares.set(key, (shares.get(key) ?? 0) + (values[at] ?? 0) / total)
    })
    years++
  }
  if (years < yearsForASeason || [...shares.values()].some((share) => share <= 0))
    return { by: 'days', weigh: daysIn }

  const perDay = (month: string) =>
    (((shares.get(month.slice(5)) ?? 0) / years) * 365.25) / averageDays(month.slice(5))
  return {
    by: 'months',
    weigh: (window) =>
      monthsIn(window).reduce((sum, { month, days }) => sum + days * perDay(month), 0),
  }
}

const averageDays = (month: string) => (month === '02' ? 28.25 : daysInMonth(`2021-${month}`))

/** Values of observations that cover exactly one calendar month; a month told twice is not believed. */
function monthlyCounts(observations: readonly TargetObservation[]): Map<string, number> {
  const counts = new Map<string, number>()
  const repeated = new Set<string>()
  for (const { from, to, value } of observations) {
    const month = from.slice(0, 7)
    const isMonth = from.endsWith('-01') && daysIn({ from, to }) === daysInMonth(month)
    if (!isMonth || value === null || value < 0) continue
    if (counts.has(month)) repeated.add(month)
    counts.set(month, value)
  }
  for (const month of repeated) counts.delete(month)
  return counts
}
