import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  after,
  before,
  frequencies,
  gapsIn,
  lastOver,
  periodOn,
  sayPeriod,
} from '../../../shared/indicator/period.ts'
import { readPeriod } from '../../../shared/indicator/readPeriod.ts'
import { addDays } from '../../../shared/words/dates.ts'
import { daysIn } from '../../../shared/scoring/days.ts'

const p = (from: string, to: string) => ({ from, to })
const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1995-01-01', n))

describe('the period a day falls in', () => {
  test.each([
    ['2022-02-05', 'month', p('2022-02-01', '2022-02-28')],
    ['2024-02-05', 'month', p('2024-02-01', '2024-02-29')],
    ['2022-02-05', 'quarter', p('2022-01-01', '2022-03-31')],
    ['2021-04-01', 'quarter', p('2021-04-01', '2021-06-30')],
    ['2021-12-31', 'quarter', p('2021-10-01', '2021-12-31')],
    ['2022-03-31', 'year', p('2021-04-01', '2022-03-31')],
    ['2022-04-01', 'year', p('2022-04-01', '2023-03-31')],
  ] as const)('%s by %s', (on, frequency, period) => {
    expect(periodOn(on, frequency)).toEqual(period)
  })

  test('periods tile the calendar: no day is in two, none in no one', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...frequencies), (on, frequency) => {
        const here = periodOn(on, frequency)
        expect(here.from <= on && on <= here.to).toBe(true)
        expect(after(before(here, frequency), frequency)).toEqual(here)
        expect(before(here, frequency).to).toBe(addDays(here.from, -1))
        expect(periodOn(here.from, frequency)).toEqual(here)
        expect(periodOn(here.to, frequency)).toEqual(here)
        expect(lastOver(on, frequency).to < on).toBe(true)
      }),
    )
  })
})

describe('a period as people write it', () => {
  test.each([
    ['Apr–Jun 2021', p('2021-04-01', '2021-06-30')],
    ['April - June 2021', p('2021-04-01', '2021-06-30')],
    ['Apr to Jun 21', p('2021-04-01', '2021-06-30')],
    ['Sept 2020', p('2020-09-01', '2020-09-30')],
    ['March-22', p('2022-03-01', '2022-03-31')],
    ['2021-04', p('2021-04-01', '2021-04-30')],
    ['2021/22', p('2021-04-01', '2022-03-31')],
    ['2021-2022', p('2021-04-01', '2022-03-31')],
    ['2021–22', p('2021-04-01', '2022-03-31')],
    ['Q1 2021/22', p('2021-04-01', '2021-06-30')],
    ['Q4 2021/22', p('2022-01-01', '2022-03-31')],
    ['2021/22 Q4', p('2022-01-01', '2022-03-31')],
    ['Quarter 3, 2021/22', p('2021-10-01', '2021-12-31')],
    ['Oct 2018–Sep 2019', p('2018-10-01', '2019-09-30')],
    ['Oct 2018 to Sept 2019', p('2018-10-01', '2019-09-30')],
    ['01/07/2016 – 30/09/2016', p('2016-07-01', '2016-09-30')],
    ['2012-04-01 to 2013-03-07', p('2012-04-01', '2013-03-07')],
  ])('%s', (text, period) => {
    expect(readPeriod(text)).toEqual({ is: 'period', period })
  })

  test.each([
    ['2021', ['2021', '2021/22']],
    ['Q4 2021', ['Jan to Mar 2022', 'Oct to Dec 2021']],
    ['2011-12', ['Dec 2011', '2011/12']],
    ['Oct–Mar 2021', ['Oct 2020 to Mar 2021', 'Oct 2021 to Mar 2022']],
    ['Q4', []],
    ['2021/23', []],
    ['31/02/2021 – 30/09/2021', []],
    ['30/09/2016 – 01/07/2016', []],
    ['last summer', []],
    ['', []],
  ])('%j can be read two ways, or none, and is asked', (text, choices) => {
    const read = readPeriod(text)
    expect(read.is).toBe('question')
    if (read.is === 'question') expect(read.choices.map(({ label }) => label)).toEqual(choices)
  })

  test('what is said of a month, quarter or year is read back as itself', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...frequencies), (on, frequency) => {
        const period = periodOn(on, frequency)
        expect(readPeriod(sayPeriod(period))).toEqual({ is: 'period', period })
      }),
    )
  })
})

describe('gaps', () => {
  test.each([
    [[], [p('2021-04-01', '2022-03-31')]],
    [[p('2021-04-01', '2022-03-31')], []],
    [
      [p('2021-07-01', '2021-09-30'), p('2021-04-01', '2021-04-30')],
      [p('2021-05-01', '2021-06-30'), p('2021-10-01', '2022-03-31')],
    ],
    [[p('2021-01-01', '2021-06-30'), p('2021-05-01', '2022-12-31')], []],
  ])('%j', (periods, gaps) => {
    expect(gapsIn(p('2021-04-01', '2022-03-31'), periods)).toEqual(gaps)
  })

  test('every day is either in a period or in a gap, and in one gap at most', () => {
    const some = fc.array(
      fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 40 })),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(some, (spans) => {
        const at = (n: number) => addDays('2021-04-01', n)
        const periods = spans.map(([start, length]) => p(at(start), at(start + length)))
        const gaps = gapsIn(p(at(0), at(99)), periods)
        for (let n = 0; n < 100; n++) {
          const has = (it: { from: string; to: string }) => it.from <= at(n) && at(n) <= it.to
          const inGaps = gaps.filter(has).length
          expect(inGaps).toBe(periods.some(has) ? 0 : 1)
        }
        expect(gaps.every((it) => daysIn(it) > 0)).toBe(true)
      }),
    )
  })
})

test.each([
  [p('2020-01-01', '2020-12-31'), '2020'],
  [p('2021-04-01', '2022-03-31'), '2021/22'],
  [p('2019-12-01', '2020-11-30'), 'Dec 2019 to Nov 2020'],
  [p('2020-04-01', '2020-12-31'), 'Apr to Dec 2020'],
  [p('2012-04-01', '2013-03-07'), '1 Apr 2012 to 7 Mar 2013'],
  [p('2021-05-01', '2021-05-31'), 'May 2021'],
  [p('2021-05-01', '2021-05-01'), '1 May 2021'],
])('%j is said as %s', (period, said) => {
  expect(sayPeriod(period)).toBe(said)
})
