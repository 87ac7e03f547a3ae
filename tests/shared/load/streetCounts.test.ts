import { describe, expect, test } from 'vitest'
import { StreetCounts } from '../../../shared/load/streetCounts.ts'
import type { Ground } from '../../../shared/load/streetCounts.ts'
import { header, listening } from '../../fixtures/load/report.ts'
import { streetHeader } from '../../fixtures/load/street.ts'

const head = header(...streetHeader.split(','))
/** West of 0.9 is ward A, east of it B; beyond 1.1 is somebody else's. */
const onMap: Ground = {
  wardAt: (x) => (x < 0.9 ? 'E05000001' : x < 1.1 ? 'E05000002' : null),
  wards: ['E05000001', 'E05000002', 'E05000003'],
  wardOfLsoa: new Map(),
}
const row = (type: string, x: number | '', lsoa = '', force = 'Kent Police', month = '2024-03') => [
  ...['id', month, force, force, String(x), x === '' ? '' : '51.1', 'On or near High Street', lsoa],
  ...['Ashford 001A', type, '', ''],
]
const file = '2024-03/2024-03-kent-street.csv'

function read(rows: string[][], ground = onMap, name = file) {
  const heard = listening(name)
  const reader = new StreetCounts(name, head, ground, heard.say)
  rows.forEach((cells, at) => reader.row(cells, at + 2))
  return { counts: reader.end(), lines: heard.lines }
}

describe('a street file', () => {
  test('each row is one, in the ward it lies in and in its LSOA', () => {
    const { counts, lines } = read([
      row('Burglary', 0.8, 'E01000001'),
      row('Burglary', 0.8, 'E01000001'),
      row('Burglary', 1.0, 'E01000002'),
      row('Drugs', 1.0, 'E01000002'),
      row('Drugs', 1.5, 'E01000009'),
    ])
    expect(lines).toEqual([])
    expect(counts).toMatchObject([
      {
        ...{
          source: 'police.uk',
          publisher: 'Kent Police',
          fromOn: '2024-03-01',
          toOn: '2024-03-31',
        },
        ...{ areaKind: 'ward', placedBy: 'point', areas: ['E05000001', 'E05000002', 'E05000003'] },
        types: [
          { type: 'Burglary', counts: [2, 1, 0] },
          { type: 'Drugs', counts: [0, 1, 0] },
        ],
        elsewhere: { outside: 1, unlocated: 0 },
      },
      {
        ...{ areaKind: 'lsoa', areas: ['E01000001', 'E01000002'] },
        types: [
          { type: 'Burglary', counts: [2, 1] },
          { type: 'Drugs', counts: [0, 1] },
        ],
      },
    ])
  })

  test('a type reported elsewhere in the force has zero here; one nobody reported is not there', () => {
    const { counts } = read([row('Burglary', 0.8), row('Robbery', 1.5)])
    expect(counts[0]?.types).toEqual([
      { type: 'Burglary', counts: [1, 0, 0] },
      { type: 'Robbery', counts: [0, 0, 0] },
    ])
  })

  test('anti-social behaviour has no Crime ID, and each of its rows counts', () => {
    const asb = ['', ...row('Anti-social behaviour', 0.8).slice(1)]
    expect(read([asb, asb, asb]).counts[0]?.types[0]?.counts[0]).toBe(3)
  })

  test('British Transport Police are a force of their own', () => {
    const { counts } = read([
      row('Robbery', 0.8),
      row('Robbery', 0.8, '', 'British Transport Police'),
      row('Robbery', 0.8),
    ])
    expect(counts.map(({ publisher, types }) => [publisher, types[0]?.counts[0]])).toEqual([
      ['Kent Police', 2],
      ['British Transport Police', 1],
    ])
  })

  test('without a map a row goes by its LSOA; with neither it has no place, and is counted as such', () => {
    const byLsoa: Ground = {
      ...onMap,
      wardAt: null,
      wardOfLsoa: new Map([['E01000001', 'E05000003']]),
    }
    const { counts } = read(
      [row('Drugs', 0.8, 'E01000001'), row('Drugs', 0.8, 'E01000009'), row('Drugs', '')],
      byLsoa,
    )
    expect(counts[0]).toMatchObject({
      placedBy: 'lsoa',
      types: [{ type: 'Drugs', counts: [0, 0, 1] }],
      elsewhere: { outside: 1, unlocated: 1 },
    })
  })

  test('an old file’s eastings and northings are places too', () => {
    const old = header(
      'Month',
      'Reported by',
      'Falls within',
      'Easting',
      'Northing',
      'Location',
      'Crime type',
      'Context',
    )
    const heard = listening(file)
    const seen: number[][] = []
    const ground: Ground = { ...onMap, wardAt: (x, y) => (seen.push([x, y]), 'E05000001') }
    const reader = new StreetCounts(file, old, ground, heard.say)
    reader.row(['2024-03', 'Kent Police', 'Kent Police', '600900', '142600', '', 'Burglary', ''], 2)
    expect(reader.end()[0]?.types[0]?.counts[0]).toBe(1)
    expect(seen[0]?.map((it) => Math.round(it * 100) / 100)).toEqual([0.87, 51.15])
  })

  test('what cannot be read is said by its line, and the rest counts', () => {
    const { counts, lines } = read([
      row('Burglary', 0.8),
      ['too', 'few'],
      row('Burglary', 0.8, '', 'Kent Police', 'March-ish'),
      row('Burglary', 0.8, '', 'Kent Police', '2024-04'),
      row('', 0.8),
      [...row('Burglary', 0.8).slice(0, 4), 'east', 'west', ...row('Burglary', 0.8).slice(6)],
      row('Burglary', 0.8),
    ])
    expect(lines).toEqual([
      'line 3 fields: has 2 fields where 12 belong',
      'line 4 month: “March-ish” is not a month like 2024-03',
      'line 5 month: is of Apr 2024, in a file of Mar 2024',
      'line 6 type: has no crime type',
      'line 7 number: “east, west” is not a place on the map',
    ])
    expect(counts[0]?.types).toEqual([{ type: 'Burglary', counts: [2, 0, 0] }])
    expect(counts[0]?.elsewhere?.notUnderstood).toBe(2)
  })

  test('a month without rows is not supplied: no row is made of it', () => {
    const { counts, lines } = read([])
    expect(counts).toEqual([])
    expect(lines).toEqual(['not supplied: Mar 2024 has no rows: not supplied, which is not zero'])
  })
})
