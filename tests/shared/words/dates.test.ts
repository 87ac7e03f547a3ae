import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dateInUk,
  daysBetween,
  sayDate,
  sayDue,
  sayInstant,
} from '../../../shared/words/dates.ts'

const today = '2026-11-22'

describe('when something is due, as people say it', () => {
  test.each([
    [-61, 'Since Tue 22 Sept'],
    [-60, '60 days late'],
    [-2, '2 days late'],
    [-1, '1 day late'],
    [0, 'Due today'],
    [1, 'Due tomorrow'],
    [2, 'Due Tue 24 Nov'],
    [39, 'Due Thu 31 Dec'],
    [40, 'Due 1 Jan 2027'],
    [-326, 'Since 31 Dec 2025'],
  ])('in %d days: %s', (days, words) => {
    expect(sayDue(addDays(today, days), today)).toBe(words)
  })
})

describe('a date, as people say it', () => {
  test.each([
    ['2026-11-22', 'Sun 22 Nov'],
    ['2026-01-01', 'Thu 1 Jan'],
    ['2026-12-31', 'Thu 31 Dec'],
    ['2025-12-31', '31 Dec 2025'],
    ['2027-01-01', '1 Jan 2027'],
  ])('%s is %s', (on, words) => {
    expect(sayDate(on, today)).toBe(words)
  })

  test.each([
    ['2026-11-22T14:05:00.000Z', '14:05'],
    ['2026-11-22T00:00:00.000Z', '00:00'],
    ['2026-11-21T23:59:00.000Z', 'Sat 21 Nov, 23:59'],
    ['2026-07-01T14:05:00.000Z', 'Wed 1 Jul, 15:05'],
    ['2026-07-01T23:30:00.000Z', 'Thu 2 Jul, 00:30'],
    ['2025-07-01T09:00:00.000Z', '1 Jul 2025, 10:00'],
  ])('%s is %s', (at, words) => {
    expect(sayInstant(at, today)).toBe(words)
  })
})

describe('the day it is in the UK', () => {
  test.each([
    ['2026-07-01T22:59:59.999Z', '2026-07-01'],
    ['2026-07-01T23:00:00.000Z', '2026-07-02'],
    ['2026-07-01T23:30:00.000Z', '2026-07-02'],
    ['2026-11-22T23:30:00.000Z', '2026-11-22'],
    ['2026-11-23T00:00:00.000Z', '2026-11-23'],
    // The clocks go forward on 29 March 2026 at 01:00Z and back on 25 October at 01:00Z.
    ['2026-03-28T23:30:00.000Z', '2026-03-28'],
    ['2026-03-29T23:30:00.000Z', '2026-03-30'],
    ['2026-10-24T23:30:00.000Z', '2026-10-25'],
    ['2026-10-25T23:30:00.000Z', '2026-10-25'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31'],
  ])('%s is on %s', (at, on) => {
    expect(dateInUk(new Date(at))).toBe(on)
  })
})

describe('counting days', () => {
  test.each([
    ['2026-11-22', '2026-11-22', 0],
    ['2026-11-22', '2026-11-23', 1],
    ['2026-11-22', '2026-11-21', -1],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-02-28', '2026-03-01', 1],
    ['2000-02-28', '2000-03-01', 2],
    ['2100-02-28', '2100-03-01', 1],
    ['2024-01-01', '2025-01-01', 366],
    ['2026-03-28', '2026-03-30', 2],
    ['2026-10-24', '2026-10-26', 2],
    ['1969-12-31', '1970-01-01', 1],
  ])('from %s to %s is %d', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days)
    expect(addDays(from, days)).toBe(to)
  })

  test('adding days and counting them agree, across leap years and clock changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3000, max: 30_000 }),
        fc.integer({ min: -9000, max: 9000 }),
        (start, days) => {
          const from = addDays('2000-01-01', start)
          const to = addDays(from, days)
          expect(to).toMatch(/^\d{4}-\d\d-\d\d$/)
          expect(daysBetween(from, to)).toBe(days)
          expect(daysBetween(to, from) + days).toBe(0)
          expect(Math.sign(days)).toBe(from < to ? 1 : from > to ? -1 : 0)
        },
      ),
    )
  })
})
