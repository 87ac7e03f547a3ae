import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, evaluateTarget } from '../../../shared/scoring/index.ts'

type Asked = Parameters<typeof evaluateTarget>[0]
type Indicator = Asked['indicator']

const lastYear = { from: '2020-04-01', to: '2021-03-31' }
const period = { from: '2021-04-01', to: '2022-03-31' }
const indicator: Indicator = {
  unit: 'count',
  polarity: 'lower',
  baseline: { value: 747, ...lastYear },
  rule: { kind: 'change-percent', by: -2 },
  period,
}
const wholeYear = (value: number | null) => [{ ...period, value }]
const asAt = '2022-04-30'
const evaluate = (change: Partial<Indicator>, value: number | null = 700) =>
  evaluateTarget({ indicator: { ...indicator, ...change }, observations: wholeYear(value), asAt })
const kinds = (change: Partial<Indicator>) => evaluate(change).contradictions.map((it) => it.kind)

describe('the exact target', () => {
  const from = (value: number, rule: Indicator['rule'], change: Partial<Indicator> = {}) =>
    evaluate({ baseline: { value, ...lastYear }, rule, ...change })

  test.each<[string, number, Indicator['rule'], number, number]>([
    ['2% down from 747', 747, { kind: 'change-percent', by: -2 }, 732.06, 732],
    ['10% up from 100', 100, { kind: 'change-percent', by: 10 }, 110, 110],
    ['10% down from 110', 110, { kind: 'change-percent', by: -10 }, 99, 99],
    ['5% up from 226', 226, { kind: 'change-percent', by: 5 }, 237.3, 238],
    ['7% up from 300', 300, { kind: 'change-percent', by: 7 }, 321, 321],
    ['15% up from 180', 180, { kind: 'change-percent', by: 15 }, 207, 207],
    ['a third of a per cent down from 900', 900, { kind: 'change-percent', by: -1 / 3 }, 897, 897],
    ['20 fewer than 747', 747, { kind: 'change-points', by: -20 }, 727, 727],
    ['20 more than 747', 747, { kind: 'change-points', by: 20 }, 767, 767],
    ['maintain 747', 747, { kind: 'maintain' }, 747, 747],
    ['maintain a mean of 812.33', 812.33, { kind: 'maintain' }, 812.33, 812],
    ['to 700', 747, { kind: 'to', value: 700 }, 700, 700],
    ['the group average of 612.4', 747, { kind: 'group-average', value: 612.4 }, 612.4, 612],
    ['at most 99.5', 747, { kind: 'at-most', value: 99.5 }, 99.5, 99],
    ['at least 99.5', 747, { kind: 'at-least', value: 99.5 }, 99.5, 100],
    ['an output of 12', 747, { kind: 'output', count: 12 }, 12, 12],
  ])('%s', (_, baseline, rule, exactTarget, smallestWholeTarget) => {
    expect(from(baseline, rule)).toMatchObject({ exactTarget, smallestWholeTarget })
  })

  test('80% of 512 pupils is 409.6, so 410 pupils', () => {
    const rule = { kind: 'share-of', total: 512, share: 0.8 } as const
    expect(from(747, rule, { polarity: 'higher' })).toMatchObject({
      exactTarget: 409.6,
      smallestWholeTarget: 410,
    })
    expect(from(747, rule, { polarity: 'lower' })).toMatchObject({ smallestWholeTarget: 409 })
  })

  test('a share of a percentage measure is that percentage', () => {
    const rule = { kind: 'share-of', total: 512, share: 0.8 } as const
    expect(from(70, rule, { unit: 'percent', polarity: 'higher' })).toMatchObject({
      exactTarget: 80,
      smallestWholeTarget: null,
    })
  })

  test('points are added to a percentage, and a percentage has no whole target', () => {
    const it = from(49, { kind: 'change-points', by: 5 }, { unit: 'percent', polarity: 'higher' })
    expect(it).toMatchObject({ exactTarget: 54, smallestWholeTarget: null, contradictions: [] })
  })

  test('the whole target truly meets the rule and the next easier one does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: -99, max: 300 }),
        (value, by) => {
          fc.pre(by !== 0)
          const whole = from(value, { kind: 'change-percent', by }).smallestWholeTarget ?? NaN
          const hundredths = value * (100 + by)
          if (by < 0) expect(whole * 100 <= hundredths && (whole + 1) * 100 > hundredths).toBe(true)
          else expect(whole * 100 >= hundredths && (whole - 1) * 100 < hundredths).toBe(true)
        },
      ),
    )
  })
})

describe('met or not, to the last crime', () => {
  test.each<[string, Partial<Indicator>, number, boolean]>([
    ['732 meets 2% off 747', {}, 732, true],
    ['733 does not', {}, 733, false],
    [
      '110 meets 10% up from 100',
      { baseline: { value: 100, ...lastYear }, rule: { kind: 'change-percent', by: 10 } },
      110,
      true,
    ],
    [
      '109 does not',
      { baseline: { value: 100, ...lastYear }, rule: { kind: 'change-percent', by: 10 } },
      109,
      false,
    ],
    ['747 maintains 747 where fewer is better', { rule: { kind: 'maintain' } }, 747, true],
    ['so does 600', { rule: { kind: 'maintain' } }, 600, true],
    ['748 does not', { rule: { kind: 'maintain' } }, 748, false],
    [
      'within 4% of 750, 780 does',
      { baseline: { value: 750, ...lastYear }, rule: { kind: 'maintain', within: 4 } },
      780,
      true,
    ],
    [
      '781 does not',
      { baseline: { value: 750, ...lastYear }, rule: { kind: 'maintain', within: 4 } },
      781,
      false,
    ],
    [
      'a neutral measure may leave on neither side',
      {
        polarity: 'neutral',
        baseline: { value: 750, ...lastYear },
        rule: { kind: 'maintain', within: 4 },
      },
      719,
      false,
    ],
    [
      'and holds at the edge',
      {
        polarity: 'neutral',
        baseline: { value: 750, ...lastYear },
        rule: { kind: 'maintain', within: 4 },
      },
      720,
      true,
    ],
    [
      'a neutral measure kept within nothing may not move at all',
      { polarity: 'neutral', rule: { kind: 'maintain', within: 0 } },
      746,
      false,
    ],
    [
      'without a word it has its tolerance of 5%',
      { polarity: 'neutral', rule: { kind: 'maintain' } },
      710,
      true,
    ],
    ['12 of 12 roadshows', { rule: { kind: 'output', count: 12 } }, 12, true],
    ['11 of 12', { rule: { kind: 'output', count: 12 } }, 11, false],
    ['at most 0 holds at 0', { rule: { kind: 'at-most', value: 0 } }, 0, true],
    ['and fails at 1', { rule: { kind: 'at-most', value: 0 } }, 1, false],
    [
      'to 800 asks for more where more is better',
      { polarity: 'higher', rule: { kind: 'to', value: 800 } },
      799,
      false,
    ],
    [
      'to 700 from 747 asks for fewer, even of a neutral measure',
      { polarity: 'neutral', rule: { kind: 'to', value: 700 } },
      650,
      true,
    ],
    [
      'the group average is a ceiling where fewer is better',
      { rule: { kind: 'group-average', value: 700 } },
      700,
      true,
    ],
    [
      'and a floor where more is better',
      { polarity: 'higher', rule: { kind: 'group-average', value: 700 } },
      699,
      false,
    ],
    [
      'more reports can be the aim: the rule decides, not the crime',
      { rule: { kind: 'change-percent', by: 5 } },
      785,
      true,
    ],
    ['784 is short of 784.35', { rule: { kind: 'change-percent', by: 5 } }, 784, false],
  ])('%s', (_, change, value, met) => {
    expect(evaluate(change, value).met).toBe(met)
  })

  test('a percentage is judged unrounded: 46.56% is not 46.55%', () => {
    const change: Partial<Indicator> = {
      unit: 'percent',
      baseline: { value: 49, ...lastYear },
      rule: { kind: 'change-percent', by: -5 },
    }
    expect(evaluate(change, 46.55).met).toBe(true)
    expect(evaluate(change, 46.551).met).toBe(false)
  })
})

describe('the colour', () => {
  const count = { rule: { kind: 'at-most', value: 1000 } } as const
  const percent = {
    unit: 'percent',
    polarity: 'higher',
    baseline: null,
    rule: { kind: 'at-least', value: 60 },
  } as const
  test.each<[string, Partial<Indicator>, number, string]>([
    ['a count on its target', count, 1000, 'green'],
    ['one over', count, 1001, 'amber'],
    ['5% over', count, 1050, 'amber'],
    ['one more than 5% over', count, 1051, 'red'],
    ['its own tolerance of 10%', { ...count, tolerance: 10 }, 1100, 'amber'],
    ['beyond it', { ...count, tolerance: 10 }, 1101, 'red'],
    ['no tolerance at all', { ...count, tolerance: 0 }, 1001, 'red'],
    ['a percentage on its target', percent, 60, 'green'],
    ['2 points under', percent, 58, 'amber'],
    ['a little more', percent, 57.99, 'red'],
    ['its own tolerance of 5 points', { ...percent, tolerance: 5 }, 55, 'amber'],
  ])('%s is the right one', (_, change, value, rag) => {
    expect(evaluate(change, value).rag).toBe(rag)
  })
})

describe('grey says why', () => {
  test('no baseline', () => {
    const it = evaluate({ baseline: null, published: 732 })
    expect(it).toMatchObject({
      rag: 'grey',
      met: null,
      exactTarget: null,
      smallestWholeTarget: null,
      metPublished: true,
    })
    expect(it.reason).toContain('no baseline')
    expect(it.contradictions.map((one) => one.kind)).toEqual(['no-baseline'])
  })

  test('a target still to be set', () => {
    expect(evaluate({ rule: { kind: 'to-be-set' } })).toMatchObject({
      rag: 'grey',
      reason: 'The target is still to be set.',
      contradictions: [],
    })
  })

  test.each([
    [
      'not available',
      [{ ...period, value: null, missing: 'unavailable' as const }],
      'The figures are not available.',
    ],
    [
      'to be confirmed',
      [{ ...period, value: null, missing: 'to-be-confirmed' as const }],
      'The figures are still to be confirmed.',
    ],
    ['nothing recorded', [], 'No figure has been recorded for this period yet.'],
    [
      'another year only',
      [{ ...lastYear, value: 3 }],
      'No figure has been recorded for this period yet.',
    ],
  ])('figures %s', (_, observations, reason) => {
    expect(evaluateTarget({ indicator, observations, asAt })).toMatchObject({
      rag: 'grey',
      met: null,
      actual: null,
      reason,
    })
  })

  test('a period that has not begun', () => {
    const early = evaluateTarget({ indicator, observations: [], asAt: '2021-03-31' })
    expect(early.reason).toBe('The period has not started yet.')
  })

  test('two figures for the same days, which nobody may add up', () => {
    const observations = [
      { from: '2021-04-01', to: '2021-06-30', value: 180 },
      { from: '2021-06-30', to: '2021-09-30', value: 190 },
    ]
    expect(evaluateTarget({ indicator, observations, asAt }).reason).toContain(
      'cover the same days',
    )
  })

  test('zero is a figure', () => {
    expect(evaluate({}, 0)).toMatchObject({ rag: 'green', met: true, actual: 0 })
  })
})

describe('part of a year', () => {
  const quarter = (from: string, to: string, value: number | null, more: object = {}) => ({
    from,
    to,
    value,
    ...more,
  })
  const q1 = quarter('2021-04-01', '2021-06-30', 182)
  const q2 = quarter('2021-07-01', '2021-09-30', 185)
  const year = { ...indicator, rule: { kind: 'at-most', value: 730 } } as const

  test('a count is due by days where there is no history', () => {
    const it = evaluateTarget({ indicator: year, observations: [q1], asAt: '2021-07-15' })
    expect(it.profile).toMatchObject({
      by: 'days',
      share: 91 / 365,
      coveredDays: 91,
      periodDays: 365,
      target: 182,
    })
    expect(it).toMatchObject({ met: true, rag: 'green', actual: 182 })
    const over = evaluateTarget({
      indicator: year,
      observations: [{ ...q1, value: 183 }],
      asAt: '2021-07-15',
    })
    expect(over).toMatchObject({ met: false, rag: 'amber' })
  })

  test('figures after the day asked about are not known yet', () => {
    const it = evaluateTarget({ indicator: year, observations: [q1, q2], asAt: '2021-09-29' })
    expect(it).toMatchObject({ actual: 182 })
    expect(it.cautions).toEqual(['One figure reaches outside the period so far and is left out.'])
    expect(
      evaluateTarget({ indicator: year, observations: [q2, q1], asAt: '2021-09-30' }).actual,
    ).toBe(367)
  })

  test('a gap is left out on both sides, not read as zero', () => {
    const gap = quarter('2021-04-01', '2021-06-30', null, { missing: 'unavailable' })
    const it = evaluateTarget({ indicator: year, observations: [gap, q2], asAt: '2021-12-01' })
    expect(it.profile).toMatchObject({ coveredDays: 92, target: 184 })
    expect(it).toMatchObject({
      met: false,
      rag: 'amber',
      cautions: ['Some figures are not available.'],
    })
  })

  test('a percentage is never apportioned: the latest one stands', () => {
    const safe: Indicator = {
      ...indicator,
      unit: 'percent',
      polarity: 'higher',
      rule: { kind: 'at-least', value: 70 },
    }
    const it = evaluateTarget({
      indicator: safe,
      observations: [
        { ...q1, value: 60 },
        { ...q2, value: 71 },
      ],
      asAt: '2021-10-01',
    })
    expect(it).toMatchObject({ actual: 71, met: true, profile: null, forecast: null })
  })

  test('provisional figures are judged, and said to be provisional', () => {
    const it = evaluateTarget({
      indicator: year,
      observations: [{ ...q1, provisional: true }],
      asAt: '2021-07-15',
    })
    expect(it.rag).toBe('green')
    expect(it.reason).toMatch(/provisional/)
  })

  test('the reason reads like a sentence', () => {
    const it = evaluateTarget({ indicator: year, observations: [q1], asAt: '2021-07-15' })
    expect(it.reason).toBe(
      'On course: 182 against no more than 182 for the 91 days known, up to 30 June 2021.',
    )
    expect(evaluate({}, 1733).reason).toBe('Missed: 1,733 against no more than 732.')
  })

  test.each<[string, Partial<Indicator>, number, string]>([
    ['up', { polarity: 'higher', rule: { kind: 'change-percent', by: 7 } }, 700, 'at least 800'],
    [
      'both',
      { polarity: 'neutral', rule: { kind: 'maintain', within: 3 } },
      700,
      'between 725 and 769',
    ],
    [
      'none between',
      {
        polarity: 'neutral',
        rule: { kind: 'maintain', within: 0.01 },
        baseline: { value: 747.5, ...lastYear },
      },
      700,
      'between 747.43 and 747.57',
    ],
    ['half a thing', {}, 732.05, 'no more than 732.06'],
    ['a rate', { unit: 'rate', rule: { kind: 'to', value: 7.25 } }, 7, 'no more than 7.25'],
  ])('whole things are asked for in whole numbers: %s', (_, change, value, words) => {
    expect(evaluate(change, value).reason).toContain(words)
  })

  test('and the number it says is met exactly where the target is', () => {
    const by = fc.integer({ min: -60, max: 60 })
    const polarity = fc.constantFrom('lower' as const, 'higher' as const)
    const near = fc.tuple(
      fc.integer({ min: 1, max: 2000 }),
      by,
      polarity,
      fc.integer({ min: -2, max: 2 }),
    )
    fc.assert(
      fc.property(near, ([value, percent, way, off]) => {
        const change = {
          ...{ polarity: way, baseline: { value, ...lastYear } },
          rule: { kind: 'change-percent' as const, by: percent },
        }
        const said = evaluate(
          change,
          Math.max(0, Math.round((value * (100 + percent)) / 100) + off),
        )
        const [, words, digits = ''] =
          /(no more than|at least) ([\d,]+)[ .]/.exec(said.reason) ?? []
        const [number, actual] = [Number(digits.replaceAll(',', '')), said.actual ?? NaN]
        expect(words === 'at least' ? actual >= number : actual <= number).toBe(said.met)
      }),
    )
  })

  /** Three years in which each April holds a tenth of the year and the other months share the rest. */
  const history = (years: number) =>
    Array.from({ length: years * 12 }, (_, at) => {
      const month = (at + 3) % 12
      const inYear = 2021 - years + Math.floor((at + 3) / 12)
      const text = String(month + 1).padStart(2, '0')
      const last = new Date(Date.UTC(inYear, month + 1, 0)).getUTCDate()
      return {
        from: `${inYear}-${text}-01`,
        to: `${inYear}-${text}-${last}`,
        value: month === 3 ? 110 : 90,
      }
    })
  const april = quarter('2021-04-01', '2021-04-30', 70)

  test('three whole years give the months their shares', () => {
    const it = evaluateTarget({
      indicator: year,
      observations: [...history(3), april],
      asAt: '2021-05-10',
    })
    expect(it.profile?.by).toBe('months')
    expect(it.profile?.share).toBeCloseTo(110 / 1100, 3)
    expect(it.profile?.target).toBeCloseTo(73, 0)
    expect(it.met).toBe(true)
  })

  test('two years are too few to tell a season', () => {
    const it = evaluateTarget({
      indicator: year,
      observations: [...history(2), april],
      asAt: '2021-05-10',
    })
    expect(it.profile).toMatchObject({ by: 'days', share: 30 / 365 })
    expect(it.met).toBe(false)
  })

  test('a hole in the third year leaves two', () => {
    const holed = history(3).map((it, at) => (at === 5 ? { ...it, value: null } : it))
    const it = evaluateTarget({
      indicator: year,
      observations: [...holed, april],
      asAt: '2021-05-10',
    })
    expect(it.profile?.by).toBe('days')
  })

  test('the month shares of a whole year add up to the whole target', () => {
    const full = Array.from({ length: 12 }, (_, at) => history(3)[at]).flatMap((it) =>
      it
        ? [
            {
              ...it,
              from: it.from.replace(/^\d+/, (y) => `${Number(y) + 3}`),
              to: it.to.replace(/^\d+/, (y) => `${Number(y) + 3}`),
            },
          ]
        : [],
    )
    const it = evaluateTarget({ indicator: year, observations: [...history(3), ...full], asAt })
    expect(it.profile).toMatchObject({ share: 1, target: 730 })
  })
})

describe('the forecast', () => {
  const half = [{ from: '2021-04-01', to: '2021-09-30', value: 370 }]
  test('goes on as so far, with the 80% interval of a negative binomial', () => {
    const it = evaluateTarget({ indicator, observations: half, asAt: '2021-10-10' }).forecast
    expect(it?.value).toBeCloseTo((370 * 365) / 183, 9)
    expect(it).toMatchObject({ low: 370 + 334, high: 370 + 404 })
  })

  test('is only made for counts, and only while something is to come', () => {
    expect(evaluate({}).forecast).toBeNull()
    const rate = { ...indicator, unit: 'rate' as const }
    expect(
      evaluateTarget({ indicator: rate, observations: half, asAt: '2021-10-10' }).forecast,
    ).toBeNull()
  })

  test('nothing so far can still become something', () => {
    const none = [{ from: '2021-04-01', to: '2021-09-30', value: 0 }]
    const it = evaluateTarget({ indicator, observations: none, asAt: '2021-10-10' }).forecast
    expect(it).toMatchObject({ value: 0, low: 0 })
    expect(it?.high).toBeGreaterThan(0)
  })

  test('months that wobble widen it', () => {
    const months = (values: number[]) =>
      values.map((value, at) => ({
        from: `2021-0${at + 4}-01`,
        to: `2021-0${at + 4}-${[30, 31, 30, 31, 31, 30][at]}`,
        value,
      }))
    const width = (values: number[]) => {
      const it = evaluateTarget({
        indicator,
        observations: months(values),
        asAt: '2021-10-10',
      }).forecast
      return (it?.high ?? NaN) - (it?.low ?? NaN)
    }
    expect(width([20, 110, 15, 100, 20, 105])).toBeGreaterThan(
      1.5 * width([61, 62, 62, 61, 62, 62]),
    )
  })
})

describe('the arrow', () => {
  test.each([
    [650, 'down'],
    [720, 'no-clear-change'],
    [850, 'up'],
  ])('747 last year and %d this year is %s', (value, direction) => {
    expect(evaluate({}, value).direction).toBe(direction)
  })

  test('a part year is compared per day', () => {
    const half = [{ from: '2021-04-01', to: '2021-09-30', value: 370 }]
    expect(evaluateTarget({ indicator, observations: half, asAt: '2021-10-10' }).direction).toBe(
      'no-clear-change',
    )
  })

  test('without a baseline, or for a percentage, there is nothing to compare', () => {
    expect(evaluate({ baseline: null }).direction).toBeNull()
    expect(
      evaluate({ unit: 'percent', rule: { kind: 'at-most', value: 800 } }).direction,
    ).toBeNull()
  })
})

describe('a plan that contradicts itself', () => {
  test.each([
    [732, []],
    [733, ['published-misses-rule']],
    [700, []],
  ])('2% off 747 printed as %d', (published, found) => {
    expect(kinds({ published })).toEqual(found)
  })

  test('printed short of an increase', () => {
    const up = {
      baseline: { value: 226, ...lastYear },
      rule: { kind: 'change-percent', by: 5 },
    } as const
    expect(kinds({ ...up, published: 237 })).toEqual(['published-misses-rule'])
    expect(kinds({ ...up, published: 238 })).toEqual([])
  })

  test('the printed target is judged by itself as well', () => {
    expect(evaluate({ published: 733 }, 733)).toMatchObject({ met: false, metPublished: true })
    expect(evaluate({ published: null }, 733)).toMatchObject({
      published: null,
      metPublished: null,
    })
    expect(evaluate({ published: 733 }, null).metPublished).toBeNull()
  })

  test('maintain, yet the printed target moves', () => {
    const keep = { rule: { kind: 'maintain' } } as const
    expect(kinds({ ...keep, published: 747 })).toEqual([])
    expect(kinds({ ...keep, published: 748 })).toEqual(['maintain-but-moves'])
    expect(kinds({ ...keep, published: 700 })).toEqual(['maintain-but-moves'])
    expect(kinds({ ...keep, baseline: { value: 812.33, ...lastYear }, published: 812 })).toEqual([])
    expect(kinds({ rule: { kind: 'maintain', within: 4 }, published: 770 })).toEqual([])
  })

  test('2.4 of a thing', () => {
    expect(kinds({ published: 2.4 })).toContain('impossible-count')
    expect(kinds({ rule: { kind: 'output', count: 2.4 } })).toEqual(['impossible-count'])
    expect(kinds({ rule: { kind: 'change-points', by: -800 } })).toEqual(['impossible-count'])
    expect(kinds({ unit: 'percent', rule: { kind: 'at-most', value: 2.4 } })).toEqual([])
    expect(evaluate({}, 2.4).contradictions.map((it) => it.kind)).toEqual(['impossible-count'])
  })

  test('a new target easier than the old', () => {
    expect(kinds({ previous: 700 })).toEqual(['loosened'])
    expect(kinds({ previous: 732.06 })).toEqual([])
    expect(kinds({ previous: 740 })).toEqual([])
    const up = { rule: { kind: 'change-percent', by: 5 } } as const
    expect(kinds({ ...up, previous: 800 })).toEqual(['loosened'])
    expect(kinds({ ...up, previous: 760 })).toEqual([])
  })

  test('per cent of a percentage: the plan’s 5% fewer who say services must improve', () => {
    const change: Partial<Indicator> = {
      unit: 'percent',
      baseline: { value: 49, ...lastYear },
      rule: { kind: 'change-percent', by: -5 },
    }
    const it = evaluate(change, 48)
    expect(it.contradictions.map((one) => one.kind)).toEqual(['ambiguous-unit'])
    expect(it.contradictions[0]?.message).toContain('46.55%')
    expect(it.contradictions[0]?.message).toContain('44%')
    expect(kinds({ ...change, rule: { kind: 'change-points', by: -5 } })).toEqual([])
  })

  test('a baseline of nine months against a year is said, and judged like for like', () => {
    const nine = { value: 747, from: '2020-04-01', to: '2020-12-31' }
    const it = evaluate({ baseline: nine }, 960)
    expect(it.contradictions.map((one) => one.kind)).toEqual(['window-mismatch'])
    expect(it.exactTarget).toBe(732.06)
    expect(it.profile?.target).toBeCloseTo((732.06 * 365) / 275, 9)
    expect(it).toMatchObject({ met: true, rag: 'green' })
    expect(it.reason).toContain('like for like')
    expect(evaluate({ baseline: nine }, 972).met).toBe(false)
  })

  test('a leap day is no mismatch, two days are', () => {
    expect(kinds({ baseline: { value: 747, from: '2019-04-01', to: '2020-03-31' } })).toEqual([])
    expect(kinds({ baseline: { value: 747, from: '2020-04-01', to: '2021-03-29' } })).toEqual([
      'window-mismatch',
    ])
  })
})

describe('money', () => {
  const spend: Partial<Indicator> = {
    unit: 'currency',
    baseline: null,
    rule: { kind: 'at-most', value: 20_000 },
  }
  test('piles up through the year like a count', () => {
    const observations = [
      { from: '2021-04-01', to: '2021-06-30', value: 5_000.5 },
      { from: '2021-07-01', to: '2021-09-30', value: 4_000 },
    ]
    const it = evaluateTarget({
      indicator: { ...indicator, ...spend },
      observations,
      asAt: '2021-10-01',
    })
    expect(it).toMatchObject({ actual: 9_000.5, met: true, smallestWholeTarget: null })
    expect(it.reason).toContain('£9,000.50 against no more than £10,027.40')
  })
})

describe('what is refused', () => {
  test.each<[string, object, string]>([
    [
      'a period that ends before it begins',
      { period: { from: '2022-03-31', to: '2021-04-01' } },
      'indicator.period.to',
    ],
    [
      'a day that is none',
      { period: { from: '2021-02-30', to: '2021-04-01' } },
      'indicator.period.from',
    ],
    [
      'a year mistyped',
      { period: { from: '2021-04-01', to: '9999-12-31' } },
      'indicator.period.to',
    ],
    ['a baseline below zero', { baseline: { value: -1, ...lastYear } }, 'indicator.baseline.value'],
    ['a rule without its number', { rule: { kind: 'change-percent' } }, 'indicator.rule.by'],
    ['a rule nobody knows', { rule: { kind: 'double' } }, 'indicator.rule'],
    [
      '80 for a share',
      { rule: { kind: 'share-of', total: 500, share: 80 } },
      'indicator.rule.share',
    ],
    ['an endless printed target', { published: Infinity }, 'indicator.published'],
    ['a unit nobody knows', { unit: 'dogs' }, 'indicator.unit'],
    ['a negative tolerance', { tolerance: -1 }, 'indicator.tolerance'],
  ])('%s', (_, change, path) => {
    const asked = {
      indicator: { ...indicator, ...change },
      observations: [],
      asAt,
    } as unknown as Asked
    try {
      evaluateTarget(asked)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ScoringError)
      expect((error as ScoringError).issues.map((it) => it.path)).toEqual([
        expect.stringMatching(`^${path}`),
      ])
    }
  })

  test('a count below zero among the figures', () => {
    expect(() => evaluate({}, -1)).toThrow('observations.0.value is negative')
  })
})

test('the order in which figures were written down never matters', () => {
  const some = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 11 }),
      value: fc.option(fc.integer({ min: 0, max: 200 })),
      provisional: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 13 }), (figures, month) => {
      const observations = figures.map(({ at, ...figure }) => {
        const first = new Date(Date.UTC(2021, 3 + at, 1)).toISOString().slice(0, 10)
        return {
          ...figure,
          from: first,
          to: new Date(Date.UTC(2021, 4 + at, 0)).toISOString().slice(0, 10),
        }
      })
      const day = new Date(Date.UTC(2021, 3 + month, 15)).toISOString().slice(0, 10)
      const asked = { indicator, observations, asAt: day }
      expect(evaluateTarget({ ...asked, observations: [...observations].reverse() })).toEqual(
        evaluateTarget(asked),
      )
    }),
  )
})
