import { expect, test } from 'vitest'
import { dayNumber, daysInMonth, monthsIn, nextMonth } from '../../../shared/scoring/days.ts'
import { DateOn } from '../../../shared/scoring/schema.ts'
import * as v from 'valibot'

const DAY_MS = 86_400_000

test('every day from 1900 to 2199 has its number, one more than the day before', () => {
  const first = Date.UTC(1900, 0, 1)
  const days = (Date.UTC(2200, 0, 1) - first) / DAY_MS
  for (let at = 0; at < days; at++) {
    const on = new Date(first + at * DAY_MS).toISOString().slice(0, 10)
    if (dayNumber(on) !== first / DAY_MS + at) expect(dayNumber(on), on).toBe(first / DAY_MS + at)
  }
})

test('a month has as many days as a calendar shows, and no date is taken for a day past them', () => {
  for (let year = 1900; year < 2200; year++) {
    for (let month = 1; month <= 12; month++) {
      const name = `${year}-${String(month).padStart(2, '0')}`
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
      if (daysInMonth(name) !== last) expect(daysInMonth(name), name).toBe(last)
      for (const day of [0, 1, last, last + 1, 32]) {
        const on = `${name}-${String(day).padStart(2, '0')}`
        const isDay = day >= 1 && day <= last
        if (v.is(DateOn, on) !== isDay) expect(v.is(DateOn, on), on).toBe(isDay)
      }
    }
  }
  for (const on of ['2026-00-10', '2026-13-10', '1899-12-31', '2200-01-01', '2026-1-1', ''])
    expect(v.is(DateOn, on), on).toBe(false)
})

test('months follow one another across years', () => {
  expect(nextMonth('2026-12')).toBe('2027-01')
  expect(nextMonth('2026-01', -1)).toBe('2025-12')
  expect(nextMonth('2026-03', -27)).toBe('2023-12')
  expect(monthsIn({ from: '2023-12-31', to: '2024-02-29' })).toEqual([
    { month: '2023-12', days: 1 },
    { month: '2024-01', days: 31 },
    { month: '2024-02', days: 29 },
  ])
})
