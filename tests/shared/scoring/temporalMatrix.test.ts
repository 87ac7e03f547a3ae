import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, peaks, temporalMatrix } from '../../../shared/scoring/index.ts'

type Asked = Parameters<typeof temporalMatrix>[0]

/** December 2018 to November 2019, the rolling year of the 2019/20 matrix. */
const months = monthsFrom('2018-12', 12)

function monthsFrom(first: string, count: number): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number)
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, month - 1 + at, 1)).toISOString().slice(0, 7),
  )
}
const rowOf = (counts: (number | null)[], options: Asked['options'] = {}, over = months) => {
  const scored = temporalMatrix({ rows: [{ id: 'r', counts }], months: over, options }).rows[0]
  if (!scored) throw new Error('no row')
  return scored
}
const cellOf = (
  counts: (number | null)[],
  at: number,
  options: Asked['options'] = {},
  over = months,
) => {
  const cell = rowOf(counts, options, over).cells[at]
  if (!cell) throw new Error('no cell')
  return cell
}
const level = (base: number, more: Record<number, number>) =>
  Array.from({ length: 12 }, (_, at) => more[at] ?? base)

describe('what is expected of a month', () => {
  test('is its share of the days, so a short February is not low', () => {
    const days = [31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]
    const { cells } = rowOf(days.map((it) => it * 4))
    cells.forEach((cell) => {
      expect(cell.ratio).toBe(1)
      expect(cell.band).toBe('yellow')
    })
    expect(cells[2]?.expected).toBe(112)
  })

  test('knows a leap year', () => {
    const leap = monthsFrom('2020-01', 12)
    expect(cellOf(Array<number>(12).fill(61), 1, {}, leap).expected).toBe((732 * 29) / 366)
  })

  test('p is the exact binomial of the month’s share', () => {
    const counts = level(95.5, {}).map((_, at) => (at === 0 ? 116 : at < 5 ? 96 : 95))
    const n = counts.reduce((sum, it) => sum + it, 0)
    expect(n).toBe(1165)
    const eleven = [116, ...Array<number>(11).fill(0)].map((it, at) =>
      at === 0 ? it : at === 1 ? 1048 : it,
    )
    expect(cellOf(eleven, 0).p).toBeCloseTo(0.0850697126184739, 12)
    const hundred = [91, 0, 9, ...Array<number>(9).fill(0)]
    expect(cellOf(hundred, 2).p).toBeCloseTo(0.7194682570463632, 12)
  })

  test('a month not supplied is left out with its days', () => {
    const counts = [null, ...Array<number>(11).fill(100)]
    expect(cellOf(counts, 0)).toMatchObject({
      count: null,
      band: null,
      expected: null,
      reason: 'No figure was supplied for this month.',
    })
    expect(cellOf(counts, 1).expected).toBeCloseTo((1100 * 31) / (365 - 31), 10)
    expect(rowOf(counts)).toMatchObject({ n: 1100, monthlyAverage: 100 })
  })

  test('a month of zero is a month of zero', () => {
    const cell = cellOf(level(20, { 0: 0 }), 0)
    expect(cell).toMatchObject({ count: 0, ratio: 0, band: 'blue' })
  })

  test('a year of nothing has no bands', () => {
    expect(cellOf(Array<number>(12).fill(0), 3)).toMatchObject({
      band: null,
      ratio: null,
      reason: 'Nothing was counted in any month.',
    })
  })
})

describe('both sides of the bands', () => {
  /** April has 30 of 365 days, so 99.95 of 1,216 and 100.03 of 1,217. */
  test.each([
    [110, 1216, 'orange'],
    [110, 1217, 'yellow'],
    [90, 1216, 'yellow'],
    [90, 1217, 'green'],
  ])('%d in April of %d: %s where chance explains it', (april, n, band) => {
    const rest = Math.floor((n - april) / 11)
    const counts = months.map((month) => (month === '2019-04' ? april : rest))
    counts[0] = n - april - rest * 10
    const cell = cellOf(counts, 4)
    expect(cell.q).toBeGreaterThan(0.05)
    expect(cell.band).toBe(band)
  })

  test('a ratio of exactly 1.10 is orange and exactly 0.90 is green', () => {
    const tenths = (part: number) => {
      const days = months.map((month) =>
        month.endsWith('02') ? 28 : /04|06|09|11/.test(month.slice(5)) ? 30 : 31,
      )
      return days.map((it, at) =>
        at === 0 ? it * 10 * part : at === 1 ? it * 10 * (2 - part) : it * 10,
      )
    }
    expect(cellOf(tenths(1.1), 0)).toMatchObject({ ratio: 1.1, band: 'orange' })
    expect(cellOf(tenths(0.9), 0)).toMatchObject({ ratio: 0.9, band: 'green' })
  })

  test('red and blue need more than chance', () => {
    expect(cellOf(level(90, { 5: 140 }), 5)).toMatchObject({ band: 'red' })
    expect(cellOf(level(90, { 5: 50 }), 5)).toMatchObject({ band: 'blue' })
    expect(cellOf(level(9, { 5: 14 }), 5)).toMatchObject({ band: 'orange' })
  })

  test('q is held to the row, or to the whole matrix when asked', () => {
    const rows = Array.from({ length: 30 }, (_, at) => ({
      id: `r${at}`,
      counts: level(90, at === 0 ? { 5: 126 } : {}),
    }))
    const q = (adjust: 'row' | 'matrix') =>
      temporalMatrix({ rows, months, options: { adjust } }).rows[0]?.cells[5]?.q ?? NaN
    expect(q('row')).toBeLessThan(0.05)
    expect(q('matrix')).toBeGreaterThan(q('row'))
  })

  test('fewer than 60 in the year is thin', () => {
    expect(cellOf(level(5, { 0: 4 }), 0).thin).toBe(true)
    expect(cellOf(level(5, {}), 0).thin).toBe(false)
  })
})

describe('the older fixed percentages', () => {
  test('say what they are', () => {
    const matrix = temporalMatrix({ rows: [], months, options: { method: 'percent' } })
    expect(matrix.method).toBe('percent')
    expect(matrix.label).toContain('9% above the monthly average, whatever the numbers')
  })

  test.each([
    [1090, 'red'],
    [1089, 'orange'],
    [1030, 'orange'],
    [1029, 'yellow'],
    [1000, 'yellow'],
    [971, 'yellow'],
    [970, 'green'],
    [911, 'green'],
    [910, 'blue'],
  ])('%d where the average is 1,000 is %s', (count, band) => {
    const counts = level(1000, { 3: count, 4: 2000 - count })
    expect(cellOf(counts, 3, { method: 'percent' })).toMatchObject({
      band,
      expected: 1000,
      p: null,
      q: null,
    })
  })

  test('reproduces the printed reds of violence without injury: January 201 and October 193 of 176', () => {
    const counts = level(171.8, {}).map((_, at) =>
      at === 1 ? 201 : at === 10 ? 193 : at < 6 ? 172 : 171,
    )
    const cells = rowOf(counts, { method: 'percent' }).cells
    expect(cells.flatMap((it) => (it.band === 'red' ? [it.month] : []))).toEqual([
      '2019-01',
      '2019-10',
    ])
  })
})

describe('several years', () => {
  const three = monthsFrom('2017-01', 36)
  const calm = three.map((_, at) => 80 + (at % 12))
  const wild = calm.map((it, at) => it + (at % 2 === Math.floor(at / 12) % 2 ? 45 : -45))

  test('are added up month by month', () => {
    const row = rowOf(calm, {}, three)
    expect(row.cells).toHaveLength(12)
    expect(row.cells[0]).toMatchObject({ month: '01', count: 240 })
    expect(row.dispersion).toBeCloseTo(0, 10)
  })

  test('that differ more than chance make p larger', () => {
    const row = rowOf(wild, {}, three)
    expect(row.dispersion).toBeGreaterThan(5)
    const peak = (counts: number[]) =>
      cellOf(
        counts.map((it, at) => (at % 12 === 6 ? it + 60 : it)),
        6,
        {},
        three,
      )
    expect(peak(wild).p ?? 0).toBeGreaterThan((peak(calm).p ?? 1) * 5)
  })

  test('two of them have no dispersion to speak of', () => {
    const two = monthsFrom('2017-01', 24)
    expect(rowOf(Array<number>(24).fill(50), {}, two).dispersion).toBeNull()
  })
})

describe('peaks', () => {
  test('are said as the plan says them', () => {
    const counts = [80, 95, 90, 95, 90, 140, 97, 138, 100, 97, 80, 62]
    const matrix = temporalMatrix({ rows: [{ id: 'vwi', counts }], months })
    expect(peaks({ matrix, labels: { vwi: 'Violence with injury' } })).toEqual([
      {
        id: 'vwi',
        months: [
          { month: '2019-05', count: 140 },
          { month: '2019-07', count: 138 },
        ],
        sentence:
          'Violence with injury peaks in May (n=140) and July (n=138); monthly average n=97.',
      },
    ])
  })

  test('are not found where there are none, and few cases are said to be few', () => {
    const rows = [
      { id: 'even', counts: level(50, {}) },
      { id: 'few', counts: level(1, { 3: 12 }) },
      { id: 'unknown', counts: Array<null>(12).fill(null) },
    ]
    expect(peaks({ matrix: temporalMatrix({ rows, months }) }).map((it) => it.sentence)).toEqual([
      'even has no month that stands out; monthly average n=50.',
      'few peaks in March (n=12); monthly average n=2. Few cases: read with care.',
      'unknown has no figures.',
    ])
  })
})

test.each<[string, object, string]>([
  ['eleven counts', { rows: [{ id: 'r', counts: Array<number>(11).fill(1) }] }, 'rows.0.counts'],
  ['a month told twice', { months: [...months.slice(0, 11), '2018-12'] }, 'months.11'],
  ['a thirteenth month', { months: [...months.slice(0, 11), '2019-13'] }, 'months.11'],
  ['thirteen months', { months: monthsFrom('2018-12', 13) }, 'months'],
  ['a negative count', { rows: [{ id: 'r', counts: level(1, { 2: -1 }) }] }, 'rows.0.counts.2'],
  ['half a count', { rows: [{ id: 'r', counts: level(1, { 2: 0.5 }) }] }, 'rows.0.counts.2'],
  ['a red that begins below average', { options: { redAt: 0.9 } }, 'options.redAt'],
])('%s is refused', (_, change, path) => {
  const asked = { rows: [{ id: 'r', counts: level(1, {}) }], months, ...change }
  try {
    temporalMatrix(asked)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(ScoringError)
    expect((error as ScoringError).issues.map((it) => it.path)).toContain(path)
  }
})

test('the order of the rows never matters, and expectations add up to the count', () => {
  const counts = fc.array(fc.option(fc.integer({ min: 0, max: 300 })), {
    minLength: 12,
    maxLength: 12,
  })
  fc.assert(
    fc.property(
      fc.array(counts, { maxLength: 6 }),
      fc.constantFrom('row' as const, 'matrix' as const),
      (all, adjust) => {
        const rows = all.map((it, at) => ({ id: `r${at}`, counts: it }))
        const there = temporalMatrix({ rows, months, options: { adjust } }).rows
        const back = temporalMatrix({ rows: [...rows].reverse(), months, options: { adjust } }).rows
        expect([...back].reverse()).toEqual(there)
        for (const row of there) {
          const sum = row.cells.reduce((total, it) => total + (it.expected ?? 0), 0)
          expect(sum).toBeCloseTo(row.n, 6)
        }
      },
    ),
  )
})
