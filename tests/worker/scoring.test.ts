import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PriorityEdition } from '../../shared/assessment/edition.ts'
import type { MatrixRow } from '../../shared/assessment/matrixRow.ts'
import { scoreEdition } from '../../shared/assessment/scoreEdition.ts'
import type { Indicator } from '../../shared/indicator/indicator.ts'
import { judge } from '../../shared/indicator/judge.ts'
import type { Observation } from '../../shared/indicator/observation.ts'
import { ScoringError, evaluateTarget, scorePriorityMatrix } from '../../shared/scoring/index.ts'
import { Office, creating } from '../sync/office.ts'

const edition: PriorityEdition = {
  matrix: 'priority',
  label: 'Priority matrix',
  fromOn: '2025-04-01',
  toOn: '2026-03-31',
  variables: [
    { id: 'volume', label: 'Volume', weight: 2 },
    { id: 'trend', label: 'Trend' },
    { id: 'cost', label: 'Cost' },
  ],
  method: {
    minScore: 1,
    maxScore: 5,
    bands: [
      { id: 'blue', from: 3 },
      { id: 'yellow', from: 8 },
      { id: 'red', from: 12 },
    ],
  },
}

const line = (label: string, order: number, scores: (number | null)[]): MatrixRow => ({
  editionId: 'edition',
  label,
  order,
  cells: Object.fromEntries(
    edition.variables.map(({ id }, at) => [id, { score: scores[at] ?? null }]),
  ),
  ...(order === 1 ? { published: { total: 14, band: 'red' as const } } : {}),
})

const lines = {
  'row-arson': line('Arson', 3, [1, 2, 2]),
  'row-burglary': line('Burglary', 2, [4, null, 3]),
  'row-violence': line('Violence', 1, [5, 4.5, 5]),
}

const year = { from: '2026-04-01', to: '2027-03-31' }
const indicator = (order: number, more: Partial<Indicator>): Indicator => ({
  planId: 'plan',
  priorityId: 'priority',
  label: `Indicator ${order}`,
  order,
  sourceAgencyId: null,
  unit: 'count',
  polarity: 'lower',
  baseline: { value: 747, from: '2025-04-01', to: '2026-03-31' },
  rule: { kind: 'change-percent', by: -2 },
  period: year,
  ...more,
})
const indicators = {
  'i-asb': indicator(3, { baseline: null, rule: null }),
  'i-hate': indicator(2, { polarity: 'higher', rule: { kind: 'change-percent', by: 5 } }),
  'i-violence': indicator(1, { published: 732, tolerance: 3 }),
  'i-counted': indicator(4, {
    derivedFrom: {
      ...{ kind: 'counts', source: 'Home Office', publisher: 'Home Office' },
      ...{ areaKind: 'district', types: ['Robbery'] },
    },
  }),
}
const counted = {
  'c-1': {
    ...{ editionId: 'edition', source: 'Home Office', publisher: 'Home Office' },
    ...{ fromOn: '2026-04-01', toOn: '2026-06-30', areaKind: 'district', areas: ['Ashford'] },
    ...{ types: [{ type: 'Robbery', counts: [181] }], placedBy: 'file', file: 'prc.ods' },
    ...{ byId: 'manager', loadedAt: '2026-07-20T09:00:00.000Z' },
  },
} as const

const observation = (
  indicatorId: string,
  month: string,
  more: Partial<Observation>,
): Observation => ({
  indicatorId,
  from: `2026-${month}-01`,
  to: `2026-${month}-30`,
  value: 60,
  byId: 'manager',
  ...more,
})
const observations = {
  'o-1': observation('i-violence', '06', { value: 71 }),
  'o-2': observation('i-violence', '04', { value: 99 }),
  'o-3': observation('i-violence', '04', { value: 58, supersedes: 'o-2' }),
  'o-4': observation('i-hate', '04', { value: null, missing: 'to-be-confirmed' }),
  'o-5': observation('i-hate', '06', { value: 80, provisional: true }),
}

const firstQuarter = { from: '2026-04-01', to: '2026-06-30' }

let office: Office
let cookie: string
beforeAll(async () => {
  office = await Office.open()
  const desk = await office.signIn('manager')
  let seq = 0
  const all = (kind: string, entries: Record<string, unknown>) =>
    Object.entries(entries).map(([id, entry]) => creating(kind, id, entry, ++seq))
  const answer = await office.push(desk, 'd-desk', [
    ...all('edition', { edition }),
    ...all('matrixRow', lines),
    ...all('indicator', indicators),
    ...all('observation', observations),
    ...all('recordedCounts', counted),
  ])
  if (answer.status !== 'ok') throw new Error(answer.status)
  expect(answer.results.every(({ outcome }) => outcome === 'applied')).toBe(true)
  // Reading is for every member: the one with the fewest rights asks.
  cookie = await office.signIn('reader')
})

const look = (path: string) => office.fetch(path, { headers: { Cookie: cookie } })
const stored = <T>(entries: Record<string, T>) =>
  Object.entries(entries).map(([id, entry]) => ({ id, ...entry }))

describe('the office and the phone give the same figures', () => {
  test('of this partnership’s edition, to the letter', async () => {
    const response = await look('/api/scoring/editions/edition')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(JSON.stringify(scoreEdition(edition, stored(lines))))
  })

  test.each(['2026-04-15', '2026-06-30', '2026-11-22', '2027-03-31', '2028-01-01'])(
    'of this partnership’s targets on %s, to the letter',
    async (asAt) => {
      const response = await look(`/api/scoring/plans/plan/targets?asAt=${asAt}`)
      const given = (await response.json()) as { id: string }[]
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
      const expected = stored(indicators).map(({ id, ...it }) => ({
        id,
        ...judge(
          it,
          stored(observations).filter((o) => o.indicatorId === id),
          asAt,
          null,
          id === 'i-counted' ? [{ ...{ id: 'x', value: 181, file: '' }, ...firstQuarter }] : [],
        ),
      }))
      expect(response.status).toBe(200)
      expect(given.sort(byId).map((it) => JSON.stringify(it))).toEqual(
        expected.sort(byId).map((it) => JSON.stringify(it)),
      )
    },
  )

  test('without a day, today is meant', async () => {
    const given = await look('/api/scoring/plans/plan/targets')
    const today = new Date().toISOString().slice(0, 10)
    expect(await given.text()).toBe(
      await (await look(`/api/scoring/plans/plan/targets?asAt=${today}`)).text(),
    )
  })

  test.each(['2026-02-30', 'today', ''])('the day %j is no day', async (asAt) => {
    const response = await look(`/api/scoring/plans/plan/targets?asAt=${asAt}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid' })
  })

  test.each(['nowhere', 'row-arson', 'plan'])('%s is no edition', async (id) => {
    expect((await look(`/api/scoring/editions/${id}`)).status).toBe(404)
  })

  test('a plan that is not here has no targets', async () => {
    expect(await (await look('/api/scoring/plans/nowhere/targets')).json()).toEqual([])
  })
})

/** What the function answers, or the issues it throws, as the route should say it. */
function said(answer: () => unknown): { status: number; text: string } {
  try {
    return { status: 200, text: JSON.stringify(answer()) }
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error
    return { status: 400, text: JSON.stringify({ error: 'invalid', issues: error.issues }) }
  }
}

const post = async (path: string, input: unknown) => {
  const response = await office.post(path, input, cookie)
  return { status: response.status, text: await response.text() }
}

describe('anybody may check a number', () => {
  const runs = { numRuns: 60 }
  const id = fc.constantFrom('a', 'b', 'c', 'd')
  const ids = fc.uniqueArray(id, { minLength: 1 })
  // Now and then outside the scale, so that both answers are met.
  const score = fc.oneof(
    { weight: 9, arbitrary: fc.option(fc.integer({ min: 2, max: 10 }).map((n) => n / 2)) },
    { weight: 1, arbitrary: fc.constantFrom(0, 5.5) },
  )
  const weight = fc.constantFrom(undefined, 0, 0.5, 1, 3)
  const matrix = fc.record({
    variables: ids.chain((list) =>
      fc.tuple(
        ...list.map((it) => fc.record({ id: fc.constant(it), label: fc.constant(it), weight })),
      ),
    ),
    rows: fc.array(
      fc.record({
        id: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5'),
        label: fc.string(),
        cells: fc.dictionary(id, fc.record({ score })),
      }),
      { maxLength: 4 },
    ),
    method: fc.constant({ ...edition.method, minScore: 1, maxScore: 5 }),
  })

  test('a matrix sent in is scored as the phone would score it', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(matrix, async (input) => {
        const sent = JSON.parse(JSON.stringify(input)) as Parameters<typeof scorePriorityMatrix>[0]
        const expected = said(() => scorePriorityMatrix(sent))
        seen.add(expected.status)
        expect(await post('/api/scoring/priority-matrix', sent)).toEqual(expected)
      }),
      runs,
    )
    expect(seen).toContain(200)
  })

  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-06-${String(n).padStart(2, '0')}`)
  const amount = fc.integer({ min: -1, max: 900 })
  const target = fc.record({
    indicator: fc.record({
      unit: fc.constantFrom('count', 'rate', 'percent', 'currency'),
      polarity: fc.constantFrom('lower', 'higher', 'neutral'),
      baseline: fc.option(fc.record({ value: amount, from: day, to: fc.constant('2026-06-30') })),
      rule: fc.oneof(
        fc.record({ kind: fc.constant('change-percent'), by: fc.integer({ min: -20, max: 20 }) }),
        fc.record({ kind: fc.constantFrom('at-most', 'at-least', 'to'), value: amount }),
        fc.record({ kind: fc.constantFrom('maintain', 'to-be-set', 'guess') }),
      ),
      period: fc.constant(year),
    }),
    observations: fc.array(fc.record({ from: day, to: day, value: fc.option(amount) }), {
      maxLength: 4,
    }),
    asAt: fc.constantFrom('2026-06-15', '2026-09-30', '2027-03-31'),
  })

  test('a target sent in is judged as the phone would judge it', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(target, async (input) => {
        const sent = JSON.parse(JSON.stringify(input)) as Parameters<typeof evaluateTarget>[0]
        const expected = said(() => evaluateTarget(sent))
        seen.add(expected.status)
        expect(await post('/api/scoring/target', sent)).toEqual(expected)
      }),
      runs,
    )
    expect(seen).toContain(200)
  })

  const scores = ['/api/scoring/priority-matrix', '/api/scoring/target']

  test.each(scores)('%s says every place that is wrong', async (path) => {
    for (const input of [{}, [], null, 7, 'text', { rows: 'none', indicator: 3 }]) {
      const { status, text } = await post(path, input)
      const body = JSON.parse(text) as {
        error: string
        issues: { path: string; message: string }[]
      }
      expect(status).toBe(400)
      expect(body.error).toBe('invalid')
      expect(body.issues.length).toBeGreaterThan(0)
      for (const issue of body.issues) expect(issue.message).not.toBe('')
    }
  })

  test.each(scores)('%s takes no more than 256 KB', async (path) => {
    const response = await office.postText(path, `"${'x'.repeat(256 * 1024)}"`, cookie)
    expect(response.status).toBe(413)
  })
})
