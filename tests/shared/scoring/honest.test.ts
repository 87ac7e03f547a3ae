import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as scoring from '../../../shared/scoring/index.ts'
import { bands2021, rows2021, variables2021 } from './ashford2021.ts'

/** Every number anywhere in a result. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value === undefined) throw new Error('a result holds undefined')
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}
const isSound = (result: unknown) => numbersIn(result).every(Number.isFinite)

const id = fc.constantFrom('a', 'b', 'c', 'd')
const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1_000_000_000 }))
const measure = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((it) => it + 0),
)
const positive = fc.double({ min: 0, max: 1e12, noNaN: true })
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some)
const days = fc.oneof(
  fc.integer({ min: 1, max: 366 }),
  fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
)
const overDays = fc.record({ count, days })
const polarity = fc.constantFrom('lower' as const, 'higher' as const, 'neutral' as const)
const byId = <T>(some: fc.Arbitrary<T>) => fc.dictionary(id, some)
const listed = <T extends object>(some: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(id, some), { selector: ([name]) => name, maxLength: 4 })
    .map((all) => all.map(([name, it]) => ({ ...it, id: name })))

const window = fc
  .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 800 }))
  .map(([start, length]) => {
    const day = (at: number) => new Date(Date.UTC(2018, 0, 1 + at)).toISOString().slice(0, 10)
    return { from: day(start), to: day(start + length) }
  })
/** Calendar months and quarters of the years about the period, where figures usually fall. */
const usual = fc
  .tuple(fc.integer({ min: 0, max: 59 }), fc.constantFrom(1, 1, 1, 3, 12))
  .map(([start, months]) => {
    const day = (year: number, month: number, date: number) =>
      new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)
    return { from: day(2018, 3 + start, 1), to: day(2018, 3 + start + months, 0) }
  })
const fiscal = fc.constant({ from: '2021-04-01', to: '2022-03-31' })
const anyWindow = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: window })
const amount = fc.oneof(
  fc.integer({ min: 0, max: 900 }),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
)
const rule: fc.Arbitrary<scoring.TargetRule> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('change-percent' as const, 'change-points' as const),
    by: measure,
  }),
  fc.record({
    kind: fc.constantFrom(
      'to' as const,
      'at-least' as const,
      'at-most' as const,
      'group-average' as const,
    ),
    value: measure,
  }),
  fc.record({ kind: fc.constant('maintain' as const), within: positive }),
  fc.record({
    kind: fc.constant('share-of' as const),
    total: positive,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('output' as const), count: positive }),
  fc.constant({ kind: 'to-be-set' as const }),
)
const target = fc.record({
  indicator: fc.record({
    unit: fc.constantFrom(
      'count' as const,
      'rate' as const,
      'percent' as const,
      'currency' as const,
    ),
    polarity,
    baseline: maybe(fc.tuple(anyWindow, amount).map(([it, value]) => ({ ...it, value }))),
    rule,
    published: maybe(amount),
    previous: maybe(amount),
    tolerance: positive,
    period: fc.oneof({ weight: 4, arbitrary: fiscal }, { weight: 1, arbitrary: window }),
  }),
  observations: fc.array(
    fc
      .tuple(anyWindow, maybe(amount), fc.boolean())
      .map(([it, value, provisional]) => ({ ...it, value, provisional })),
    { maxLength: 8 },
  ),
  asAt: fc.oneof(
    fc.constantFrom('2021-08-15', '2021-12-31', '2022-06-01'),
    window.map((it) => it.to),
  ),
})

const bands = fc
  .uniqueArray(fc.tuple(id, measure), { selector: ([, from]) => from, minLength: 1, maxLength: 4 })
  .map((all) => [...new Map(all).entries()].map(([name, from]) => ({ id: name, from })))
const some = fc.integer({ min: 0, max: 1_000_000 })
const scored = fc.record({ score: maybe(fc.double({ min: -1e9, max: 1e9, noNaN: true })) })
const matrix = fc.record({
  variables: listed(
    fc.record({ weight: fc.double({ min: 1e-12, max: 1e12, noNaN: true }) }),
  ).filter((all) => all.length > 0),
  rows: listed(
    fc.record({ cells: byId(scored), published: fc.record({ total: measure, band: id }) }),
  ),
  method: fc.record({ minScore: fc.constant(-1e9), maxScore: fc.constant(1e9), bands }),
})
const months = Array.from({ length: 36 }, (_, at) =>
  new Date(Date.UTC(2018, at, 1)).toISOString().slice(0, 7),
)
const temporal = fc.constantFrom(12, 24, 36).chain((length) =>
  fc.record({
    months: fc.constant(months.slice(0, length)),
    rows: listed(
      fc.record({ counts: fc.array(maybe(count), { minLength: length, maxLength: length }) }),
    ),
    options: fc.record({ method: fc.constantFrom('significance' as const, 'percent' as const) }),
  }),
)
const wardIds = ['a', 'b', 'c', 'd']
const location = fc.record({
  wards: fc
    .array(fc.record({ population: some, households: maybe(some), townCentre: fc.boolean() }), {
      minLength: 4,
      maxLength: 4,
    })
    .map((all) => all.map((it, at) => ({ ...it, id: wardIds[at] ?? '' }))),
  rows: listed(
    fc.record({
      counts: byId(maybe(some)),
      isFlag: fc.boolean(),
      denominator: fc.constantFrom('population' as const, 'households' as const),
    }),
  ),
})
const column = <T extends object>(row: fc.Arbitrary<T>) =>
  fc.record({
    rows: listed(row),
    scale: fc.oneof(fc.constantFrom({ kind: 'jenks' as const }, { kind: 'quantile' as const })),
  })
const entries = listed(
  fc.record({
    count: maybe(count),
    actionIds: fc.array(id, { maxLength: 3 }),
    audience: maybe(fc.string()),
  }),
)

describe('a result never holds a number that is none', () => {
  const cases: [string, fc.Arbitrary<unknown>][] = [
    ['scorePriorityMatrix', matrix.map(scoring.scorePriorityMatrix)],
    ['sensitivity', matrix.map((it) => scoring.sensitivity({ ...it, seed: 1, draws: 20 }))],
    ['carryForward', matrix.map((it) => scoring.carryForward({ ...it, id: 'before' }, []))],
    [
      'compareCounts',
      fc
        .tuple(overDays, overDays, fc.double({ min: 0.5, max: 0.9999, noNaN: true }))
        .map(([before, after, level]) => scoring.compareCounts({ before, after, level })),
    ],
    ['temporalMatrix', temporal.map(scoring.temporalMatrix)],
    ['peaks', temporal.map((it) => scoring.peaks({ matrix: scoring.temporalMatrix(it) }))],
    [
      'xmr',
      fc
        .record({
          values: fc.array(maybe(measure), { maxLength: 40 }),
          target: measure,
          polarity,
          screen: fc.boolean(),
        })
        .map(scoring.xmr),
    ],
    [
      'trend',
      fc.array(maybe(measure), { maxLength: 40 }).map((values) => scoring.trend({ values })),
    ],
    [
      'rate',
      fc.record({ count: maybe(count), denominator: maybe(positive), per: days }).map(scoring.rate),
    ],
    ['locationMatrix', location.map(scoring.locationMatrix)],
    [
      'suppress',
      fc.array(byId(maybe(count)), { maxLength: 5 }).map((all) =>
        scoring.suppress({
          columns: wardIds,
          rows: all.map((counts, at) => ({ id: `${at}`, counts })),
        }),
      ),
    ],
    [
      'remap',
      byId(maybe(count)).map((counts) =>
        scoring.remap(counts, [
          { from: 'a', to: 'x', weight: 0.3 },
          { from: 'a', to: 'y', weight: 0.7 },
          { from: 'b', to: 'x', weight: 0.1 },
        ]),
      ),
    ],
    ['evaluateTarget', target.map(scoring.evaluateTarget)],
    [
      'scoreRisk',
      fc
        .record({
          likelihood: fc.integer({ min: 1, max: 5 }),
          impact: fc.integer({ min: 1, max: 5 }),
          scaleMax: fc.constant(5),
          published: fc.record({ before: measure }),
        })
        .map(scoring.scoreRisk),
    ],
    [
      'rankSurvey',
      fc.array(fc.integer({ min: 0, max: 500 })).map((all) =>
        scoring.rankSurvey({
          respondents: 500,
          mentions: all.map((it, at) => ({ id: `${at}`, count: it })),
        }),
      ),
    ],
    ['rollUp', entries.map((all) => scoring.rollUp(all, [{ actionId: 'a', count: 10 }]))],
    ['scoreVolume', column(fc.record({ count: maybe(count) })).map(scoring.scoreVolume)],
    [
      'scorePerformance',
      column(fc.record({ rate: maybe(positive), groupMean: maybe(positive) })).map(
        scoring.scorePerformance,
      ),
    ],
    [
      'scoreTrend',
      column(fc.record({ before: maybe(overDays), after: maybe(overDays) })).map(
        scoring.scoreTrend,
      ),
    ],
    [
      'scoreCost',
      column(fc.record({ count: maybe(count), unitCost: maybe(positive) })).map(scoring.scoreCost),
    ],
    [
      'scoreSeriousness',
      column(fc.record({ weight: maybe(positive) })).map(scoring.scoreSeriousness),
    ],
    [
      'reconcileColours',
      fc
        .array(
          fc.tuple(
            fc.array(fc.constantFrom('blue', 'green', 'red'), { minLength: 3, maxLength: 3 }),
            fc.constantFrom('blue', 'orange', 'red'),
          ),
          { maxLength: 6 },
        )
        .map((all) =>
          scoring.reconcileColours({
            rows: all.map(([colours, publishedBand], at) => ({
              id: `${at}`,
              colours,
              publishedBand,
            })),
            bands: bands2021,
          }),
        ),
    ],
  ]

  test.each(cases)('%s', (_, results) => {
    fc.assert(
      fc.property(results, (result) => {
        expect(isSound(result)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('every function that scores is looked at here', () => {
    const functions = Object.entries(scoring).flatMap(([name, it]) =>
      typeof it === 'function' && name !== 'ScoringError' ? [name] : [],
    )
    const elsewhere = ['mergeRollUps', 'readWeights', 'scoreConcern']
    expect([...cases.map(([name]) => name), ...elsewhere].sort()).toEqual(functions.sort())
  })
})

describe('nonsense always meets a ScoringError', () => {
  const one = [
    'scorePriorityMatrix',
    'reconcileColours',
    'sensitivity',
    'compareCounts',
    'temporalMatrix',
    'peaks',
    'xmr',
    'trend',
    'rate',
    'locationMatrix',
    'suppress',
    'evaluateTarget',
    'scoreRisk',
    'rankSurvey',
    'rollUp',
    'mergeRollUps',
    'scoreVolume',
    'scorePerformance',
    'scoreTrend',
    'scoreCost',
    'scoreSeriousness',
    'scoreConcern',
    'readWeights',
    'carryForward',
    'remap',
  ] as const

  test.each(one)('%s', (name) => {
    const call = scoring[name] as (...input: unknown[]) => unknown
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (first, second) => {
        try {
          const result = call(first, second)
          expect(isSound(result)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(scoring.ScoringError)
          expect((error as scoring.ScoringError).issues.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
    for (const nothing of [undefined, null, 3, 'x', []])
      if (!(name === 'rollUp' && Array.isArray(nothing)))
        expect(() => call(nothing)).toThrow(scoring.ScoringError)
  })

  /** Puts one broken value in one place of a sound input. */
  const broken = fc.constantFrom<unknown>(NaN, Infinity, -Infinity, 'seven', {}, undefined)
  function breakNumber(input: unknown, at: number, by: unknown): unknown {
    let left = at
    const walk = (value: unknown): unknown => {
      if (typeof value === 'number') return left-- === 0 ? by : value
      if (Array.isArray(value)) return value.map(walk)
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, walk(it)]))
        : value
    }
    return walk(input)
  }

  test('one broken number anywhere in a target or a matrix is found and named', () => {
    fc.assert(
      fc.property(target, matrix, fc.nat({ max: 30 }), broken, (asked, table, at, by) => {
        for (const [call, input] of [
          [scoring.evaluateTarget, asked],
          [scoring.scorePriorityMatrix, table],
        ] as const) {
          const place = at % numbersIn(input).length
          const run = () => (call as (it: unknown) => unknown)(breakNumber(input, place, by))
          if (by === undefined) {
            try {
              expect(isSound(run())).toBe(true)
            } catch (error) {
              expect(error).toBeInstanceOf(scoring.ScoringError)
            }
          } else expect(run).toThrow(scoring.ScoringError)
        }
      }),
    )
  })
})

test('scoring leaves what it is given as it was', () => {
  fc.assert(
    fc.property(target, matrix, temporal, (asked, table, counts) => {
      const before = structuredClone([asked, table, counts])
      scoring.evaluateTarget(asked)
      scoring.scorePriorityMatrix(table)
      scoring.temporalMatrix(counts)
      expect([asked, table, counts]).toEqual(before)
    }),
  )
})

test('the printed colours of 2021/22 can be shown without a number being made up', () => {
  const rows = rows2021.map((it) => ({
    id: it.id,
    cells: Object.fromEntries(variables2021.map(({ id: name }) => [name, { score: null }])),
    published: { band: it.publishedBand },
  }))
  const method = { minScore: 1, maxScore: 5, bands: bands2021 }
  const result = scoring.scorePriorityMatrix({ variables: variables2021, rows, method })
  expect(result.rows.every((it) => it.total === null && it.rank === null && it.band === null)).toBe(
    true,
  )
  expect(result.contradictions).toEqual([])
})

test('the targets tried here are of every colour', () => {
  const seen = new Set(
    fc.sample(target, { numRuns: 1500, seed: 7 }).map((it) => scoring.evaluateTarget(it).rag),
  )
  expect([...seen].sort()).toEqual(['amber', 'green', 'grey', 'red'])
})
