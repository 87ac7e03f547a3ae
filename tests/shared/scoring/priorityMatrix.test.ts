import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, scorePriorityMatrix } from '../../../shared/scoring/index.ts'
import { bands2021, variables2021 } from './ashford2021.ts'

const method = { minScore: 1, maxScore: 5, bands: bands2021 }
const variables = variables2021

/** A row of nine scores, one a variable; null leaves the cell empty. */
const row = (id: string, scores: (number | null)[], more: object = {}) => ({
  id,
  label: id,
  cells: Object.fromEntries(variables.map((it, at) => [it.id, { score: scores[at] ?? null }])),
  ...more,
})
const nine = (sum: number) => [sum - 16, 2, 2, 2, 2, 2, 2, 2, 2]
const score = (...rows: ReturnType<typeof row>[]) =>
  scorePriorityMatrix({ variables, rows, method })
const only = (it: ReturnType<typeof row>) => score(it).rows[0]

describe('the total and its band', () => {
  test.each([
    [9, 'blue'],
    [14, 'blue'],
    [14.9, 'blue'],
    [14.95, 'blue'],
    [14.999, 'blue'],
    [15, 'green'],
    [19.95, 'green'],
    [20, 'yellow'],
    [23.95, 'yellow'],
    [24, 'orange'],
    [25.95, 'orange'],
    [26, 'red'],
    [45, 'red'],
  ])('a total of %d is %s: every total has a band', (total, band) => {
    const each = total / 9
    expect(only(row('a', Array<number>(9).fill(each)))).toMatchObject({
      total,
      band,
      complete: true,
    })
  })

  test('a total below the lowest band has none, and says so', () => {
    const low = { minScore: 0, maxScore: 5, bands: bands2021 }
    const zeros = row(
      'a',
      [0, 0, 0, 0, 0, 0, 0, 0, 8].map((it) => it / 8),
    )
    const scored = scorePriorityMatrix({ variables, rows: [zeros], method: low }).rows[0]
    expect(scored).toMatchObject({
      total: 1,
      band: null,
      reason: 'The total lies below the lowest band.',
    })
  })

  test('a score of 0 is a score, and null is not', () => {
    const zero = { minScore: 0, maxScore: 5, bands: [{ id: 'any', from: 0 }] }
    const one = [{ id: 'v' }]
    const rows: { id: string; cells: Record<string, { score: number | null }> }[] = [
      { id: 'zero', cells: { v: { score: 0 } } },
      { id: 'none', cells: { v: { score: null } } },
      { id: 'absent', cells: {} },
    ]
    const scored = scorePriorityMatrix({ variables: one, rows, method: zero }).rows
    expect(scored.map((it) => it.total)).toEqual([0, null, null])
    expect(scored.map((it) => it.missing)).toEqual([[], ['v'], ['v']])
  })

  test('bands may come in any order', () => {
    const scored = scorePriorityMatrix({
      variables,
      rows: [row('a', nine(18.5))],
      method: { ...method, bands: [...bands2021].reverse() },
    })
    expect(scored.rows[0]?.band).toBe('green')
  })

  test('tenths add up to what they should', () => {
    const three = ['a', 'b', 'c'].map((id) => ({ id }))
    const cells = { a: { score: 0.1 }, b: { score: 0.2 }, c: { score: 0 } }
    const scored = scorePriorityMatrix({
      variables: three,
      rows: [{ id: 'r', cells }],
      method: {
        minScore: 0,
        maxScore: 1,
        bands: [
          { id: 'low', from: 0 },
          { id: 'high', from: 0.3 },
        ],
      },
    })
    expect(scored.rows[0]).toMatchObject({ total: 0.3, band: 'high' })
  })
})

describe('missing scores', () => {
  test('a row with a missing score has an interval, and a band when all of it lies in one', () => {
    const high = only(row('a', [null, 5, 5, 5, 5, 5, 5, 5, 5]))
    expect(high).toMatchObject({ total: null, rank: null, complete: false, missing: ['volume'] })
    expect(high).toMatchObject({ interval: { low: 41, high: 45 }, band: 'red' })
    expect(high?.reason).toBe('1 score is missing.')
  })

  test('a row whose missing scores could take it over a boundary has no band', () => {
    const open = only(row('a', [null, null, 2, 2, 2, 2, 2, 2, 2]))
    expect(open).toMatchObject({ interval: { low: 16, high: 24 }, band: null })
    expect(open?.reason).toContain('2 scores are missing')
  })

  test('the interval reaches a boundary from below without touching it', () => {
    expect(only(row('a', [null, 1, 1, 1, 1, 1, 1, 1, 1.99]))).toMatchObject({ band: 'blue' })
    expect(only(row('a', [null, 1, 1, 1, 1, 1, 1, 1, 3]))).toMatchObject({ band: null })
  })

  test('the rank it could have is known even when its rank is not', () => {
    const { rows } = score(
      row('open', [null, 3, 3, 3, 3, 3, 3, 3, 3]),
      row('low', Array<number>(9).fill(1)),
      row('mid', [2, 3, 3, 3, 3, 3, 3, 3, 3]),
    )
    expect(rows[0]?.rankBetween).toEqual({ best: 1, worst: 2 })
    expect(rows[1]?.rankBetween).toEqual({ best: 3, worst: 3 })
    expect(rows[2]?.rankBetween).toEqual({ best: 1, worst: 2 })
  })
})

describe('rank', () => {
  test('the highest total is 1 and ties share a rank', () => {
    const { rows, topRows } = score(
      row('a', nine(18)),
      row('b', nine(20)),
      row('c', nine(20)),
      row('d', nine(17)),
    )
    expect(rows.map((it) => [it.rank, it.tied])).toEqual([
      [3, false],
      [1, true],
      [1, true],
      [4, false],
    ])
    expect(topRows).toEqual(['b', 'c', 'a', 'd'])
  })

  test('the top five hold a sixth that ties with the fifth', () => {
    const rows = [21, 20, 19, 18, 17, 17, 17].map((sum, at) =>
      row(`r${at}`, at === 6 ? Array<number>(9).fill(1) : nine(sum)),
    )
    expect(score(...rows).topRows).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'])
  })
})

describe('weights', () => {
  test('equal weights of any size leave the plain sum', () => {
    const heavy = variables.map((it) => ({ ...it, weight: 7 }))
    const scored = scorePriorityMatrix({ variables: heavy, rows: [row('a', nine(19))], method })
    expect(scored.rows[0]?.total).toBe(19)
  })

  test('a variable of double weight counts double, on the same scale of totals', () => {
    const two = [{ id: 'a', weight: 2 }, { id: 'b' }]
    const rows = [{ id: 'r', cells: { a: { score: 5 }, b: { score: 2 } } }]
    const bands = [{ id: 'any', from: 0 }]
    const scored = scorePriorityMatrix({ variables: two, rows, method: { ...method, bands } })
    expect(scored.rows[0]?.total).toBe(8)
  })

  test('a variable of weight 0 is not missed', () => {
    const two = [{ id: 'a' }, { id: 'b', weight: 0 }]
    const rows = [{ id: 'r', cells: { a: { score: 5 } } }]
    const bands = [{ id: 'any', from: 0 }]
    const scored = scorePriorityMatrix({ variables: two, rows, method: { ...method, bands } })
    expect(scored.rows[0]).toMatchObject({ total: 10, complete: true, missing: [] })
  })
})

describe('what was printed', () => {
  const about = (scores: (number | null)[], published: object) =>
    score(row('a', scores, { published })).contradictions

  test('a printed total that is not the sum is said out loud', () => {
    expect(about(nine(18), { total: 19 })).toMatchObject([
      { rowId: 'a', kind: 'total-mismatch', published: 19, computed: 18 },
    ])
    expect(about(nine(18), { total: 18, band: 'green' })).toEqual([])
  })

  test.each([
    [18.4, 18, 0],
    [18.5, 18, 1],
    [18.25, 18.3, 0],
    [18.24, 18.3, 1],
  ])(
    'a sum of %d printed as %d has %d contradictions: rounding is forgiven, once',
    (sum, total, found) => {
      expect(about(nine(sum), { total })).toHaveLength(found)
    },
  )

  test('a printed band that the scores do not give is said out loud', () => {
    expect(about(nine(18), { band: 'red' })).toMatchObject([
      { kind: 'band-mismatch', published: 'red', computed: 'green' },
    ])
  })

  test('a printed band the method does not have is told apart', () => {
    expect(about(nine(18), { band: 'purple' })).toMatchObject([
      { kind: 'band-not-in-method', published: 'purple', computed: 'green' },
    ])
  })

  test('an incomplete row only contradicts what its missing scores cannot mend', () => {
    const open = [null, 2, 2, 2, 2, 2, 2, 2, 2]
    expect(about(open, { total: 20, band: 'yellow' })).toEqual([])
    expect(about(open, { total: 22 })).toMatchObject([
      { kind: 'total-mismatch', computed: { low: 17, high: 21 } },
    ])
    expect(about(open, { band: 'red' })).toMatchObject([{ kind: 'band-mismatch', computed: null }])
  })

  test('where no score is known, a printed band is held against the printed total', () => {
    const none = Array<null>(9).fill(null)
    expect(about(none, { total: 22, band: 'red' })).toMatchObject([
      { kind: 'band-mismatch', published: 'red', computed: 'yellow' },
    ])
    expect(about(none, { total: 22, band: 'yellow' })).toEqual([])
  })
})

test('carried cells are named, and an empty carried cell is missing, not carried', () => {
  const cells = {
    a: { score: 3, carriedFrom: '2020' },
    b: { score: null, carriedFrom: '2020' },
    c: { score: 1 },
  }
  const scored = scorePriorityMatrix({
    variables: ['a', 'b', 'c'].map((id) => ({ id })),
    rows: [{ id: 'r', cells }],
    method,
  })
  expect(scored.rows[0]).toMatchObject({ carried: ['a'], missing: ['b'] })
})

describe('what is refused', () => {
  const issuesOf = (change: object) => {
    try {
      scorePriorityMatrix({ variables, rows: [row('a', nine(18))], method, ...change })
    } catch (error) {
      if (error instanceof ScoringError) return error.issues.map((it) => it.path)
    }
    return []
  }

  test.each([
    [
      'a score over the scale',
      { rows: [row('a', [5.01, ...nine(18).slice(1)])] },
      'rows.0.cells.volume.score',
    ],
    [
      'a score under the scale',
      { rows: [row('a', [0.99, ...nine(18).slice(1)])] },
      'rows.0.cells.volume.score',
    ],
    ['a score that is no number', { rows: [row('a', [NaN])] }, 'rows.0.cells.volume.score'],
    ['an endless score', { rows: [row('a', [Infinity])] }, 'rows.0.cells.volume.score'],
    ['two rows of one id', { rows: [row('a', []), row('a', [])] }, 'rows.1.id'],
    ['two variables of one id', { variables: [{ id: 'a' }, { id: 'a' }] }, 'variables.1.id'],
    ['a negative weight', { variables: [{ id: 'a', weight: -1 }] }, 'variables.0.weight'],
    ['weights that all vanish', { variables: [{ id: 'volume', weight: 0 }] }, 'variables'],
    ['no variables', { variables: [] }, 'variables'],
    ['no bands', { method: { ...method, bands: [] } }, 'method.bands'],
    [
      'two bands from one value',
      {
        method: {
          ...method,
          bands: [
            { id: 'a', from: 1 },
            { id: 'b', from: 1 },
          ],
        },
      },
      'method.bands.1.from',
    ],
    ['a scale upside down', { method: { ...method, minScore: 5, maxScore: 1 } }, 'method.maxScore'],
    [
      'an id that objects keep to themselves',
      { variables: [{ id: 'constructor' }] },
      'variables.0.id',
    ],
    ['no rows at all', { rows: undefined }, 'rows'],
  ])('%s', (_, change, path) => {
    expect(issuesOf(change)).toContain(path)
  })

  test('one error names everything that is wrong', () => {
    const rows = [row('a', [9, 9]), row('a', [])]
    expect(issuesOf({ rows })).toEqual([
      'rows.1.id',
      'rows.0.cells.volume.score',
      'rows.0.cells.performance.score',
    ])
  })

  test('fields it does not know are let through', () => {
    expect(issuesOf({ note: 'draft', rows: [row('a', nine(18), { colour: 'red' })] })).toEqual([])
  })
})

describe('whatever the matrix', () => {
  const someRow = fc.record({
    id: fc.uuid(),
    scores: fc.array(fc.option(fc.double({ min: 1, max: 5, noNaN: true }), { freq: 9 }), {
      minLength: 9,
      maxLength: 9,
    }),
  })
  const someRows = fc.uniqueArray(someRow, { selector: (it) => it.id, maxLength: 12 })
  const weights = fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: 9, maxLength: 9 })
    .filter((all) => all.some((weight) => weight > 0))
  const scoreAll = (rows: { id: string; scores: (number | null)[] }[], by: number[]) =>
    scorePriorityMatrix({
      variables: variables.map((it, at) => ({ ...it, weight: by[at] ?? 1 })),
      rows: rows.map((it) => row(it.id, it.scores)),
      method,
    })

  test('the order of the rows never matters', () => {
    fc.assert(
      fc.property(someRows, weights, (rows, by) => {
        const byId = (all: ReturnType<typeof scoreAll>) =>
          new Map(all.rows.map((it) => [it.id, it]))
        expect(byId(scoreAll([...rows].reverse(), by))).toEqual(byId(scoreAll(rows, by)))
      }),
    )
  })

  test('scaling every weight changes nothing', () => {
    fc.assert(
      fc.property(
        someRows,
        weights,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (rows, by, factor) => {
          const plain = scoreAll(rows, by)
          const scaled = scoreAll(
            rows,
            by.map((weight) => weight * factor),
          )
          scaled.rows.forEach((it, at) => {
            const same = plain.rows[at]
            expect([it.missing, it.complete]).toEqual([same?.missing, same?.complete])
            if (it.total !== null) expect(it.total).toBeCloseTo(same?.total ?? NaN, 7)
          })
        },
      ),
    )
  })

  test('filling a missing score lands inside the interval it had', () => {
    fc.assert(
      fc.property(someRow, fc.double({ min: 1, max: 5, noNaN: true }), weights, (it, fill, by) => {
        const before = scoreAll([it], by).rows[0]
        const after = scoreAll([{ ...it, scores: it.scores.map((one) => one ?? fill) }], by).rows[0]
        const { low, high } = before?.interval ?? {
          low: before?.total ?? NaN,
          high: before?.total ?? NaN,
        }
        expect(after?.total).toBeGreaterThanOrEqual(low - 1e-8)
        expect(after?.total).toBeLessThanOrEqual(high + 1e-8)
        if (before?.band) expect(after?.band).toBe(before.band)
      }),
    )
  })
})
