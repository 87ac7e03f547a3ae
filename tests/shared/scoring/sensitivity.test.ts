import { describe, expect, test } from 'vitest'
import { ScoringError, scorePriorityMatrix, sensitivity } from '../../../shared/scoring/index.ts'
import { diceFrom, gammaDraw } from '../../../shared/scoring/numeric/dice.ts'
import { kendallTau } from '../../../shared/scoring/numeric/kendallTau.ts'
import { bands2021, rows2021, variables2021 } from './ashford2021.ts'

const points: Record<string, number> = { blue: 1, green: 2, yellow: 3, red: 4 }
const rows = rows2021.map((row) => ({
  id: row.id,
  label: row.id,
  cells: Object.fromEntries(
    variables2021.map((it, at) => [it.id, { score: points[row.colours[at] ?? ''] ?? null }]),
  ),
}))
const matrix = {
  variables: variables2021,
  rows,
  method: { minScore: 1, maxScore: 4, bands: bands2021 },
}

test('the same seed gives the same answer, and another seed another', () => {
  expect(sensitivity({ ...matrix, seed: 7 })).toEqual(sensitivity({ ...matrix, seed: 7 }))
  expect(sensitivity({ ...matrix, seed: 'board' })).toEqual(
    sensitivity({ ...matrix, seed: 'board' }),
  )
  expect(sensitivity({ ...matrix, seed: 8 })).not.toEqual(sensitivity({ ...matrix, seed: 7 }))
})

test('the dice fall as they fell when this was written, on every machine', () => {
  const dice = diceFrom(2021)
  expect([dice(), dice(), dice()]).toMatchInlineSnapshot(`
    [
      0.8310566410655156,
      0.4910787002881989,
      0.9261928898049518,
    ]
  `)
})

test('domestic abuse is a priority under nearly any weights, bicycle theft under none', () => {
  const found = new Map(sensitivity({ ...matrix, seed: 1 }).rows.map((row) => [row.id, row]))
  expect(found.get('Domestic abuse')).toMatchObject({ rankLow: 1 })
  expect(found.get('Domestic abuse')?.inTopK).toBeGreaterThan(0.99)
  expect(found.get('Bicycle theft')?.inTopK).toBeLessThan(0.01)
})

test('a row that beats another on every variable never ranks below it', () => {
  const two = [
    { id: 'over', cells: { a: { score: 3 }, b: { score: 2 } } },
    { id: 'under', cells: { a: { score: 2 }, b: { score: 1 } } },
  ]
  const result = sensitivity({
    ...matrix,
    variables: [{ id: 'a' }, { id: 'b' }],
    rows: two,
    seed: 1,
    topK: 1,
  })
  expect(result.rows).toMatchObject([
    { rankLow: 1, rankHigh: 1, inTopK: 1 },
    { rankLow: 2, rankHigh: 2, inTopK: 0 },
  ])
})

test('two rows that mirror each other each lead in half the draws', () => {
  const two = [
    { id: 'x', cells: { a: { score: 4 }, b: { score: 1 } } },
    { id: 'y', cells: { a: { score: 1 }, b: { score: 4 } } },
  ]
  const asked = {
    ...matrix,
    variables: [{ id: 'a' }, { id: 'b' }],
    rows: two,
    topK: 1,
    draws: 20_000,
  }
  const [x] = sensitivity({ ...asked, seed: 3 }).rows
  expect(x?.inTopK).toBeGreaterThan(0.485)
  expect(x?.inTopK).toBeLessThan(0.515)
  expect(x).toMatchObject({ rankLow: 1, rankHigh: 2 })
})

test('a row with a missing score takes no part, and says so', () => {
  const holed = rows.map((row, at) =>
    at === 0 ? { ...row, cells: { ...row.cells, volume: { score: null } } } : row,
  )
  const result = sensitivity({ ...matrix, rows: holed, seed: 1 })
  expect(result.rows[0]).toEqual({
    id: 'Violence with injury',
    rankLow: null,
    rankHigh: null,
    inTopK: null,
    reason: 'A score is missing.',
  })
})

describe('leaving a variable out', () => {
  test('names who enters and who leaves the top five', () => {
    const volume = sensitivity({ ...matrix, seed: 1 }).leaveOneOut.find(
      (it) => it.variableId === 'volume',
    )
    expect(volume).toMatchObject({
      enters: ['Other sexual offences', 'Drug offences'],
      leaves: ['Violence with injury', 'Public order offences / antisocial behaviour'],
    })
    const without = scorePriorityMatrix({
      ...matrix,
      variables: variables2021.filter((it) => it.id !== 'volume'),
    })
    expect(without.topRows).toContain('Drug offences')
    expect(without.topRows).not.toContain('Violence with injury')
  })

  test('the only variable cannot be left out', () => {
    const one = { ...matrix, variables: [{ id: 'volume' }], seed: 1 }
    expect(sensitivity(one).leaveOneOut).toEqual([
      {
        variableId: 'volume',
        kendallTau: null,
        enters: [],
        leaves: [],
        reason: 'Nothing is left to rank by without it.',
      },
    ])
  })

  test('agreement is Kendall’s tau-b', () => {
    expect(kendallTau([1, 2, 3, 4, 5], [1, 3, 2, 5, 5])).toBeCloseTo(0.7378647873726218, 12)
    expect(kendallTau([1, 2, 3], [1, 2, 3])).toBe(1)
    expect(kendallTau([1, 2, 3], [3, 2, 1])).toBe(-1)
    expect(kendallTau([1, 1], [1, 2])).toBeNull()
  })
})

test.each([0.3, 1, 2.5, 9])('gamma draws of shape %d have its mean and variance', (shape) => {
  const dice = diceFrom('gamma')
  const draws = Array.from({ length: 40_000 }, () => gammaDraw(shape, dice))
  const mean = draws.reduce((sum, it) => sum + it, 0) / draws.length
  const variance = draws.reduce((sum, it) => sum + (it - mean) ** 2, 0) / draws.length
  expect(Math.abs(mean / shape - 1)).toBeLessThan(0.03)
  expect(Math.abs(variance / shape - 1)).toBeLessThan(0.06)
})

test.each([
  ['no seed', { seed: undefined }],
  ['half a draw', { seed: 1, draws: 0.5 }],
  ['a top of nobody', { seed: 1, topK: 0 }],
  ['a seed that is no whole number', { seed: 1.5 }],
])('%s is refused', (_, change) => {
  expect(() => sensitivity({ ...matrix, ...change } as Parameters<typeof sensitivity>[0])).toThrow(
    ScoringError,
  )
})
