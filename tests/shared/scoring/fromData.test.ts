import { describe, expect, test } from 'vitest'
import {
  ScoringError,
  defaultScales,
  readWeights,
  scoreConcern,
  scoreCost,
  scorePerformance,
  scoreSeriousness,
  scoreTrend,
  scoreVolume,
  threatTemplate,
  unitCosts,
} from '../../../shared/scoring/index.ts'

const scoresOf = (column: { rows: { score: number | null }[] }) => column.rows.map((it) => it.score)

describe('both sides of the default cuts', () => {
  test.each([
    [0, 1],
    [99, 1],
    [100, 2],
    [299, 2],
    [300, 3],
    [600, 4],
    [999, 4],
    [1000, 5],
  ])('a volume of %d scores %d', (count, score) => {
    expect(scoresOf(scoreVolume({ rows: [{ id: 'a', count }] }))).toEqual([score])
  })

  test('performance is the signed distance from the group, in per cent', () => {
    const column = scorePerformance({
      rows: [
        { id: 'well under', rate: 8.9, groupMean: 10 },
        { id: 'under', rate: 9.5, groupMean: 10 },
        { id: 'level', rate: 10, groupMean: 10 },
        { id: 'over', rate: 10.5, groupMean: 10 },
        { id: 'well over', rate: 11.1, groupMean: 10 },
        { id: 'no group', rate: 11, groupMean: null },
        { id: 'group of none', rate: 11, groupMean: 0 },
      ],
    })
    expect(scoresOf(column)).toEqual([1, 2, 3, 4, 5, null, null])
    expect(column.rows[1]?.value).toBeCloseTo(-5, 10)
    expect(column.rows[6]?.reason).toBe("The group's mean is zero.")
    expect(column.total).toBeNull()
  })

  test('a trend is the ratio of two windows of one length', () => {
    const year = (count: number) => ({ count, days: 275 })
    const column = scoreTrend({
      rows: [
        { id: 'halved', before: year(100), after: year(50) },
        { id: 'level', before: year(100), after: year(100) },
        { id: 'up', before: year(100), after: year(120) },
        { id: 'fourfold', before: year(100), after: year(399) },
        { id: 'from none', before: year(0), after: year(3) },
        { id: 'uneven', before: { count: 100, days: 365 }, after: year(100) },
        { id: 'leap', before: { count: 100, days: 365 }, after: { count: 100, days: 366 } },
      ],
    })
    expect(scoresOf(column)).toEqual([1, 3, 4, 5, null, null, 3])
    expect(column.rows[4]?.reason).toContain('Nothing was counted before')
    expect(column.rows[5]?.reason).toContain('not of one length')
  })

  test('cost is the unit cost times the count', () => {
    const rape = unitCosts.find((it) => it.id === 'rape')?.value ?? null
    const column = scoreCost({
      rows: [
        { id: 'rape', count: 120, unitCost: rape },
        { id: 'other', count: 3, unitCost: null },
      ],
    })
    expect(column.rows[0]).toMatchObject({ value: 4_723_200, score: 4 })
    expect(column.rows[1]).toMatchObject({
      value: null,
      score: null,
      reason: 'There is no count, or no unit cost.',
    })
  })

  test('seriousness is the harm weight, concern the share of the survey', () => {
    expect(
      scoresOf(
        scoreSeriousness({
          rows: [9, 10, 365, 1460].map((weight) => ({ id: `${weight}`, weight })),
        }),
      ),
    ).toEqual([1, 2, 4, 5])
    expect(
      scoresOf(
        scoreConcern({
          rows: [
            { id: 'asb', count: 1229, respondents: 3276 },
            { id: 'x', count: 0, respondents: 0 },
          ],
        }),
      ),
    ).toEqual([5, null])
  })

  test('every default is dated and says it is only a start', () => {
    for (const scale of Object.values(defaultScales)) {
      expect(scale).toMatchObject({ kind: 'fixed', asOf: '2021' })
      expect(scale.kind === 'fixed' && scale.source).toContain('starting values')
    }
  })
})

test('domestic abuse is a flag over other types: scored, never summed', () => {
  const column = scoreVolume({
    rows: [
      { id: 'violence', count: 1000 },
      { id: 'arson', count: 50 },
      { id: 'domestic abuse', count: 900, isFlag: true },
    ],
  })
  expect(scoresOf(column)).toEqual([5, 1, 4])
  expect(column.total).toBe(1050)
})

describe('scales that move with the data', () => {
  const rows = [1, 2, 3, 50, 51, 52, 100, 101, 102, 500].map((count, at) => ({
    id: `r${at}`,
    count,
  }))

  test('natural breaks find the gaps', () => {
    const column = scoreVolume({ rows, scale: { kind: 'jenks', levels: 4 } })
    expect(column.scale).toMatchObject({ kind: 'jenks', cuts: [50, 100, 500], asOf: null })
    expect(scoresOf(column)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4])
  })

  test('quantiles share the types out evenly', () => {
    expect(scoresOf(scoreVolume({ rows, scale: { kind: 'quantile', levels: 5 } }))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ])
  })

  test('equal values get equal scores, whatever the scale', () => {
    const same = [7, 7, 7, 7].map((count, at) => ({ id: `r${at}`, count }))
    for (const kind of ['jenks', 'quantile'] as const)
      expect(scoresOf(scoreVolume({ rows: same, scale: { kind } }))).toEqual([1, 1, 1, 1])
    expect(scoreVolume({ rows: [], scale: { kind: 'jenks' } }).rows).toEqual([])
  })

  test('a partnership’s own cuts are used and kept with their date', () => {
    const scale = { kind: 'fixed' as const, cuts: [10, 60], asOf: '2024-04', source: 'ACSP' }
    const column = scoreVolume({ rows, scale })
    expect(column.scale).toEqual(scale)
    expect(scoresOf(column)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 3])
  })

  test('cuts out of order are refused', () => {
    expect(() =>
      scoreVolume({ rows, scale: { kind: 'fixed', cuts: [10, 10], asOf: '2024' } }),
    ).toThrow('scale.cuts.1')
    expect(() => scoreVolume({ rows: [{ id: 'a', count: 1.5 }] })).toThrow(ScoringError)
    expect(() => scoreConcern({ rows: [{ id: 'a', count: 5, respondents: 4 }] })).toThrow(
      'rows.0.count',
    )
  })
})

describe('reference tables', () => {
  test('say where every figure comes from, and which are not checked', () => {
    for (const row of unitCosts)
      expect(row).toMatchObject({
        year: 2018,
        unit: '£ per crime',
        basis: expect.stringContaining('2015/16'),
      })
    expect(unitCosts.filter((it) => it.unconfirmed).map((it) => it.id)).toEqual([
      'homicide',
      'violence-without-injury',
      'domestic-burglary',
      'theft-from-person',
      'commercial-burglary',
      'commercial-robbery',
    ])
    expect(new Set(unitCosts.map((it) => it.id)).size).toBe(14)
  })

  test('the threat template holds no numbers of its own', () => {
    expect(threatTemplate.every((it) => it.score === null)).toBe(true)
  })

  test('a harm index is read with its source, quotes, commas and all', () => {
    const csv =
      '\uFEFFWeight,type,unit,source,year\r\n"5,475",Homicide,days,"Cambridge CHI, ""2020""",2020\r\n\r\n2.5,Shoplifting,days,Cambridge CHI,2020\r\n'
    expect(readWeights(csv)).toEqual([
      { type: 'Homicide', weight: 5475, unit: 'days', source: 'Cambridge CHI, "2020"', year: 2020 },
      { type: 'Shoplifting', weight: 2.5, unit: 'days', source: 'Cambridge CHI', year: 2020 },
    ])
  })

  test.each([
    ['without a year', 'type,weight,unit,source\nA,1,days,CHI', 'header.year'],
    ['with an empty weight', 'type,weight,unit,source,year\nA,,days,CHI,2020', 'rows.0.weight'],
    [
      'with words for a weight',
      'type,weight,unit,source,year\nA,lots,days,CHI,2020',
      'rows.0.weight',
    ],
    ['without a source', 'type,weight,unit,source,year\nA,1,days,,2020', 'rows.0.source'],
    [
      'with a type told twice',
      'type,weight,unit,source,year\nA,1,days,CHI,2020\nA,2,days,CHI,2020',
      'rows.1.type',
    ],
    ['with a stray quote', 'type,weight,unit,source,year\nA"b,1,days,CHI,2020', 'csv.'],
    ['of nothing', '', 'header.type'],
  ])('a table %s is refused', (_, csv, path) => {
    expect(() => readWeights(csv)).toThrow(ScoringError)
    expect(() => readWeights(csv)).toThrow(path)
  })
})
