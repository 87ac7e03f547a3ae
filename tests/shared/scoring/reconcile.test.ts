import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, reconcileColours } from '../../../shared/scoring/index.ts'
import { bands2021, rows2021 } from './ashford2021.ts'

describe('the printed matrix of 2021/22', () => {
  const result = reconcileColours({ rows: rows2021, bands: bands2021 })

  test('no one scale explains its totals, and two of its rows prove it', () => {
    expect(result.monotoneScalePossible).toBe(false)
    expect(result.proof).toEqual(['Possession of weapon offences', 'Rape'])
  })

  test('the proof holds when read by hand', () => {
    const order = bands2021.map((it) => it.id)
    const [a, b] = (result.proof ?? []).map((id) => rows2021.find((row) => row.id === id))
    const places = (colours: string[] = []) => colours.map((it) => order.indexOf(it)).sort()
    const [high, low] = [places(a?.colours), places(b?.colours)]
    expect(high.every((colour, at) => colour >= (low[at] ?? 9))).toBe(true)
    expect(order.indexOf(a?.publishedBand ?? '')).toBeLessThan(
      order.indexOf(b?.publishedBand ?? ''),
    )
  })

  test('each scale it could have been is counted against the 19 printed bands', () => {
    const counted = Object.fromEntries(result.scales.map((it) => [it.scale, it.matches]))
    expect(counted).toEqual({
      '1–4': 9,
      '0–3': 0,
      '1, 2, 4, 8': 7,
      '1–5': 11,
      '0–4': 3,
      '1, 2, 4, 8, 16': 7,
    })
    expect(result.scales.every((it) => it.of === 19)).toBe(true)
  })
})

const bands = [
  { id: 'low', from: 2 },
  { id: 'mid', from: 4 },
  { id: 'high', from: 6 },
]
const row = (id: string, colours: string[], publishedBand: string) => ({
  id,
  colours,
  publishedBand,
})

test('a table that follows a scale is recognised', () => {
  const rows = [
    row('a', ['low', 'low'], 'low'),
    row('b', ['low', 'high'], 'mid'),
    row('c', ['high', 'high'], 'high'),
    row('d', ['mid', 'mid'], 'mid'),
  ]
  const result = reconcileColours({ rows, bands })
  expect(result).toMatchObject({ monotoneScalePossible: true })
  expect(result.proof).toBeUndefined()
  expect(result.scales.find((it) => it.scale === '1–3')).toMatchObject({ matches: 4, of: 4 })
})

test('a scale no candidate guesses is still found possible', () => {
  const rows = [row('a', ['low', 'low'], 'low'), row('b', ['low', 'mid'], 'high')]
  const result = reconcileColours({ rows, bands })
  expect(result.scales.every((it) => it.matches < 2)).toBe(true)
  expect(result.monotoneScalePossible).toBe(true)
})

test('a table no scale explains is refused even where no two rows contradict each other', () => {
  // Two lows under 4 and two highs from 6 up leave a low and a high between 4 and 8, never under 4;
  // three rows are needed to see it.
  const rows = [
    row('a', ['low', 'low'], 'low'),
    row('b', ['high', 'high'], 'high'),
    row('c', ['mid', 'mid'], 'high'),
    row('d', ['low', 'high'], 'low'),
  ]
  const narrow = [
    { id: 'low', from: 3 },
    { id: 'mid', from: 4 },
    { id: 'high', from: 6 },
  ]
  const result = reconcileColours({ rows, bands: narrow })
  expect(result).toMatchObject({ monotoneScalePossible: false })
  expect(result.proof).toBeUndefined()
})

test('a table made by any scale is never called impossible', () => {
  const colours = ['blue', 'green', 'yellow', 'orange', 'red']
  const steps = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 5 })
  const tables = fc.array(
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  fc.assert(
    fc.property(steps, tables, fc.integer({ min: 1, max: 5 }), (up, table, gap) => {
      const scale = up.map((_, at) => up.slice(0, at + 1).reduce((sum, it) => sum + it, 0))
      const from = (level: number) => 4 * (scale[0] ?? 0) + level * gap
      const rows = table.map((cells, at) => {
        const total = cells.reduce((sum, cell) => sum + (scale[cell] ?? 0), 0)
        const level = Math.max(...colours.map((_, it) => it).filter((it) => from(it) <= total))
        return row(
          `r${at}`,
          cells.map((cell) => colours[cell] ?? ''),
          colours[level] ?? '',
        )
      })
      const named = colours.map((id, level) => ({ id, from: from(level) }))
      expect(reconcileColours({ rows, bands: named }).monotoneScalePossible).toBe(true)
    }),
  )
})

test.each([
  ['a colour that is no band', [row('a', ['pink', 'low'], 'low')], 'rows.0.colours.0'],
  ['a printed band that is none', [row('a', ['low', 'low'], 'pink')], 'rows.0.publishedBand'],
  [
    'rows of different length',
    [row('a', ['low'], 'low'), row('b', ['low', 'low'], 'low')],
    'rows.1.colours',
  ],
  ['a row told twice', [row('a', ['low'], 'low'), row('a', ['low'], 'low')], 'rows.1.id'],
])('%s is refused', (_, rows, path) => {
  expect(() => reconcileColours({ rows, bands })).toThrow(ScoringError)
  try {
    reconcileColours({ rows, bands })
  } catch (error) {
    expect((error as ScoringError).issues.map((it) => it.path)).toContain(path)
  }
})
