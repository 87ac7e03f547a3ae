import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastDue, owedPeriod } from '../../../shared/figures/stand/owed.ts'
import type { Indicator } from '../../../shared/indicator/indicator.ts'
import { frequencies } from '../../../shared/indicator/period.ts'
import { addDays } from '../../../shared/words/dates.ts'

const year = { from: '2026-04-01', to: '2027-03-31' }
type Asked = Pick<Indicator, 'unit' | 'frequency' | 'rule' | 'period'>
const of = (frequency: Indicator['frequency'], more: Partial<Asked> = {}): Asked => ({
  ...{ frequency, unit: 'count', rule: { kind: 'to', value: 5 }, period: year },
  ...more,
})
const due = (it: Asked, asAt: string) => {
  const found = lastDue(it, asAt)
  return found && `${found.from} ${found.to}`
}

describe('for what time a value is due', () => {
  test.each<[Asked['frequency'], asAt: string, due: string | null]>([
    // The month that runs is not over; on its last day it is.
    ['month', '2026-04-29', null],
    ['month', '2026-04-30', '2026-04-01 2026-04-30'],
    ['month', '2026-11-22', '2026-10-01 2026-10-31'],
    ['month', '2027-02-28', '2027-02-01 2027-02-28'],
    ['quarter', '2026-06-29', null],
    ['quarter', '2026-06-30', '2026-04-01 2026-06-30'],
    ['quarter', '2026-11-22', '2026-07-01 2026-09-30'],
    ['year', '2027-03-30', null],
    ['year', '2027-03-31', '2026-04-01 2027-03-31'],
    // Of a year that is past it is the last of that year, however long ago.
    ['month', '2030-01-15', '2027-03-01 2027-03-31'],
    ['quarter', '2030-01-15', '2027-01-01 2027-03-31'],
    ['year', '2030-01-15', '2026-04-01 2027-03-31'],
    // Before it begins nothing is.
    ['month', '2026-03-31', null],
    ['quarter', '2020-01-01', null],
    ['year', '2020-01-01', null],
  ])('every %s, on %s: %s', (frequency, asAt, expected) => {
    expect(due(of(frequency), asAt)).toBe(expected)
  })

  test.each<[string, Asked, asAt: string, due: string | null]>([
    [
      'a quarter that it begins in the middle of is cut off',
      of('quarter', { period: { from: '2026-05-10', to: '2027-03-31' } }),
      ...(['2026-07-05', '2026-05-10 2026-06-30'] as const),
    ],
    [
      'and so is a month that it ends in',
      of('month', { period: { from: '2026-04-01', to: '2026-09-15' } }),
      ...(['2026-09-20', '2026-09-01 2026-09-15'] as const),
    ],
    [
      'a year runs from its own first day',
      of('year', { period: { from: '2012-10-01', to: '2013-09-30' } }),
      ...(['2026-11-22', '2012-10-01 2013-09-30'] as const),
    ],
    [
      'of two years the second, once it is over',
      of('year', { period: { from: '2011-04-01', to: '2013-03-31' } }),
      ...(['2013-03-07', '2011-04-01 2012-03-31'] as const),
    ],
    [
      'a target without a rhythm has its own time',
      of(null, { period: year }),
      ...(['2027-04-01', '2026-04-01 2027-03-31'] as const),
    ],
    ['which must be over', of(null), '2026-11-22', null],
    ['what is only watched comes when it comes', of(null, { rule: null }), '2030-01-01', null],
    [
      'but by its rhythm, where it has one',
      of('month', { rule: null }),
      ...(['2026-06-10', '2026-05-01 2026-05-31'] as const),
    ],
    [
      'a period that ends before it begins has none',
      of('quarter', { period: { from: '2027-03-31', to: '2026-04-01' } }),
      ...(['2026-11-22', null] as const),
    ],
  ])('%s', (_, it, asAt, expected) => {
    expect(due(it, asAt)).toBe(expected)
  })

  test('it is always over, within the indicator’s time, and no shorter ago than the one before', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((at) => addDays('2026-01-01', at))
    fc.assert(
      fc.property(
        ...[fc.constantFrom(...frequencies), day, day, day, fc.nat(90)],
        (frequency, from, to, asAt, later) => {
          const it = of(frequency, { period: { from, to } })
          const found = lastDue(it, asAt)
          if (!found) return
          expect(found.from <= found.to).toBe(true)
          expect(found.from >= from && found.to <= to && found.to <= asAt).toBe(true)
          const next = lastDue(it, addDays(asAt, later))
          expect(next && next.to >= found.to).toBe(true)
        },
      ),
    )
  })
})

describe('what is owed', () => {
  const given = (from: string, to: string, value: number | null = 1, more = {}) => ({
    ...{ id: `${from} ${to} ${value}`, from, to, value },
    ...more,
  })
  const asAt = '2026-11-22'
  test.each<[string, Asked, ReturnType<typeof given>[], boolean]>([
    ['a month with nothing', of('month'), [], true],
    ['a month with its own', of('month'), [given('2026-10-01', '2026-10-31')], false],
    ['a month within a quarter', of('month'), [given('2026-10-01', '2026-12-31')], false],
    ['a month with the one before', of('month'), [given('2026-09-01', '2026-09-30')], true],
    ['a month a day short', of('month'), [given('2026-10-01', '2026-10-30')], true],
    [
      'a quarter by its three months',
      of('quarter'),
      [
        given('2026-08-01', '2026-08-31'),
        given('2026-07-01', '2026-07-31'),
        given('2026-09-01', '2026-09-30'),
      ],
      false,
    ],
    [
      'a quarter by two of its months',
      of('quarter'),
      [given('2026-07-01', '2026-07-31'), given('2026-09-01', '2026-09-30')],
      true,
    ],
    [
      'a percentage by one of its months',
      of('quarter', { unit: 'percent' }),
      [given('2026-09-01', '2026-09-30')],
      false,
    ],
    ['a year that is not over', of('year'), [], false],
    [
      'one that is not available',
      of('month'),
      [given('2026-10-01', '2026-10-31', null, { missing: 'unavailable' })],
      false,
    ],
    [
      'one still to be confirmed',
      of('month'),
      [given('2026-10-01', '2026-10-31', null, { missing: 'to-be-confirmed' })],
      true,
    ],
  ])('%s', (_, it, observations, isOwed) => {
    expect(owedPeriod(it, observations, asAt) !== null).toBe(isOwed)
  })
})
