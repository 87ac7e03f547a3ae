import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, rate, trend } from '../../../shared/scoring/index.ts'

describe('a trend', () => {
  test.each([
    [
      'with no ties',
      [39, 29, 45, 38, 52, 41, 60, 55, 58, 63],
      31,
      2.6832815729997477,
      0.007290358091535638,
      3.25,
    ],
    [
      'with ties',
      [5, 5, 6, 7, 7, 7, 8, 9, 9, 10],
      40,
      3.5701274565295176,
      0.00035680757433584955,
      0.5,
    ],
    ['of eight', [1, 2, 3, 4, 5, 6, 7, 8], 28, 3.340383700311406, 0.0008366271311193044, 1],
  ])('%s is Mann and Kendall’s, its slope Sen’s', (_, values, s, z, p, slope) => {
    const it = trend({ values })
    expect(it).toMatchObject({ s, slope, direction: 'rising', reason: null })
    expect(it.z).toBeCloseTo(z, 10)
    expect(it.p).toBeCloseTo(p, 10)
  })

  test('needs eight values', () => {
    expect(trend({ values: [1, 2, 3, 4, 5, 6, 7] })).toMatchObject({
      n: 7,
      p: null,
      direction: null,
      reason: 'A trend needs at least 8 values; there are 7.',
    })
    expect(trend({ values: [1, 2, null, 3, 4, 5, 6, 7, 8] })).toMatchObject({
      n: 8,
      direction: 'rising',
    })
  })

  test('keeps the step of a missing value', () => {
    expect(trend({ values: [0, 1, null, 3, 4, 5, 6, 7, 8, 9] }).slope).toBe(1)
  })

  test('is none where nothing moves', () => {
    expect(trend({ values: Array<number>(9).fill(4) })).toMatchObject({
      s: 0,
      z: 0,
      p: 1,
      slope: 0,
      direction: 'no-clear-trend',
    })
  })

  test('backwards is the opposite', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 8, maxLength: 30 }),
        (values) => {
          const there = trend({ values })
          const back = trend({ values: [...values].reverse() })
          expect(back.s).toBe(0 - (there.s ?? 0) || 0)
          expect(back.p).toBeCloseTo(there.p ?? NaN, 12)
          expect(back.slope).toBeCloseTo(-(there.slope ?? NaN), 12)
        },
      ),
    )
  })
})

describe('a rate', () => {
  test('of events has the exact Poisson interval', () => {
    const it = rate({ count: 10, denominator: 1000 })
    expect(it.rate).toBe(10)
    expect(it.low).toBeCloseTo(4.7953886961324335, 10)
    expect(it.high).toBeCloseTo(18.39035604201778, 10)
  })

  test('of a share has Wilson’s', () => {
    const it = rate({ count: 10, denominator: 100, per: 100, interval: 'wilson' })
    expect(it.rate).toBe(10)
    expect(it.low).toBeCloseTo(5.522913706067508, 10)
    expect(it.high).toBeCloseTo(17.436566150491345, 10)
  })

  test('of nothing is zero, with an upper end', () => {
    const it = rate({ count: 0, denominator: 1000 })
    expect(it).toMatchObject({ rate: 0, low: 0 })
    expect(it.high).toBeCloseTo(3.6888794541139354, 10)
  })

  test.each([
    [null, 1000, 'There is no count.'],
    [3, null, 'There is no denominator.'],
    [3, 0, 'The denominator is zero.'],
  ])('of %s in %s is none, and says why', (count, denominator, reason) => {
    expect(rate({ count, denominator })).toEqual({ rate: null, low: null, high: null, reason })
  })

  test('lies inside its interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 5000, max: 200_000 }),
        fc.constantFrom('poisson' as const, 'wilson' as const),
        (count, denominator, interval) => {
          const it = rate({ count, denominator, interval })
          expect(
            (it.low ?? NaN) <= (it.rate ?? NaN) + 1e-9 &&
              (it.rate ?? NaN) <= (it.high ?? NaN) + 1e-9,
          ).toBe(true)
        },
      ),
    )
  })

  test.each([
    ['more than all of them', { count: 11, denominator: 10, interval: 'wilson' as const }],
    ['half a crime', { count: 0.5, denominator: 10 }],
    ['a negative denominator', { count: 1, denominator: -10 }],
  ])('of %s is refused', (_, input) => {
    expect(() => rate(input)).toThrow(ScoringError)
  })
})
