import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, xmr } from '../../../shared/scoring/index.ts'

const spike = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
const rulesAt = (values: (number | null)[], more: object = {}) =>
  xmr({ values, ...more }).points.map((it) => it.rules)
const flagged = (values: (number | null)[], rule: string, more: object = {}) =>
  rulesAt(values, more).flatMap((rules, at) => (rules.some((it) => it === rule) ? [at] : []))

describe('the limits', () => {
  test('of a series with a spike, its moving ranges screened', () => {
    const chart = xmr({ values: spike })
    expect(chart.mean).toBeCloseTo(35 / 18, 12)
    expect(chart.lower).toBeCloseTo(-0.7155555555555557, 10)
    expect(chart.upper).toBeCloseTo(4.604444444444445, 10)
    expect(chart).toMatchObject({ screened: 2, trial: false, movingRange: 1 })
    expect(flagged(spike, 'outside-limits')).toEqual([4])
  })

  test('without screening the spike widens them', () => {
    const chart = xmr({ values: spike, screen: false })
    expect(chart.upper).toBeCloseTo(35 / 18 + (2.66 * 32) / 17, 10)
    expect(chart.screened).toBe(0)
  })

  test('screening happens once: what is left is not screened again', () => {
    const values = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 103, 103, 103, 103]
    const chart = xmr({ values })
    expect(chart.screened).toBe(1)
    expect(chart.movingRange).toBeCloseTo(3 / 18, 12)
  })

  test('of a series that never moves are the mean itself, and nothing is flagged', () => {
    const chart = xmr({ values: Array<number>(15).fill(0.1) })
    expect(chart.lower).toBeCloseTo(0.1, 12)
    expect(chart.points.every((it) => it.rules.length === 0)).toBe(true)
  })

  test('a gap has no moving range across it', () => {
    const chart = xmr({ values: [1, 2, null, 100, 101] })
    expect(chart.movingRange).toBe(1)
    expect(chart.points[2]).toMatchObject({ value: null, rules: [], reading: null })
  })

  test('are on trial under 13 points', () => {
    const of = (n: number) => xmr({ values: Array.from({ length: n }, (_, at) => at % 3) }).trial
    expect([of(12), of(13)]).toEqual([true, false])
  })

  test('need two values next to each other', () => {
    expect(xmr({ values: [] })).toMatchObject({
      mean: null,
      upper: null,
      reason: 'There are no values.',
    })
    expect(xmr({ values: [5] })).toMatchObject({ mean: 5, upper: null, lower: null })
    expect(xmr({ values: [5, null, 6] }).reason).toContain('next to each other')
  })

  test('begin anew where the process is known to have changed', () => {
    const values = [1, 2, 1, 2, 1, 2, 1, 21, 22, 21, 22, 21, 22, 21]
    const chart = xmr({ values, rebaseAt: 7 })
    expect(chart.points[0]?.mean).toBeCloseTo(10 / 7, 12)
    expect(chart.points[7]?.mean).toBeCloseTo(150 / 7, 12)
    expect(chart.mean).toBe(chart.points[13]?.mean)
    expect(chart.points.every((it) => it.rules.length === 0)).toBe(true)
    expect(chart.trial).toBe(true)
    expect(xmr({ values, rebaseAt: [7] })).toEqual(chart)
  })
})

describe('the run rules', () => {
  const wobble = [5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7]

  test('seven rising in a row are flagged, every one; six are not', () => {
    const wide = [0, 20, 0, 20, 0, 20, 0]
    expect(
      flagged([...wide, 5, 6, 7, 8, 9, 10, 11, 0, 20], 'seven-in-order', { screen: false }),
    ).toEqual(expect.arrayContaining([7, 8, 9, 10, 11, 12, 13]))
    expect(flagged([20, 0, 20, 5, 6, 7, 8, 9, 10, 0, 20], 'seven-in-order')).toEqual([])
    expect(flagged([20, 5, 6, 7, 8, 8, 9, 10, 11, 0], 'seven-in-order')).toEqual([])
  })

  test('seven on one side of the mean are flagged, every one; six are not', () => {
    const after = [8, 9, 8, 9, 8, 9]
    const low = [5, 9, 3, 5, 9, 3, 5, 9, 3]
    expect(flagged([...low, ...after, 3, 3], 'seven-on-one-side')).toEqual([])
    expect(flagged([...low, ...after, 8, 3, 3], 'seven-on-one-side')).toEqual(
      [9, 10, 11, 12, 13, 14, 15].slice(0, 7),
    )
  })

  test('a point on the mean is on neither side', () => {
    const values = [2, 4, 2, 4, 2, 4, 4, 4, 3, 4, 4, 4, 2, 2, 2, 3, 2, 4]
    expect(xmr({ values }).mean).toBeCloseTo(3, 0)
    expect(flagged([1, 3, 1, 3, 2, 1, 3, 1, 3, 2], 'seven-on-one-side')).toEqual([])
  })

  test('two of three far out on one side are flagged, and the one near the mean is not', () => {
    const calm = [6, 8, 4, 6, 8, 4, 6, 8]
    const values = [...calm, 13, 8, 13, ...calm.slice(1), 4, 6, 8, 4]
    expect(flagged(values, 'outside-limits', { screen: false })).toEqual([])
    expect(flagged(values, 'two-of-three', { screen: false })).toEqual([8, 10])
    const crossed = values.map((it, at) => (at === 9 ? 6 : it))
    expect(flagged(crossed, 'two-of-three', { screen: false })).toEqual([])
    const nearer = values.map((it) => (it === 13 ? 11.5 : it))
    expect(flagged(nearer, 'two-of-three', { screen: false })).toEqual([])
  })

  test('the weightiest rule comes first', () => {
    const values = [...wobble, 8, 9, 10, 11, 12, 13, 40]
    expect(rulesAt(values).at(-1)?.slice(0, 2)).toEqual(['outside-limits', 'seven-in-order'])
  })
})

describe('good or bad', () => {
  const reading = (polarity: 'lower' | 'higher' | 'neutral') =>
    xmr({ values: spike, polarity }).points[4]?.reading
  test('is for the polarity to say; a neutral measure is only high or low', () => {
    expect([reading('lower'), reading('higher'), reading('neutral')]).toEqual([
      'bad',
      'good',
      'high',
    ])
  })
})

describe('assurance', () => {
  const steady = Array.from({ length: 14 }, (_, at) => 10 + (at % 2))
  const against = (target: number, polarity: 'lower' | 'higher' | 'neutral') =>
    xmr({ values: steady, target, polarity }).assurance
  test.each([
    [7.84, 'higher', 'consistently-passing'],
    [7.85, 'higher', 'hit-or-miss'],
    [13.15, 'higher', 'hit-or-miss'],
    [13.17, 'higher', 'consistently-failing'],
    [13.17, 'lower', 'consistently-passing'],
    [13.15, 'lower', 'hit-or-miss'],
    [7.85, 'lower', 'hit-or-miss'],
    [7.83, 'lower', 'consistently-failing'],
    [10, 'neutral', null],
  ] as const)(
    'limits of 7.84 to 13.16 against %d where %s is better: %s',
    (target, polarity, verdict) => {
      expect(against(target, polarity)).toBe(verdict)
    },
  )
})

test('turning the series upside down turns its flags over and keeps its rules', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { maxLength: 40 }),
      (values) => {
        const there = xmr({ values })
        const over = xmr({ values: values.map((it) => (it === null ? null : -it)) })
        expect(over.points.map((it) => it.rules)).toEqual(there.points.map((it) => it.rules))
        if (there.upper !== null) expect(over.lower).toBeCloseTo(-there.upper, 9)
      },
    ),
  )
})

test.each([
  ['a value that is no number', { values: [NaN] }],
  ['an endless value', { values: [1, Infinity] }],
  ['a rebase past the end', { values: [1, 2], rebaseAt: 2 }],
  ['a rebase between two points', { values: [1, 2], rebaseAt: 0.5 }],
])('%s is refused', (_, input) => {
  expect(() => xmr(input)).toThrow(ScoringError)
})
