import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueOn } from '../../../shared/plan/due.ts'
import { everies } from '../../../shared/plan/rounds.ts'
import type { Every } from '../../../shared/plan/rounds.ts'
import type { Timescale } from '../../../shared/plan/timescale.ts'
import { addDays, addMonths } from '../../../shared/words/dates.ts'

const every = (period: Every, nextDueOn: string): Timescale => ({
  ...{ means: 'recurrence', words: '', every: period, nextDueOn },
})

describe('what is due next', () => {
  test.each<[timescale: Timescale, due: string | null]>([
    [{ means: 'due', words: 'By Sept 16', dueOn: '2016-09-30' }, '2016-09-30'],
    [
      { means: 'window', words: 'Apr–June 16', fromOn: '2016-04-01', toOn: '2016-06-30' },
      '2016-06-30',
    ],
    [{ means: 'none', words: 'As required' }, null],
    [every('quarter', '2016-06-30'), '2016-06-30'],
  ])('of %j, before anything is recorded: %s', (timescale, due) => {
    expect(dueOn(timescale)).toBe(due)
  })

  test.each<[what: string, timescale: Timescale, entries: string[], due: string]>([
    ['an entry in the first month', every('month', '2026-12-01'), ['2026-11-16'], '2027-01-01'],
    ['on the very day', every('month', '2026-12-01'), ['2026-12-01'], '2027-01-01'],
    ['on the day the period begins', every('month', '2026-12-01'), ['2026-11-01'], '2026-12-01'],
    ['a day into it', every('month', '2026-12-01'), ['2026-11-02'], '2027-01-01'],
    ['long before the series', every('month', '2026-12-01'), ['2026-08-20'], '2026-12-01'],
    ['three days late', every('month', '2026-11-01'), ['2026-11-04'], '2026-12-01'],
    ['so late that one was missed', every('month', '2026-09-01'), ['2026-11-04'], '2026-12-01'],
    ['late, onto the next due day', every('month', '2026-11-01'), ['2026-12-01'], '2027-01-01'],
    [
      'late, then in time',
      every('month', '2026-11-01'),
      ['2026-11-04', '2026-11-20'],
      '2027-01-01',
    ],
    ['twice in a week', every('week', '2026-11-20'), ['2026-11-16', '2026-11-17'], '2026-11-27'],
    ['two weeks', every('week', '2026-11-20'), ['2026-11-16', '2026-11-21'], '2026-12-04'],
    ['a fortnight', every('fortnight', '2026-11-22'), ['2026-11-10'], '2026-12-06'],
    ['half a year', every('half-year', '2026-09-30'), ['2026-08-01'], '2027-03-31'],
    [
      'a quarter that ends in June',
      every('quarter', '2026-06-30'),
      ['2026-06-10', '2026-08-02'],
      '2026-12-31',
    ],
    ['a quarter', every('quarter', '2026-12-31'), ['2026-10-05'], '2027-03-31'],
    ['a year', every('year', '2026-03-31'), ['2026-02-01'], '2027-03-31'],
    ['29 February, a year on', every('year', '2024-02-29'), ['2024-02-01'], '2025-02-28'],
    [
      '31 January, twice: no day is lost on the way',
      every('month', '2026-01-31'),
      ['2026-01-10', '2026-02-10'],
      '2026-03-31',
    ],
  ])('after %s', (_what, timescale, entries, due) => {
    expect(dueOn(timescale, entries)).toBe(due)
  })

  const day = fc.integer({ min: -800, max: 800 }).map((n) => addDays('2026-01-31', n))
  const series = fc.constantFrom(...everies)
  const days = fc.array(day, { maxLength: 12 })

  test('the order in which entries are read never matters', () => {
    fc.assert(
      fc.property(series, day, days, (period, from, on) => {
        const due = dueOn(every(period, from), on)
        expect(dueOn(every(period, from), [...on].reverse())).toBe(due)
        expect(dueOn(every(period, from), [...on, ...on])).toBe(due)
      }),
    )
  })

  test('one more entry never makes something due earlier, and what is due lies after every entry', () => {
    fc.assert(
      fc.property(series, day, days, day, (period, from, on, more) => {
        const before = dueOn(every(period, from), on) ?? ''
        const after = dueOn(every(period, from), [...on, more]) ?? ''
        expect(after >= before).toBe(true)
        expect(after > more).toBe(true)
      }),
    )
  })

  test('what is due is a day of the series', () => {
    fc.assert(
      fc.property(day, days, (from, on) => {
        const due = dueOn(every('month', from), on) ?? ''
        const isLast = addDays(from, 1).endsWith('-01')
        const step = Array.from({ length: 80 }, (_, n) =>
          // The last day of a month is followed by the last day of the next.
          isLast ? addDays(addMonths(addDays(from, 1), n), -1) : addMonths(from, n),
        )
        expect(step).toContain(due)
      }),
    )
  })

  test('a series that somebody began in the year 26 is counted', () => {
    expect(dueOn(every('week', '0026-01-05'), ['2026-11-20'])).toBe('2026-11-23')
  })
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2027-01-31', 13, '2028-02-29'],
  ['0026-01-31', 1, '0026-02-28'],
  ['2026-05-31', 12, '2027-05-31'],
])('%s and %d months: %s', (on, count, expected) => {
  expect(addMonths(on, count)).toBe(expected)
})
