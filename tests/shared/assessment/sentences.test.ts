import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginAfresh, beginFrom, standardMethod, yearOf } from '../../../shared/assessment/begin.ts'
import { Edition } from '../../../shared/assessment/edition.ts'
import type { PriorityEdition } from '../../../shared/assessment/edition.ts'
import {
  explainTotal,
  possibleBands,
  sayCell,
  sayPlace,
  sayRun,
  shadeOf,
} from '../../../shared/assessment/explain.ts'
import { deciders, sayDecider, saySure, sureRows } from '../../../shared/assessment/howSure.ts'
import { MatrixRow } from '../../../shared/assessment/matrixRow.ts'
import { matrixOf, scoreEdition, tryScore } from '../../../shared/assessment/scoreEdition.ts'
import { whatIsMissing } from '../../../shared/assessment/whatIsMissing.ts'
import { whatMoved } from '../../../shared/assessment/whatMoved.ts'
import { listed, ordinal, sayNumber, sayShare } from '../../../shared/assessment/words.ts'
import { sensitivity } from '../../../shared/scoring/index.ts'
import * as v from 'valibot'

const edition = (more: Partial<PriorityEdition> = {}): PriorityEdition => ({
  matrix: 'priority',
  label: 'Priority matrix 2025/26',
  fromOn: '2024-04-01',
  toOn: '2025-03-31',
  variables: [
    { id: 'volume', label: 'Volume' },
    { id: 'trend', label: 'Trend' },
    { id: 'cost', label: 'Cost' },
  ],
  method: {
    minScore: 1,
    maxScore: 5,
    bands: [
      { id: 'red', from: 12 },
      { id: 'blue', from: 3 },
      { id: 'yellow', from: 8 },
    ],
  },
  ...more,
})

type Line = MatrixRow & { id: string }
const line = (label: string, scores: (number | null)[], carried: number[] = []): Line => ({
  id: `row-${label}`,
  editionId: 'e',
  label,
  order: 0,
  cells: Object.fromEntries(
    ['volume', 'trend', 'cost'].map((id, at) => [
      id,
      { score: scores[at] ?? null, ...(carried.includes(at) ? { carriedFrom: '2024/25' } : {}) },
    ]),
  ),
})
const labelOf = (id: string) => id.replace(/^row-/, '')

describe('a total opens', () => {
  const lines = [
    line('Arson', [1, 2, 2], [2]),
    line('Rape', [5, 4.5, 5]),
    line('Robbery', [4, null, 3]),
  ]
  const scored = scoreEdition(edition(), lines)
  const opened = (at: number, it = edition()) => {
    const [row, own] = [scoreEdition(it, lines).rows[at], lines[at]]
    if (!row || !own) throw new Error('no such row')
    return explainTotal(it, own, row, lines.length)
  }

  test('to the scores it is the sum of, the band it falls in and the place it takes', () => {
    expect(opened(1)).toMatchObject({
      isWeighted: false,
      total: 'The scores added up: 14.5.',
      band: 'Red runs from 12 upwards.',
      rank: '1st of 3.',
    })
    expect(opened(0)).toMatchObject({
      total: 'The scores added up: 5.',
      band: 'Blue runs from 3 up to, but not including, 8.',
      rank: '3rd of 3.',
    })
  })

  test('a missing score leaves a range, and says what it touches', () => {
    expect(opened(2)).toMatchObject({
      total: '1 score is missing, so the total lies between 8 and 12.',
      band: 'That reaches from yellow to red, so it has no band yet.',
      rank: 'Whatever is missing, it comes 2nd of 3.',
    })
  })

  test('a place that other rows’ gaps could change is given as a range', () => {
    const some = [line('A', [3, 3, 3]), line('B', [5, null, 1]), line('C', [3, 3, 3])]
    const rows = scoreEdition(edition(), some).rows
    const [row, own] = [rows[0], some[0]]
    if (!row || !own) throw new Error('no such row')
    expect(explainTotal(edition(), own, row, 3).rank).toBe(
      '1st among the complete ones, level with another; scores missing elsewhere leave 1st to 2nd of 3.',
    )
    expect(rows.map(sayPlace)).toEqual(['1–2', '1–3', '1–2'])
  })

  test('weights are shown as they count, and the parts add up to the total', () => {
    const weighed = edition({
      variables: edition().variables.map((it) => ({ ...it, weight: it.id === 'cost' ? 2 : 1 })),
    })
    const { parts, isWeighted, total } = opened(1, weighed)
    expect(isWeighted).toBe(true)
    expect(parts.map(({ weight }) => weight)).toEqual([0.75, 0.75, 1.5])
    expect(parts.reduce((sum, { part }) => sum + (part ?? 0), 0)).toBeCloseTo(14.625)
    expect(total).toBe('Each score times its weight, added up: 14.63.')
  })

  test('the parts add up to the total, whatever the scores and weights', () => {
    const score = fc.integer({ min: 2, max: 10 }).map((n) => n / 2)
    const weight = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(
        fc.tuple(score, score, score),
        fc.tuple(weight, weight, weight),
        (scores, weights) => {
          const it = edition({
            variables: edition().variables.map((one, at) => ({ ...one, weight: weights[at] ?? 1 })),
          })
          const own = line('X', scores)
          const row = scoreEdition(it, [own]).rows[0]
          if (!row) throw new Error('no row')
          const sum = explainTotal(it, own, row, 1).parts.reduce(
            (total, { part }) => total + (part ?? 0),
            0,
          )
          expect(sum).toBeCloseTo(row.total ?? NaN, 6)
        },
      ),
    )
  })

  test.each<[number, number, string[]]>([
    [8, 12, ['yellow', 'red']],
    [3, 7.9, ['blue']],
    [2, 2.9, []],
    [2, 3, ['no band', 'blue']],
    [12, 15, ['red']],
  ])('totals from %s to %s can be %j', (low, high, bands) => {
    expect(possibleBands(edition().method.bands, low, high)).toEqual(bands)
  })

  test('a band that is not there is said so', () => {
    expect(sayRun(edition().method.bands, 'orange')).toBe('over no total')
  })

  test('what is missing, and what it could change', () => {
    const missing = whatIsMissing(edition(), scored, labelOf, 1)
    expect(missing).toMatchObject({ cells: 1, sure: ['row-Rape'], open: [] })
    expect(missing?.sentence).toBe(
      '1 score is missing: Trend of 1 type. Whatever they turn out to be, the first one stay the first one.',
    )
    const two = [line('A', [5, null, 5]), line('B', [5, 4, 5]), line('C', [1, null, 1])]
    const open = whatIsMissing(edition(), scoreEdition(edition(), two), labelOf, 1)
    expect(open?.sentence).toBe(
      '2 scores are missing: Trend of 2 types. Whether A and B belong in the first one is open until then.',
    )
    expect(
      whatIsMissing(edition(), scoreEdition(edition(), [line('B', [5, 4, 5])]), labelOf),
    ).toBeNull()
  })

  test('what cannot be scored is said in the words of the matrix, and nothing breaks', () => {
    const odd = tryScore(edition(), [line('Arson', [1, 9, 2])])
    expect(odd).toEqual({ scored: null, problems: ['Arson, Trend: 9 is outside 1 to 5'] })
    const clash = edition({ method: { ...standardMethod, minScore: 5 } })
    expect(tryScore(clash, []).problems).toEqual(['method.maxScore is not above the lowest score'])
  })

  test.each([
    [undefined, 'Nobody has scored this yet.'],
    [{ score: 3 }, 'No source is given.'],
    [{ score: 3, source: 'Police', period: '2024/25' }, 'From Police, 2024/25.'],
    [{ score: 3, source: 'Police', carriedFrom: '2019/20' }, 'Carried from 2019/20. From Police.'],
    [
      { score: null, colour: 'red' as const },
      'Only the colour was published: red. No source is given.',
    ],
  ])('the cell %j says: %s', (cell, said) => {
    expect(sayCell(cell)).toBe(said)
  })

  test.each([
    [1, 'blue'],
    [2, 'green'],
    [3, 'yellow'],
    [4, 'orange'],
    [5, 'red'],
    [4.5, 'red'],
    [0, 'blue'],
    [9, 'red'],
  ])('on a scale of 1 to 5 the shade of %s is %s', (score, shade) => {
    expect(shadeOf(score, { minScore: 1, maxScore: 5, bands: [] })).toBe(shade)
  })
})

describe('how sure are we', () => {
  const shaken = (lines: Line[], it = edition(), topK = 1) => {
    const scored = scoreEdition(it, lines)
    const shake = sensitivity({ ...matrixOf(it, lines), seed: 1, topK })
    const rows = sureRows(shake, scored, topK)
    const list = deciders(shake, (id) => id, labelOf, topK)
    return {
      rows,
      list,
      says: saySure(rows, labelOf, topK),
      decides: sayDecider(list, (id) => id, topK),
    }
  }

  test('a type that leads on every variable leads whatever they are worth', () => {
    const { rows, says, decides } = shaken([
      line('A', [5, 5, 5]),
      line('B', [1, 1, 2]),
      line('C', [1, 2, 1]),
    ])
    expect(rows[0]).toMatchObject({ id: 'row-A', rank: 1, rankLow: 1, rankHigh: 1, inTopK: 1 })
    expect(rows[0]?.sentence).toBe('1st nearly always; in the first one every time')
    expect(says).toBe('A comes first however the variables are weighed. No other type comes near.')
    expect(decides).toBe(
      'No single variable decides who is in the first one: leave any one out and they stay.',
    )
  })

  test('two types that lead on different variables hang on the weights, and the decider is named', () => {
    const { says, decides, list } = shaken([
      line('A', [5, 1, 3]),
      line('B', [1, 4, 3]),
      line('C', [1, 1, 1]),
    ])
    expect(says).toBe(
      'No type keeps a place in the first one under nearly all weights. For A and B it depends on what the variables are worth.',
    )
    expect(list[0]?.variableId).toBe('volume')
    expect(decides).toBe(
      'volume decides most. Without it B would come into the first one and A would drop out. No other variable does that alone.',
    )
  })

  test('a type with a gap is not tried, and comes last', () => {
    const { rows } = shaken([line('A', [5, null, 3]), line('B', [1, 4, 3])])
    expect(rows.map(({ id }) => id)).toEqual(['row-B', 'row-A'])
    expect(rows[1]?.sentence).toBe('Not tried: a score is missing.')
    expect(shaken([line('A', [5, null, 3])]).says).toBe(
      'Too early to say: no type has every score.',
    )
  })

  test('the order in which rows are given changes nothing', () => {
    const lines = [line('A', [5, 1, 3]), line('B', [1, 4, 3]), line('C', [2, 2, 2])].map(
      (it, at) => ({ ...it, order: at }),
    )
    const said = (given: Line[]) => shaken(given).rows.map((row) => JSON.stringify(row))
    expect(said(lines.toReversed())).toEqual(said(lines))
  })
})

describe('what moved', () => {
  const read = (lines: Line[], it = edition()) => ({
    edition: it,
    lines,
    scored: scoreEdition(it, lines),
  })
  const before = [line('Arson', [1, 2, 2]), line('Rape', [5, 4, 5]), line('Gone', [1, 1, 1])]
  const after = [
    { ...line('ARSON ', [1, 5, 5], [0]), id: 'new-arson' },
    line('Rape', [5, 4, 1]),
    line('New', [1, 1, 1]),
  ]

  test('each type in a sentence, with the scores that moved it', () => {
    const { rows, fresh, carried, sentence, cautions } = whatMoved(read(before), read(after))
    expect(cautions).toEqual([])
    expect(rows.map((row) => [row.kind, row.sentence])).toEqual([
      ['up', 'ARSON  went up from 2nd to 1st, its total from 5 to 11: Trend 2 → 5 and Cost 2 → 5.'],
      ['down', 'Rape went down from 1st to 2nd, its total from 14 to 10: Cost 5 → 1.'],
      ['new', 'New is new in this edition.'],
      ['gone', 'Gone is not in this edition any more.'],
    ])
    expect([fresh, carried]).toEqual([8, 1])
    expect(sentence).toBe(
      '1 went up, 1 went down and 0 kept their place. 8 scores are new and 1 was carried, which cannot move anything.',
    )
  })

  test('a place lost because others rose is no change of one’s own', () => {
    const { rows } = whatMoved(
      read([line('A', [3, 3, 3]), line('B', [2, 2, 2])]),
      read([line('A', [3, 3, 3]), line('B', [5, 5, 5])]),
    )
    expect(rows[0]?.sentence).toBe(
      'A went down from 1st to 2nd, because others moved: none of its own scores changed.',
    )
  })

  test('totals made in different ways are not compared', () => {
    const other = edition({ method: { ...edition().method, maxScore: 6 } })
    const { cautions, rows } = whatMoved(read(before), read(after, other))
    expect(cautions).toHaveLength(1)
    expect(rows[0]?.sentence).not.toContain('total')
    const doubled = edition({ variables: edition().variables.map((it) => ({ ...it, weight: 2 })) })
    expect(whatMoved(read(before), read(after, doubled)).cautions).toEqual([])
    const fewer = edition({ variables: edition().variables.slice(1) })
    expect(whatMoved(read(before), read(after, fewer)).cautions).toHaveLength(1)
  })

  test('an edition held against itself has not moved', () => {
    const { rows, sentence } = whatMoved(read(before), read(before))
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['level']))
    expect(sentence).toContain('Every type kept its place.')
  })
})

describe('an edition is begun', () => {
  const beginning = { label: 'Priority matrix 2026/27', fromOn: '2025-04-01', toOn: '2026-03-31' }

  test('afresh, with the printed types and variables and not one score', () => {
    const { edition: it, rows } = beginAfresh(beginning)
    expect(v.safeParse(Edition, it).success).toBe(true)
    expect([it.variables.length, rows.length]).toEqual([9, 19])
    for (const row of rows)
      expect(v.safeParse(MatrixRow, { ...row, editionId: 'e' }).success).toBe(true)
  })

  test('from an earlier one: what is scored anew is empty, the rest carried and marked with its year', () => {
    const scored = {
      ...line('Rape', [5, 4, 5], [2]),
      published: { band: 'red' as const },
      isFlag: true,
    }
    const { edition: it, rows } = beginFrom(
      edition({ restrictedToId: 'g', note: 'old' }),
      [scored],
      { ...beginning, changed: ['trend'] },
    )
    expect(it).toMatchObject({ ...beginning, restrictedToId: 'g' })
    expect(it).not.toHaveProperty('note')
    expect(it).not.toHaveProperty('id')
    expect(it).not.toHaveProperty('carriedFrom')
    expect(rows).toEqual([
      {
        label: 'Rape',
        order: 0,
        isFlag: true,
        cells: {
          volume: { score: 5, carriedFrom: '2025/26' },
          cost: { score: 5, carriedFrom: '2024/25' },
        },
      },
    ])
  })

  test('printed colours without numbers carry nothing', () => {
    const coloured = {
      ...line('Rape', []),
      cells: { volume: { score: null, colour: 'red' as const } },
    }
    expect(beginFrom(edition(), [coloured], { ...beginning, changed: [] }).rows[0]?.cells).toEqual(
      {},
    )
  })

  test.each([
    ['Priority matrix 2021/22', '2021/22'],
    ['2019-20 update', '2019-20'],
    ['The autumn one', 'The autumn one'],
  ])('%s is %s for short', (label, year) => {
    expect(yearOf(label)).toBe(year)
  })
})

describe('small words', () => {
  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [112, '112th'],
  ])('%s is %s', (n, word) => {
    expect(ordinal(n)).toBe(word)
  })
  test.each([
    [25, '25'],
    [24.5, '24.5'],
    [1234.567, '1,234.57'],
    [-2, '−2'],
    [-0.001, '0'],
    [1234567, '1,234,567'],
    [0.004, '0'],
  ])('%s reads %s', (n, word) => {
    expect(sayNumber(n)).toBe(word)
  })
  test.each([
    [0, '0 %'],
    [0.001, 'under 1 %'],
    [0.5, '50 %'],
    [0.999, 'over 99 %'],
    [1, '100 %'],
  ])('%s is %s', (n, word) => {
    expect(sayShare(n)).toBe(word)
  })
  test('lists', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
  })
})
