import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScoringError, carryForward, scorePriorityMatrix } from '../../../shared/scoring/index.ts'

const edition = {
  id: '2020-21',
  label: 'Priority matrix 2020/21',
  variables: [
    { id: 'volume', label: 'Volume' },
    { id: 'cost', label: 'Cost' },
    { id: 'generator', label: 'Generator' },
  ],
  method: { minScore: 1, maxScore: 5, bands: [{ id: 'any', from: 0 }] },
  rows: [
    {
      id: 'arson',
      label: 'Arson',
      cells: {
        volume: { score: 2, source: 'Foresight' },
        cost: { score: 3, source: 'Home Office', period: '2018', note: 'checked' },
        generator: { score: 4, carriedFrom: '2019-20' },
      },
      published: { total: 9, band: 'any' },
    },
  ],
}

test('only the changed variables are emptied; the rest is carried with all that was said of it', () => {
  const next = carryForward(edition, ['volume'])
  expect(next.rows[0]?.cells).toEqual({
    volume: { score: null },
    cost: {
      score: 3,
      source: 'Home Office',
      period: '2018',
      note: 'checked',
      carriedFrom: '2020-21',
    },
    generator: { score: 4, carriedFrom: '2019-20' },
  })
})

test('a cell carried for years still names the edition it was scored in', () => {
  const again = carryForward({ ...carryForward(edition, ['volume']), id: '2021-22' }, ['volume'])
  expect(again.rows[0]?.cells.cost).toMatchObject({ score: 3, carriedFrom: '2020-21' })
  expect(again.rows[0]?.cells.generator).toMatchObject({ score: 4, carriedFrom: '2019-20' })
})

test('what was printed stays with the old edition, and the old edition is left as it was', () => {
  const before = structuredClone(edition)
  const next = carryForward(edition, ['volume'])
  expect(next.rows[0]).not.toHaveProperty('published')
  expect(next).not.toHaveProperty('id')
  expect(next).toMatchObject({ carriedFrom: '2020-21', method: edition.method })
  expect(edition).toEqual(before)
})

test('the new edition scores at once: new cells missing, old ones carried', () => {
  const scored = scorePriorityMatrix(carryForward(edition, ['volume']))
  expect(scored.rows[0]).toMatchObject({
    missing: ['volume'],
    carried: ['cost', 'generator'],
    interval: { low: 8, high: 12 },
  })
})

test('a carried cell equals its origin, however many editions pass', () => {
  const cells = fc.dictionary(
    fc.constantFrom('volume', 'cost', 'generator'),
    fc.record({ score: fc.option(fc.double({ min: 1, max: 5, noNaN: true })), note: fc.string() }),
  )
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 5 }), (some, years) => {
      const begin: Parameters<typeof carryForward>[0] = {
        ...edition,
        rows: [{ id: 'r', cells: some }],
      }
      let at = begin
      for (let year = 0; year < years; year++)
        at = { ...carryForward({ ...at, id: `e${year}` }, []), id: 'next' }
      for (const [id, cell] of Object.entries(some))
        expect(at.rows[0]?.cells[id]).toEqual({ ...cell, carriedFrom: 'e0' })
    }),
  )
})

test('a changed variable the edition does not have is refused', () => {
  expect(() => carryForward(edition, ['volume', 'harm'])).toThrow(ScoringError)
  expect(() => carryForward(edition, ['volume', 'harm'])).toThrow('changedVariables.1')
})
