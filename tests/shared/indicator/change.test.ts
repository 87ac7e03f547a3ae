import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeOf } from '../../../shared/indicator/change.ts'
import { askIfFarOut, lastBefore } from '../../../shared/indicator/farOut.ts'
import { suggestTargets } from '../../../shared/indicator/nextTarget.ts'
import { days, indicator, seen } from './made.ts'

const count = indicator()

describe('from one figure to the next, with the caveat that it needs', () => {
  test('612 and 563 over one summer: a fall, and no clear change', () => {
    const change = changeOf(count, [
      { ...days('01/07/2016 – 30/09/2016'), value: 612 },
      { ...days('01/07/2017 – 30/09/2017'), value: 563 },
    ])
    expect(change).toEqual({
      verdict: 'no-clear-change',
      sentence: '612 in Jul to Sept 2016, then 563 in Jul to Sept 2017. That is no clear change.',
      caveats: [],
    })
  })

  test('3,630 in 366 days and 3,408 in 341: by the day it is no fall at all', () => {
    const change = changeOf(count, [
      { ...days('01/04/2011 – 31/03/2012'), value: 3630 },
      { ...days('01/04/2012 – 07/03/2013'), value: 3408, provisional: true },
    ])
    expect(change?.sentence).toBe(
      '3,630 in 2011/12, then 3,408 in 1 Apr 2012 to 7 Mar 2013; by the day, 9.9 and then 10.0. That is no clear change.',
    )
    expect(change?.caveats).toEqual([
      'The two cover 366 and 341 days, so they are compared by the day, not as they stand.',
      'A figure here is provisional and may still change.',
    ])
  })

  test('domestic abuse 2,102 to 2,296: clearly up, which is the way hoped for', () => {
    const change = changeOf(indicator({ polarity: 'higher' }), [
      { ...days('Oct 2018–Sep 2019'), value: 2102 },
      { ...days('01/01/2020 – 31/12/2020'), value: 2296 },
    ])
    expect(change?.verdict).toBe('up')
    expect(change?.sentence).toMatch(/clearly up, which is the way hoped for\.$/)
    expect(change?.caveats).toEqual([
      'More is the aim: a rise can be people coming forward, and a fall is not good news.',
    ])
  })

  test('nine months against three: another season', () => {
    const change = changeOf(count, [
      { ...days('Apr–Dec 2020'), value: 747 },
      { ...days('Jan–Mar 2021'), value: 200 },
    ])
    expect(change?.caveats).toHaveLength(2)
    expect(change?.caveats[1]).toMatch(/season/)
  })

  test('a month against nine months is no comparison, whatever it came to', () => {
    const change = changeOf(count, [
      { ...days('Oct 2019'), value: 193 },
      { ...days('Apr–Dec 2020'), value: 1421 },
    ])
    expect(change).toMatchObject({ verdict: null })
    expect(change?.sentence).toMatch(/so unlike cannot be compared/)
  })

  test('of a percentage the figures alone cannot tell', () => {
    const change = changeOf(indicator({ unit: 'percent' }), [
      { ...days('2019/20'), value: 70 },
      { ...days('2020/21'), value: 89 },
    ])
    expect(change).toMatchObject({ verdict: null })
    expect(change?.sentence).toMatch(/cannot tell a change from chance/)
  })

  test('one figure, or two that share days, are no change', () => {
    expect(changeOf(count, [{ ...days('2019/20'), value: 70 }])).toBeNull()
    expect(
      changeOf(count, [
        { ...days('2019/20'), value: 70 },
        { ...days('Dec 2019–Nov 2020'), value: 89 },
      ]),
    ).toBeNull()
  })
})

describe('a value far outside what it has been', () => {
  const quarters = ['Q1', 'Q2', 'Q3', 'Q4'].flatMap((q, n) => [
    { ...days(`${q} 2019/20`), value: 240 + n * 3 },
    { ...days(`${q} 2020/21`), value: 250 - n * 3 },
  ])
  const now = days('Q1 2021/22')

  test.each([
    [245, null],
    [2450, /more than the 8 figures before it/],
    [25, /less than the 8 figures before it/],
    [0, /less than/],
  ])('%d', (value, asks) => {
    const asked = askIfFarOut(count, value, now, quarters)
    if (asks === null) expect(asked).toBeNull()
    else expect(asked).toMatch(asks)
  })

  test('with few values before, a digit too many is asked all the same', () => {
    const few = quarters.slice(-2)
    expect(askIfFarOut(count, 2410, now, few)).toMatch(/far from the/)
    expect(askIfFarOut(count, 480, now, few)).toBeNull()
    expect(askIfFarOut(count, 480, now, [])).toBeNull()
  })

  test('months are not held against quarters, nor a value against later ones', () => {
    expect(askIfFarOut(count, 80, days('May 2021'), quarters)).toBeNull()
    expect(askIfFarOut(count, 9999, days('Q1 2018/19'), quarters)).toBeNull()
  })

  test('the values a process has had are never asked about', () => {
    const steady = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(steady, (values) => {
        const before = quarters.map((it, at) => ({ ...it, value: values[at] ?? 100 }))
        const mean = values.reduce((a, b) => a + b, 0) / 8
        expect(askIfFarOut(count, mean, now, before)).toBeNull()
      }),
    )
  })
})

test('last time is the last figure as long, before a later one of another length', () => {
  const values = [
    { ...days('Q3 2020/21'), value: 1 },
    { ...days('Jan 2021'), value: 2 },
    { ...days('2019/20'), value: 3 },
  ]
  expect(lastBefore(days('Q1 2021/22'), values)?.value).toBe(1)
  expect(lastBefore(days('2021/22'), values)?.value).toBe(3)
  expect(lastBefore(days('01/04/2021 – 15/04/2021'), values)?.value).toBe(2)
  expect(lastBefore(days('2018/19'), values)).toBeUndefined()
})

describe('next year’s target, by each rule', () => {
  const actual = { value: 950, ...days('2021/22') }

  test('each says what it asks, and what it would have asked of this year', () => {
    const found = suggestTargets(count, {
      ...{ actual, groupAverage: 900, shareOf: { total: 2000, share: 0.4 } },
    })
    expect(found.map(({ words, whole, rag }) => [words, whole, rag])).toEqual([
      ['Hold what there was', 950, 'green'],
      ['Down by 2%', 931, 'green'],
      ['Down by 5%', 902, 'green'],
      ['The average of similar areas, 900', 900, 'red'],
      ['40% of 2,000', 800, 'red'],
    ])
    expect(found[2]?.thisYear).toBe('This year it would have asked for 950; it came to 950: met.')
  })

  test('another change stands beside the usual ones, and none twice', () => {
    const found = suggestTargets(count, { actual, changes: [-3.5, -2] })
    expect(found.map(({ words, whole }) => [words, whole])).toEqual([
      ['Hold what there was', 950],
      ['Down by 2%', 931],
      ['Down by 5%', 902],
      ['Down by 3.5%', 916],
    ])
  })

  test('where more is the aim, more is asked', () => {
    const found = suggestTargets(indicator({ polarity: 'higher' }), { actual })
    expect(found.map(({ words, whole, rag }) => [words, whole, rag])).toEqual([
      ['Hold what there was', 950, 'amber'],
      ['Up by 2%', 969, 'red'],
      ['Up by 5%', 998, 'red'],
    ])
  })

  test('a year that is not over is taken at its pace, and said so', () => {
    const [hold] = suggestTargets(count, { actual, isForecast: true })
    expect(hold?.thisYear).toMatch(/asked for 1,000; at this pace it comes to 950: met/)
  })

  test('without a baseline this year says nothing', () => {
    const [first] = suggestTargets(indicator({ baseline: null }), { actual })
    expect(first?.thisYear).toMatch(/no baseline/)
    expect(first?.whole).toBe(950)
  })

  test('the figure that a target starts from does not answer it', () => {
    const baseline = { value: 2296, ...days('01/01/2020 – 31/12/2020') }
    const found = suggestTargets(indicator({ polarity: 'higher', baseline }), {
      ...{ actual: baseline, groupAverage: 2400 },
    })
    expect(found.map(({ whole, rag }) => [whole, rag])).toEqual([
      [2296, 'grey'],
      [2342, 'grey'],
      [2411, 'grey'],
      [2400, 'amber'],
    ])
    expect(found[0]?.thisYear).toMatch(/^2020 is no later than what the target starts from/)
    // An average rests on no baseline; which year it would have been is said.
    expect(found[3]?.thisYear).toMatch(/^In 2020 it would have asked for 2,400; it came to 2,296/)
  })

  test('nine months of baseline are brought to the year', () => {
    const baseline = { value: 747, from: '2020-04-01', to: '2020-12-31' }
    const [hold] = suggestTargets(indicator({ baseline }), { actual })
    expect(hold?.thisYear).toMatch(/asked for 991\.47; it came to 950: met/)
  })
})

test('values are read off rows', () => {
  expect(changeOf(count, [seen('a', '2019/20', 5), seen('b', '2020/21', null)])).toBeNull()
})
