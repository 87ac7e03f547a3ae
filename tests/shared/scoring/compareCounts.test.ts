import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, compareCounts } from '../../../shared/scoring/index.ts'

const year = (count: number) => ({ count, days: 365 })
const compare = (before: number, after: number) =>
  compareCounts({ before: year(before), after: year(after) })

describe('against values worked out elsewhere', () => {
  test('747 to 650 is a real fall, with the Wald interval on the log scale', () => {
    const it = compare(747, 650)
    expect(it.ratio).toBeCloseTo(650 / 747, 12)
    expect(it.changePercent).toBeCloseTo(-12.98527443, 6)
    expect(it.p).toBeCloseTo(0.010189824282280569, 12)
    expect(it.low).toBeCloseTo(0.7833125726699596, 10)
    expect(it.high).toBeCloseTo(0.9666080604362471, 10)
    expect(it.verdict).toBe('down')
  })

  test('3 in 90 days to 12 in 91 is a rise per day, by the exact binomial', () => {
    const it = compareCounts({ before: { count: 3, days: 90 }, after: { count: 12, days: 91 } })
    expect(it.p).toBeCloseTo(0.03703858068799473, 12)
    expect(it.verdict).toBe('up')
  })

  test('under 10 on one side the interval is Clopper and Pearson’s', () => {
    const it = compare(9, 12)
    expect(it.low).toBeCloseTo(0.34020630928027457 / (1 - 0.34020630928027457), 10)
    expect(it.high).toBeCloseTo(0.7818031431148698 / (1 - 0.7818031431148698), 10)
  })

  test('10 each way is enough for the log scale', () => {
    const reach = Math.exp(1.959963984540054 * Math.sqrt(0.2))
    expect(compare(10, 10).high).toBeCloseTo(reach, 10)
    expect(compare(10, 10).low).toBeCloseTo(1 / reach, 10)
  })
})

describe('both sides of the verdict', () => {
  test.each([
    [0, 5, 0.0625, 'no-clear-change'],
    [0, 6, 0.03125, 'up'],
    [5, 0, 0.0625, 'no-clear-change'],
    [6, 0, 0.03125, 'down'],
    [40, 60, 0.05688793364098079, 'no-clear-change'],
    [39, 61, 0.03520020021770481, 'up'],
    [300, 300, 1, 'no-clear-change'],
  ])('from %d to %d: p is %d, so %s', (before, after, p, verdict) => {
    const it = compare(before, after)
    expect(it.p).toBeCloseTo(p, 12)
    expect(it.verdict).toBe(verdict)
  })

  test('a stricter level asks for more', () => {
    const asked = { before: year(39), after: year(61), level: 0.99 }
    expect(compareCounts(asked).verdict).toBe('no-clear-change')
  })
})

describe('nothing counted', () => {
  test('nothing before leaves no ratio, and says why', () => {
    expect(compare(0, 7)).toMatchObject({
      ratio: null,
      changePercent: null,
      high: null,
      verdict: 'up',
    })
    expect(compare(0, 7).low).toBeGreaterThan(1)
    expect(compare(0, 7).reason).toContain('Nothing was counted before')
  })

  test('nothing after is a ratio of 0, told apart from no ratio', () => {
    expect(compare(7, 0)).toMatchObject({ ratio: 0, low: 0, changePercent: -100, reason: null })
  })

  test('nothing at all is no change', () => {
    expect(compare(0, 0)).toMatchObject({ ratio: null, p: 1, verdict: 'no-clear-change' })
  })
})

test('a million crimes compare as exactly as ten', () => {
  const it = compare(1_000_000, 1_002_000)
  expect(it.p).toBeGreaterThan(0.15)
  expect(it.p).toBeLessThan(0.16)
  expect(compare(1_000_000, 1_010_000)).toMatchObject({ verdict: 'up' })
})

const count = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1_000_000 }))
const window = fc.record({ count, days: fc.integer({ min: 1, max: 1100 }) })

test('swapping before and after turns the ratio and its interval upside down', () => {
  fc.assert(
    fc.property(window, window, (before, after) => {
      const there = compareCounts({ before, after })
      const back = compareCounts({ before: after, after: before })
      expect(back.p).toBeCloseTo(there.p, 9)
      const upside = { up: 'down', down: 'up', 'no-clear-change': 'no-clear-change' }
      expect(back.verdict).toBe(upside[there.verdict])
      if (there.ratio && back.ratio) expect(there.ratio * back.ratio).toBeCloseTo(1, 9)
      if (there.low && back.high) expect(there.low * back.high).toBeCloseTo(1, 7)
    }),
  )
})

test('the ratio lies inside its interval and p inside 0 to 1', () => {
  fc.assert(
    fc.property(window, window, (before, after) => {
      const { ratio, low, high, p } = compareCounts({ before, after })
      expect(p >= 0 && p <= 1).toBe(true)
      if (ratio !== null && low !== null) expect(low).toBeLessThanOrEqual(ratio * (1 + 1e-9))
      if (ratio !== null && high !== null) expect(high).toBeGreaterThanOrEqual(ratio * (1 - 1e-9))
    }),
  )
})

test.each([
  ['a negative count', { before: year(-1), after: year(1) }, 'before.count'],
  ['half a crime', { before: year(1), after: year(1.5) }, 'after.count'],
  ['a count that is no number', { before: year(NaN), after: year(1) }, 'before.count'],
  ['no days', { before: { count: 1, days: 0 }, after: year(1) }, 'before.days'],
  ['95 for a level', { before: year(1), after: year(1), level: 95 }, 'level'],
])('%s is refused', (_, input, path) => {
  expect(() => compareCounts(input)).toThrow(ScoringError)
  expect(() => compareCounts(input)).toThrow(path)
})
