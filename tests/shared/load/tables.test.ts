import { describe, expect, test } from 'vitest'
import { BestFit, Populations } from '../../../shared/load/areaTables.ts'
import { CspCounts } from '../../../shared/load/cspCounts.ts'
import { MatrixTable } from '../../../shared/load/matrixTable.ts'
import { PlainCounts, wardIndex } from '../../../shared/load/plainCounts.ts'
import { nearest, readHeader } from '../../../shared/load/tableKind.ts'
import { header, listening } from '../../fixtures/load/report.ts'
import { streetHeader } from '../../fixtures/load/street.ts'
import { cspHeader, cspRows, lookupHeader } from '../../fixtures/load/tables.ts'

const today = '2026-11-22'

describe('what table a header begins', () => {
  test.each<[cells: string[], kind: string | undefined]>([
    [streetHeader.split(','), 'street'],
    [['Month', 'Falls within', 'Easting', 'Northing', 'Crime type'], 'street'],
    [cspHeader, 'csp'],
    [
      ['FINANCIAL YEAR', 'Financial_Quarter', 'CSP_name', 'Offence Subgroup', 'Number of offences'],
      'csp',
    ],
    [['type', 'month', 'ward', 'count'], 'plain'],
    [['Ward code', 'Crime Type', ' Month ', 'Offences'], 'plain'],
    [lookupHeader, 'bestFit'],
    [['LSOA11CD', 'WD13CD'], 'bestFit'],
    [['DATE', 'GEOGRAPHY_CODE', 'GEOGRAPHY_NAME', 'OBS_VALUE'], 'population'],
    [['WD24CD', 'Households'], 'population'],
    [['type', 'month', 'count'], undefined],
    [['a', 'b'], undefined],
  ])('%j: %s', (cells, kind) => expect(readHeader(cells)?.kind).toBe(kind))

  test('a header that lacks one column says which', () => {
    expect(nearest(['Type', 'Month', 'Count'])).toEqual({ kind: 'plain', lacks: ['ward'] })
    expect(nearest(['Hello', 'World'])).toBeNull()
  })
})

describe('Home Office tables', () => {
  const read = (rows: (string | number)[][], csp = 'Ashford') => {
    const heard = listening()
    const reader = new CspCounts(header(...cspHeader), { csp, today }, heard.say)
    rows.forEach((cells, at) => reader.row(cells.map(String), at + 2))
    return { counts: reader.end('a.csv'), heard, reader }
  }

  test('offences of a subgroup add up; quarter 4 falls in the next calendar year', () => {
    const { counts, heard } = read(cspRows())
    expect(heard.lines).toEqual([])
    expect(counts.map(({ fromOn, toOn }) => [fromOn, toOn])).toEqual([
      ['2015-04-01', '2015-06-30'],
      ['2015-07-01', '2015-09-30'],
      ['2015-10-01', '2015-12-31'],
      ['2016-01-01', '2016-03-31'],
    ])
    expect(counts[3]).toMatchObject({
      ...{ areaKind: 'district', areas: ['Ashford'], source: 'Home Office', placedBy: 'file' },
      types: [
        { type: 'Bicycle theft', counts: [44] },
        { type: 'Rape', counts: [34] },
        { type: 'Violence with injury', counts: [14 + 24] },
      ],
    })
  })

  test('names are joined through "and", case and dots; labels that drift stay one type', () => {
    const rows = [
      ['2015/16', 1, 'Kent', 'Folkestone & Hythe', 'a', 'g', 'Violence – with injury', '1', 3],
      ['2015/16', 1, 'Kent', 'FOLKESTONE AND HYTHE', 'b', 'g', 'violence with injury', '2', 4],
    ]
    const { counts } = read(rows, 'Folkestone and Hythe')
    expect(counts[0]?.types).toEqual([{ type: 'Violence – with injury', counts: [7] }])
  })

  test('a table without this partnership says so and lists whom it has', () => {
    const { counts, heard, reader } = read(cspRows(), 'Thanet')
    expect(counts).toEqual([])
    expect(heard.lines[0]).toMatch(/names 2 partnerships, and none is called “thanet”/)
    expect(reader.partnerships).toEqual(['Ashford', 'Canterbury'])
  })

  test('bad lines by their number, and only those of this partnership', () => {
    const [a, b, c, d] = cspRows().filter((it) => it[3] === 'Ashford') as [string | number][]
    const change = (cells: (string | number)[], at: number, to: string | number) =>
      cells.map((it, index) => (index === at ? to : it))
    const { counts, heard } = read([
      change(a!, 8, -1),
      change(b!, 8, 2.5),
      change(c!, 1, 'Q4 (Jan to Mar 2015)'),
      change(c!, 0, '2027/28'),
      d!,
      d!,
      change(change(a!, 3, 'Canterbury'), 8, -9),
      change(b!, 8, '..'),
    ])
    expect(heard.lines).toEqual([
      'line 2 negative: -1 is below zero; a count never is',
      'line 3 fraction: 2.5 is not a whole number; a count is',
      'line 4 quarter: quarter 4 of 2015/16 is Jan to Mar 2016, and here it says 2015',
      'line 5 future: Apr to Jun 2027 has not begun yet; quarter 4 falls in the next calendar year',
      'line 7 repeat: repeats the offence and quarter of line 6',
    ])
    expect(counts[0]?.types).toEqual([
      { type: 'Bicycle theft', counts: [41] },
      // ".." is not supplied, and no zero.
      { type: 'Violence with injury', counts: [null] },
    ])
  })
})

describe('a partner’s own table', () => {
  const wards = [
    { code: 'E05000001', name: 'Victoria' },
    { code: 'E05000002', name: 'Stour & Beaver' },
  ]
  const read = (rows: string[][]) => {
    const heard = listening()
    const head = header('type', 'month', 'ward', 'count')
    const reader = new PlainCounts(head, { codeOf: wardIndex(wards), today }, heard.say)
    rows.forEach((cells, at) => reader.row(cells, at + 2))
    return { counts: reader.end('a.csv', 'Council'), lines: heard.lines }
  }

  test('wards by name or code; a ward without a number is not supplied', () => {
    const { counts, lines } = read([
      ['Fly-tipping', '2024-03', 'victoria', '3'],
      ['Fly-tipping', 'Mar 2024', 'Stour and Beaver', '0'],
      ['Noise', '2024-03', 'E05000001', '1,200'],
    ])
    expect(counts).toMatchObject([
      {
        ...{ source: 'partner', publisher: 'Council', areas: ['E05000001', 'E05000002'] },
        types: [
          { type: 'Fly-tipping', counts: [3, 0] },
          { type: 'Noise', counts: [1200, null] },
        ],
      },
    ])
    expect(lines).toEqual([
      'not supplied: Noise, Mar 2024: 1 ward has no number, which is not zero',
    ])
  })

  test('a month that the run leaves out is named', () => {
    const { counts, lines } = read([
      ['Noise', '2024-01', 'Victoria', '1'],
      ['Noise', '2024-03', 'Victoria', '2'],
    ])
    expect(counts.map(({ fromOn }) => fromOn)).toEqual(['2024-01-01', '2024-03-01'])
    expect(lines).toEqual([
      'not supplied: Feb 2024 is not in the file: not supplied, which is not zero',
    ])
  })

  test('what is wrong is said by line, the rest stands', () => {
    const { counts, lines } = read([
      ['Noise', '2024-03', 'Victoria', '-4'],
      ['Noise', '2024-03', 'Victoria', '1.5'],
      ['Noise', '2024-03', 'Atlantis', '1'],
      ['Noise', '2024-03', '', '1'],
      ['', '2024-03', 'Victoria', '1'],
      ['Noise', 'soon', 'Victoria', '1'],
      ['Noise', '2027-01', 'Victoria', '1'],
      ['Noise', '2024-03', 'Victoria', '5'],
      ['Noise', '2024-03', 'E05000001', '6'],
      ['Noise', '2024-03', 'Victoria'],
      ['Noise', '2024-03', 'E05009999', '7'],
    ])
    expect(lines).toEqual([
      'line 2 negative: -4 is below zero; a count never is',
      'line 3 fraction: 1.5 is not a whole number; a count is',
      'line 4 ward: “Atlantis” is no ward of the district',
      'line 5 ward: names no ward',
      'line 6 type: names no type',
      'line 7 month: “soon” is not a month like 2024-03',
      'line 8 future: Jan 2027 has not begun yet',
      'line 10 repeat: gives E05000001 a second number for Noise in Mar 2024; the first is in line 9',
      'line 11 fields: has 3 fields where 4 belong',
      'ward: E05009999 is a ward of no list here: it may be of an older drawing',
    ])
    expect(counts[0]?.types).toEqual([{ type: 'Noise', counts: [5, 7] }])
  })

  test('a name that two drawings share is nobody’s: the code tells', () => {
    const of = wardIndex([...wards, { code: 'E05000009', name: 'Victoria' }])
    expect([of('Victoria'), of('E05000009'), of('e05000001')]).toEqual([
      null,
      'E05000009',
      'E05000001',
    ])
  })
})

describe('lookups and populations', () => {
  const best = (
    rows: string[][],
    given: { place?: string; wards?: string[]; columns?: string[] } = {},
  ) => {
    const heard = listening()
    const { place = 'Ashford', wards = [], columns = lookupHeader } = given
    const reader = new BestFit(header(...columns), { place, wards: new Set(wards) }, heard.say)
    rows.forEach((cells, at) => reader.row(cells, at + 2))
    return { lookup: reader.end('a.csv'), lines: heard.lines }
  }
  const line = (lsoa: string, ward: string, lad = 'Ashford') => [
    lsoa,
    'x',
    ward,
    'Ward',
    'E07000105',
    lad,
  ]

  test('of a national file the lines of the district, by its name', () => {
    const { lookup, lines } = best([
      line('E01000001', 'E05000001'),
      line('E01000002', 'E05000002', 'Dover'),
      line('E01000003', 'E05000001', 'ASHFORD'),
    ])
    expect(lines).toEqual([])
    expect(lookup).toMatchObject({
      ...{ from: 'LSOA21', to: 'WD24', basis: 'best fit', names: { E05000001: 'Ward' } },
      parts: [
        ['E01000001', 'E05000001', 1],
        ['E01000003', 'E05000001', 1],
      ],
    })
  })

  test('a repeated area, a word for a code and a share above one are left out', () => {
    const columns = ['LSOA11CD', 'WD13CD', 'weight']
    const { lookup, lines } = best(
      [
        ['E01000001', 'E05000001', '0.6'],
        ['E01000001', 'E05000002', '0.4'],
        ['E01000001', 'E05000003', '0.1'],
        ['Ashford 001A', 'E05000001', '1'],
        ['E01000002', 'E05000001', '2'],
      ],
      { columns },
    )
    expect(lookup?.parts).toEqual([
      ['E01000001', 'E05000001', 0.6],
      ['E01000001', 'E05000002', 0.4],
    ])
    expect(lines).toEqual([
      'line 4 repeat: gives E01000001 a place again; the first is in line 2',
      'line 5 ward: “Ashford 001A” is not an ONS code',
      'line 6 number: “2” is not a share from 0 to 1',
    ])
  })

  test('none of the district, or more than can be, is refused', () => {
    expect(best([line('E01000001', 'E05000001', 'Dover')]).lines[0]).toMatch(
      /no line of this district/,
    )
  })

  test('residents and households, with the year they are of; empty is not supplied', () => {
    const heard = listening()
    const head = header('DATE', 'GEOGRAPHY_CODE', 'OBS_VALUE', 'Households')
    const reader = new Populations(
      head,
      new Set(['E05000001', 'E05000002', 'E01000001']),
      heard.say,
    )
    const rows = [
      ['2022', 'E05000001', '4,321', '1800'],
      ['2022', 'E05000002', '', '1900'],
      ['2022', 'E01000001', '1500', '600'],
      ['2022', 'E05000003', '9', '9'],
      ['2022', 'E05000001', '1', '1'],
      ['2022', 'Ashford', '1', '1'],
    ]
    rows.forEach((cells, at) => reader.row(cells, at + 2))
    const at = (areaKind: string, measure: string, figures: object) => ({
      areaKind,
      measure,
      figures,
      vintage: '2022',
    })
    expect(reader.end('a.csv')).toMatchObject([
      at('ward', 'residents', { E05000001: 4321 }),
      at('lsoa', 'residents', { E01000001: 1500 }),
      at('ward', 'households', { E05000001: 1800, E05000002: 1900 }),
      at('lsoa', 'households', { E01000001: 600 }),
    ])
    expect(heard.lines).toEqual([
      'line 3 not supplied: E05000002 has no number: not supplied, which is not zero',
      'line 6 repeat: gives E05000001 a second number; the first is in line 2',
      'line 7 ward: “Ashford” is not an ONS code',
    ])
  })
})

describe('a matrix typed elsewhere', () => {
  const variables = ['Volume', 'Trend', 'Cost'].map((label) => ({ id: label.toLowerCase(), label }))
  const months = [
    'Jan',
    'Feb',
    'Mar',
    'Apr',
    'May',
    'Jun',
    'Jul',
    'Aug',
    'Sep',
    'Oct',
    'Nov',
    'Dec',
  ]
  const scores = {
    ...{ columns: variables, holds: 'scores' as const, types: ['Rape', 'Arson'] },
    ...{ minScore: 1, maxScore: 4, bands: ['blue', 'red'] },
  }
  const counts = {
    ...{
      columns: months.map((label) => ({ id: label.toLowerCase(), label })),
      holds: 'months' as const,
    },
    ...{ types: ['Rape'], minScore: 0, maxScore: 0, bands: [] },
  }
  const read = (matrix: typeof scores | typeof counts, [first, ...rows]: string[][]) => {
    const heard = listening()
    const head = readHeader(first!, matrix.columns)
    expect(head?.kind).toBe('matrix')
    const table = new MatrixTable('a.csv', head!, matrix, heard.say)
    rows.forEach((cells, at) => table.row(cells, at + 2))
    return { table: table.end(), lines: heard.lines }
  }

  test('scores outside the scale, unknown bands and types: by line and column; the good ones are offered', () => {
    const { table, lines } = read(scores, [
      ['Type', 'Volume', 'Trend', 'Cost', 'Total', 'Band'],
      ['Rape', '4', '5', '0.5', '9', 'Red'],
      ['arson', '2', '', 'x', '', 'purple'],
      ['Piracy', '1', '1', '1', '3', 'blue'],
      ['Rape', '1', '1', '1', '3', 'blue'],
    ])
    expect(lines).toEqual([
      'line 2 Trend scale: 5 is outside the scale, 1 to 4',
      'line 2 Cost scale: 0.5 is outside the scale, 1 to 4',
      'line 3 Cost number: “x” is not a score',
      'line 3 Band band: “purple” is no band of this edition (blue, red)',
      'line 4 type: “Piracy” is no type of this edition',
      'line 5 repeat: repeats Rape; the first is in line 2',
    ])
    expect(table).toMatchObject({
      cells: [
        { type: 'Rape', columnId: 'volume', value: 4 },
        { type: 'Arson', columnId: 'volume', value: 2 },
      ],
      published: [{ type: 'Rape', total: 9, band: 'red' }],
    })
  })

  test('eleven months make no year', () => {
    const { table, lines } = read(counts, [
      ['Type', ...months.slice(0, 11)],
      ['Rape', ...months.slice(0, 11).map(() => '3')],
    ])
    expect(table).toBeNull()
    expect(lines).toEqual([
      'line 1 months: has 11 of 12 months; without Dec no month can be judged against the year',
    ])
  })

  test('twelve do; a negative count is left out', () => {
    const { table, lines } = read(counts, [
      ['Type', ...months],
      ['Rape', '-1', ...months.slice(1).map(() => '3')],
    ])
    expect(table?.cells).toHaveLength(11)
    expect(lines).toEqual(['line 2 Jan negative: -1 is below zero; a count never is'])
  })
})
