import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoringError, locationMatrix, remap, suppress } from '../../../shared/scoring/index.ts'

const wards = [
  { id: 'victoria', label: 'Victoria', population: 6000, households: 3000, townCentre: true },
  { id: 'beaver', population: 6000, households: 2400 },
  { id: 'norman', population: 6000, households: 2400 },
  { id: 'roman', population: 6000 },
  { id: 'godinton', population: 6000, households: 2200 },
]
const even = { victoria: 10, beaver: 10, norman: 10, roman: 10, godinton: 10 }
const scoreOf = (counts: Record<string, number | null>, more: object = {}) => {
  const row = locationMatrix({ wards, rows: [{ id: 'burglary', counts, ...more }] }).rows[0]
  if (!row) throw new Error('no row')
  return row
}
const cellOf = (counts: Record<string, number | null>, wardId: string, more: object = {}) => {
  const cell = scoreOf(counts, more).cells.find((it) => it.wardId === wardId)
  if (!cell) throw new Error('no cell')
  return cell
}

describe('the location matrix', () => {
  test('gives the rate, and the ratio to the partnership', () => {
    const cell = cellOf({ ...even, beaver: 60 }, 'beaver')
    expect(cell).toMatchObject({ count: 60, expected: 20, ratio: 3, rate: 10 })
  })

  test('a ward beside others that only wobble has the exact Poisson limits', () => {
    const cell = cellOf(even, 'beaver')
    expect(cell.limits95).toEqual({ low: 0.4, high: 1.7 })
    expect(cell.limits998).toEqual({ low: 0.2, high: 2.1 })
    expect(scoreOf(even)).toMatchObject({ total: 50, dispersion: 0, tauSquared: 0 })
  })

  test('both sides of every limit, where ten are expected', () => {
    const big = Array.from({ length: 40 }, (_, at) => ({ id: `w${at}`, population: 1000 }))
    const band = (count: number) => {
      const counts = Object.fromEntries(
        big.map(({ id }, at) => [id, at === 0 ? count : at === 1 ? 20 - count : 10]),
      )
      return locationMatrix({ wards: big, rows: [{ id: 'r', counts }] }).rows[0]?.cells[0]?.band
    }
    expect([17, 18].map(band)).toEqual(['yellow', 'orange'])
    expect([4, 3].map(band)).toEqual(['yellow', 'green'])
    expect([2, 1].map(band)).toEqual(['green', 'blue'])
  })

  test('a count beyond the outer limit is red', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ id: `w${at}`, population: 1000 }))
    const counts = Object.fromEntries(
      many.map(({ id }, at) => [id, at === 0 ? 22 : at < 13 ? 9 : 10]),
    )
    expect(
      locationMatrix({ wards: many, rows: [{ id: 'r', counts }] }).rows[0]?.cells[0],
    ).toMatchObject({ expected: 10, band: 'red' })
  })

  test('wards that all differ widen the limits', () => {
    const uneven = { victoria: 100, beaver: 10, norman: 60, roman: 5, godinton: 75 }
    const row = scoreOf(uneven)
    expect(row.dispersion).toBeGreaterThan(1)
    expect(row.tauSquared).toBeGreaterThan(0)
    expect(row.cells[1]?.limits95?.low).toBe(0)
  })

  test('a single crime where one in a hundred is expected is a hint, not a signal', () => {
    const sizes = [
      { id: 'tiny', population: 10 },
      { id: 'a', population: 50_000 },
      { id: 'b', population: 50_000 },
    ]
    const row = locationMatrix({
      wards: sizes,
      rows: [{ id: 'r', counts: { tiny: 1, a: 50, b: 49 } }],
    }).rows[0]
    expect(row?.cells[0]?.expected).toBeCloseTo(0.01, 4)
    expect(row?.cells[0]?.band).toBe('orange')
  })

  test('a town centre warns that its residents are not its visitors', () => {
    const matrix = locationMatrix({ wards, rows: [{ id: 'r', counts: even }] })
    expect(matrix.warnings).toMatchObject([{ wardId: 'victoria', kind: 'resident-denominator' }])
    expect(matrix.rows[0]?.cells.map((it) => it.warning)).toEqual([
      'resident-denominator',
      null,
      null,
      null,
      null,
    ])
  })

  test('a ward without a count is left out, people and all; zero is zero', () => {
    const { victoria: _, ...four } = even
    expect(cellOf(four, 'victoria')).toMatchObject({
      count: null,
      rate: null,
      band: null,
      reason: 'No count was supplied for this ward.',
    })
    expect(cellOf(four, 'beaver')).toMatchObject({ expected: 10, ratio: 1 })
    expect(cellOf({ ...even, victoria: 0 }, 'victoria')).toMatchObject({
      count: 0,
      rate: 0,
      ratio: 0,
    })
  })

  test('a burglary can be counted against households, where they are known', () => {
    const cells = scoreOf(even, { denominator: 'households' }).cells
    expect(cells[0]).toMatchObject({ rate: (10 * 1000) / 3000, expected: 12 })
    expect(cells[3]).toMatchObject({
      rate: null,
      reason: "The ward's number of households is not known.",
    })
  })

  test('the location quotient leaves flags out of the column', () => {
    const rows = [
      { id: 'violence', counts: { ...even, beaver: 20 } },
      { id: 'theft', counts: even },
      { id: 'domestic abuse', counts: { ...even, beaver: 15 }, isFlag: true },
    ]
    const matrix = locationMatrix({ wards, rows })
    const quotient = (row: number) => matrix.rows[row]?.cells[1]?.locationQuotient
    expect(quotient(0)).toBeCloseTo(20 / 30 / (60 / 110), 12)
    expect(quotient(2)).toBeCloseTo(15 / 30 / (55 / 110), 12)
  })

  test('nobody there, or nothing counted, leaves no ratio', () => {
    const empty = [
      { id: 'a', population: 0 },
      { id: 'b', population: 10 },
    ]
    const at = (counts: Record<string, number>) =>
      locationMatrix({ wards: empty, rows: [{ id: 'r', counts }] }).rows[0]?.cells
    expect(at({ a: 3, b: 1 })?.[0]).toMatchObject({
      rate: null,
      ratio: null,
      reason: 'The ward has no population to count against.',
    })
    expect(at({ a: 0, b: 0 })?.[1]).toMatchObject({ rate: 0, ratio: null, band: null })
  })

  test.each<[string, object, string]>([
    [
      'a count in no ward',
      { rows: [{ id: 'r', counts: { kennington: 1 } }] },
      'rows.0.counts.kennington',
    ],
    ['a negative population', { wards: [{ id: 'a', population: -1 }] }, 'wards.0.population'],
    ['a ward told twice', { wards: [...wards, wards[0]] }, 'wards.5.id'],
  ])('%s is refused', (_, change, path) => {
    const asked = { wards, rows: [], ...change } as Parameters<typeof locationMatrix>[0]
    expect(() => locationMatrix(asked)).toThrow(ScoringError)
    expect(() => locationMatrix(asked)).toThrow(path)
  })
})

describe('a table for the public', () => {
  const table = (values: (number | null)[][]) => {
    const columns = (values[0] ?? []).map((_, at) => `c${at}`)
    const rows = values.map((line, row) => ({
      id: `r${row}`,
      counts: Object.fromEntries(line.map((it, at) => [`c${at}`, it])),
    }))
    return suppress({ columns, rows })
  }
  const shown = (values: (number | null)[][]) =>
    table(values).rows.map((row) => row.cells.map((it) => it.count))

  test('shows five and never four', () => {
    expect(
      shown([
        [5, 50, 50],
        [50, 50, 50],
      ]),
    ).toEqual([
      [5, 50, 50],
      [50, 50, 50],
    ])
    expect(
      shown([
        [4, 50, 50],
        [50, 50, 50],
      ])[0]?.[0],
    ).toBeNull()
  })

  test('hides enough others that no total gives the small one back', () => {
    const hidden = shown([
      [4, 50, 60],
      [70, 80, 90],
      [75, 85, 95],
    ])
    expect(hidden).toEqual([
      [null, null, 60],
      [null, null, 90],
      [75, 85, 95],
    ])
  })

  test('keeps totals where it can, and tells a gap from a hidden count', () => {
    const it = table([
      [4, 50, null],
      [70, 80, 90],
      [75, 85, 95],
    ])
    expect(it.rows[0]?.cells[2]).toEqual({ columnId: 'c2', count: null, suppressed: false })
    expect(it.grandTotal).toEqual({ count: 549, suppressed: false })
  })

  test('a row of nothing does not show a total of nothing', () => {
    expect(
      table([
        [0, 0],
        [50, 60],
        [70, 80],
      ]).rows[0]?.total,
    ).toEqual({ count: null, suppressed: true })
  })

  /** Which hidden cells the shown ones and the sums determine, by elimination: another road than the code’s. */
  function determined(full: number[][], isHidden: boolean[][]): string[] {
    const names = full.flatMap((line, row) =>
      line.flatMap((_, at) => (isHidden[row]?.[at] ? [`${row}.${at}`] : [])),
    )
    const sign = (at: number, last: number): number => (at === last ? -1 : 1)
    const width = full[0]?.length ?? 0
    const lines = [
      ...full.map((_, row) =>
        names.map((name) =>
          name.startsWith(`${row}.`) ? sign(Number(name.split('.')[1]), width - 1) : 0,
        ),
      ),
      ...Array.from({ length: width }, (_, at) =>
        names.map((name) =>
          name.endsWith(`.${at}`) ? sign(Number(name.split('.')[0]), full.length - 1) : 0,
        ),
      ),
    ]
    let rank = 0
    for (let column = 0; column < names.length && rank < lines.length; column++) {
      const pivot = lines.findIndex((line, at) => at >= rank && Math.abs(line[column] ?? 0) > 1e-9)
      if (pivot < 0) continue
      ;[lines[rank], lines[pivot]] = [lines[pivot] ?? [], lines[rank] ?? []]
      const head = lines[rank] ?? []
      const by = head[column] ?? 1
      lines.forEach((line, at) => {
        const factor = (line[column] ?? 0) / by
        if (at !== rank && factor !== 0)
          line.forEach((value, place) => (line[place] = value - factor * (head[place] ?? 0)))
      })
      rank++
    }
    return lines
      .map((line) => line.flatMap((value, at) => (Math.abs(value) > 1e-9 ? [names[at] ?? ''] : [])))
      .filter((left) => left.length === 1)
      .flat()
  }

  test('whatever the table, no hidden count can be worked out', () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 300 }))
    const tables = fc
      .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) })
      .chain(({ rows, columns }) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(tables, (values) => {
        const it = table(values)
        const isHidden = [
          ...it.rows.map((row) => [...row.cells, row.total]),
          [...it.columnTotals, it.grandTotal],
        ].map((line) => line.map((one) => one.suppressed))
        const sum = (all: number[]) => all.reduce((total, one) => total + one, 0)
        const wide = values.map((line) => [...line, sum(line)])
        const full = [
          ...wide,
          (wide[0] ?? []).map((_, at) => sum(wide.map((line) => line[at] ?? 0))),
        ]
        expect(determined(full, isHidden)).toEqual([])
        full.forEach((line, row) =>
          line.forEach((value, at) => {
            if (value < 5) expect(isHidden[row]?.[at]).toBe(true)
          }),
        )
        full.forEach((line, row) => {
          const parts = line.slice(0, -1).filter((_, at) => isHidden[row]?.[at])
          if (parts.length > 0 && !isHidden[row]?.at(-1)) expect(sum(parts)).toBeGreaterThan(0)
        })
      }),
      { numRuns: 300 },
    )
  })

  test('a count in no column is refused', () => {
    expect(() => suppress({ columns: ['a'], rows: [{ id: 'r', counts: { b: 1 } }] })).toThrow(
      'rows.0.counts.b',
    )
  })
})

describe('moving counts to new wards', () => {
  const lookup = {
    vintage: '2024',
    parts: [
      { from: 'E01', to: 'W1' },
      { from: 'E02', to: 'W1', weight: 0.5 },
      { from: 'E02', to: 'W2', weight: 0.5 },
    ],
  }

  test('keeps the grand total, in whole crimes', () => {
    expect(remap({ E01: 10, E02: 7 }, lookup)).toMatchObject({
      counts: { W1: 14, W2: 3 },
      exact: { W1: 13.5, W2: 3.5 },
      unplaced: [],
      grandTotal: 17,
      vintage: '2024',
    })
  })

  test('says what could not be placed, and which areas had no figure', () => {
    const it = remap({ E01: 10, E03: 4, E02: null }, lookup)
    expect(it).toMatchObject({ counts: { W1: 10, W2: 0 }, unplacedTotal: 4, missing: ['E02'] })
    expect(it.unplaced).toEqual([{ id: 'E03', count: 4, reason: 'It is not in the lookup.' }])
    expect(remap({ E01: 3 }, [{ from: 'E01', to: 'W1', weight: 0.75 }]).unplaced).toMatchObject([
      { count: 0.75 },
    ])
  })

  test('whatever the lookup, no crime is lost or invented', () => {
    const part = fc.record({
      from: fc.constantFrom('a', 'b', 'c', 'd'),
      to: fc.constantFrom('x', 'y', 'z'),
      weight: fc.integer({ min: 0, max: 33 }),
    })
    const parts = fc.uniqueArray(part, { selector: (it) => it.from + it.to, maxLength: 12 })
    const counts = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.option(fc.integer({ min: 0, max: 1000 })),
    )
    fc.assert(
      fc.property(parts, counts, (some, given) => {
        const it = remap(
          given,
          some.map((one) => ({ ...one, weight: one.weight / 100 })),
        )
        const placed = Object.values(it.counts).reduce((sum, count) => sum + count, 0)
        expect(placed + it.unplacedTotal).toBe(it.grandTotal)
        for (const [id, count] of Object.entries(it.counts)) {
          expect(Number.isInteger(count)).toBe(true)
          expect(Math.abs(count - (it.exact[id] ?? NaN))).toBeLessThan(1 + 1e-9)
        }
      }),
    )
  })

  test.each([
    [
      'weights over one',
      [
        { from: 'a', to: 'x', weight: 0.7 },
        { from: 'a', to: 'y', weight: 0.4 },
      ],
      'lookup.parts.1.weight',
    ],
    [
      'a pair told twice',
      [
        { from: 'a', to: 'x', weight: 0.1 },
        { from: 'a', to: 'x', weight: 0.4 },
      ],
      'lookup.parts.1',
    ],
  ])('%s are refused', (_, parts, path) => {
    expect(() => remap({}, parts)).toThrow(path)
    expect(() => remap({ a: -1 }, [])).toThrow('counts.a is negative')
  })
})
