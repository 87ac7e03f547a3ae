import { describe, expect, test } from 'vitest'
import { readFiles } from '../../web/src/lib/load/readFiles.ts'
import type { Found, Known } from '../../shared/load/found.ts'
import { zipOf } from '../fixtures/load/archives.ts'
import { ashford, fileOf, wardFeatures, wardsText } from '../fixtures/load/district.ts'
import { streetFile, streetHeader } from '../fixtures/load/street.ts'
import { csv, cspHeader, cspRows, plainHeader } from '../fixtures/load/tables.ts'

/** Everything that a file can have wrong with it, as a whole file: what is said and where, and what is offered all the same. */
const wards = fileOf('wards.geojson', wardsText)
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const column = (label: string) => ({ id: label.toLowerCase(), label })
const scored: Known = {
  ...ashford,
  matrix: {
    ...{ columns: ['Volume', 'Trend'].map(column), holds: 'scores', types: ['Rape', 'Arson'] },
    ...{ minScore: 1, maxScore: 4, bands: ['blue', 'red'] },
  },
}
const monthly: Known = {
  ...ashford,
  matrix: {
    ...{ columns: months.map(column), holds: 'months', types: ['Rape'] },
    ...{ minScore: 0, maxScore: 0, bands: [] },
  },
}
const plain = (...rows: (string | number)[][]) => csv([plainHeader, ...rows])
const good = ['Noise', '2024-01', 'Victoria', 4]
const sumOf = ({ counts }: Found) =>
  counts
    .filter(({ areaKind }) => areaKind !== 'lsoa')
    .flatMap(({ types }) => types.flatMap((it) => it.counts))
    .reduce<number>((sum, it) => sum + (it ?? 0), 0)
const cellsOf = ({ matrices }: Found) => matrices.reduce((sum, it) => sum + it.cells.length, 0)
const wardsIn = ({ boundaries }: Found) => boundaries.length
const metres = (at: unknown): unknown =>
  Array.isArray(at) && typeof at[0] === 'number'
    ? [590_000 + at[0] * 1000, 140_000]
    : (at as []).map(metres)
const inMetres = JSON.stringify({
  type: 'FeatureCollection',
  features: wardFeatures.map((it) => ({
    ...it,
    geometry: { ...it.geometry, coordinates: metres(it.geometry.coordinates) },
  })),
})
const twice = JSON.stringify({
  type: 'FeatureCollection',
  features: [...wardFeatures, wardFeatures[3]],
})
const wrongQuarter = cspRows().map((row, at) =>
  at === 0 ? row.map((cell, of) => (of === 1 ? 'Q4 (Jan to Mar 2015)' : cell)) : row,
)

type Case = [
  what: string,
  files: () => File[] | Promise<File[]>,
  said: RegExp,
  offered: (found: Found) => number,
  count: number,
  known?: Known,
]
const cases: Case[] = [
  [
    'a score outside the scale',
    () => [fileOf('m.csv', 'Type,Volume,Trend\nRape,4,9\nArson,2,1\n')],
    /^m.csv, line 2, Trend: 9 is outside the scale, 1 to 4/m,
    ...([cellsOf, 3, scored] as const),
  ],
  [
    'an unknown band',
    () => [fileOf('m.csv', 'Type,Volume,Trend,Total,Band\nRape,4,3,7,purple\n')],
    /^m.csv, line 2, Band: “purple” is no band of this edition \(blue, red\)/m,
    ...([cellsOf, 2, scored] as const),
  ],
  [
    'a negative count',
    () => [fileOf('a.csv', plain(good, ['Noise', '2024-02', 'Victoria', -2]))],
    /^a.csv, line 3: -2 is below zero/m,
    ...([sumOf, 4] as const),
  ],
  [
    'a fractional count',
    () => [fileOf('a.csv', plain(good, ['Noise', '2024-02', 'Victoria', 2.5]))],
    /^a.csv, line 3: 2.5 is not a whole number/m,
    ...([sumOf, 4] as const),
  ],
  [
    'eleven months of a matrix, beside counts that are good',
    () => [
      fileOf(
        'm.csv',
        csv([
          ['Type', ...months.slice(0, 11)],
          ['Rape', ...months.slice(0, 11).fill('3')],
        ]),
      ),
      fileOf('a.csv', plain(good)),
    ],
    /^m.csv, line 1: has 11 of 12 months; without Dec/m,
    ...([sumOf, 4, monthly] as const),
  ],
  [
    'a month that a run of street files leaves out',
    () =>
      ['2024-01', '2024-03'].map((month) =>
        fileOf(
          `${month}-kent-street.csv`,
          streetFile({ month, rows: 100, share: 0 }) + streetRow(month),
        ),
      ),
    /^Kent Police: Feb 2024 is in none of these files: not supplied, which is not zero/m,
    ...([sumOf, 2] as const),
  ],
  [
    'a ward drawn twice',
    () => [fileOf('again.geojson', twice.replaceAll('WD13', 'WD24'))],
    /^again.geojson, features.35: draws .* a second time; the first is features.3$/m,
    ...([wardsIn, 70] as const),
  ],
  [
    'a ward counted twice',
    () => [fileOf('a.csv', plain(good, ['Noise', '2024-01', 'victoria', 9]))],
    /^a.csv, line 3: gives victoria a second number .* the first is in line 2/m,
    ...([sumOf, 4] as const),
  ],
  [
    'a GeoJSON in metres, beside one that is not',
    () => [fileOf('metres.geojson', inMetres), fileOf('a.csv', plain(good))],
    /^metres.geojson, features.0.geometry: is in metres of the British National Grid \(EPSG:27700\)/m,
    ...([wardsIn, 35] as const),
  ],
  [
    'a quarter 4 in the wrong year',
    () => [fileOf('csp.csv', csv([cspHeader, ...wrongQuarter]))],
    /^csp.csv, line 2: quarter 4 of 2015\/16 is Jan to Mar 2016, and here it says 2015/m,
    ...([sumOf, 4 * (10 + 20 + 30 + 40) + 4 * (1 + 2 + 3 + 4) - 11] as const),
  ],
  [
    'semicolons',
    () => [fileOf('a.csv', plain(good).replaceAll(',', ';'))],
    /^a.csv: has semicolons between its fields: read as such/m,
    ...([sumOf, 4] as const),
  ],
  [
    'a mark at the start, and nothing wrong with that',
    () => [fileOf('a.csv', `\uFEFF${plain(good, ['Noise', '2024-01', 'Stour', -1])}`)],
    /^a.csv, line 3: -1 is below zero/m,
    ...([sumOf, 4] as const),
  ],
  [
    'Windows-1252',
    () => [fileOf('a.csv', plain(good), new Uint8Array([0x43, 0xe9]), ',2024-02,Stour,3\n')],
    /^a.csv: is not UTF-8: read as Windows-1252/m,
    ...([sumOf, 7] as const),
  ],
  [
    'a line end inside quotes',
    () => [
      fileOf('a.csv', `${plain(good)}"Noise,\nlate",2024-01,Victoria,2\nNoise,2024-01,Stour,-1\n`),
    ],
    /^a.csv, line 5: -1 is below zero/m,
    ...([sumOf, 6] as const),
  ],
  [
    'a last line that breaks off',
    () => [fileOf('a.csv', `${plain(good)}Noise,2024-02,Vic`)],
    /^a.csv, line 3: breaks off after 3 of 4 fields: the end of the file is missing/m,
    ...([sumOf, 4] as const),
  ],
  [
    'an empty month',
    () => [fileOf('2024-02-kent-street.csv', `${streetHeader}\n`), fileOf('a.csv', plain(good))],
    /^2024-02-kent-street.csv: Feb 2024 has no rows: not supplied, which is not zero/m,
    ...([sumOf, 4] as const),
  ],
  [
    'a bomb, beside a file that is none',
    async () => [
      await zipOf('bomb.zip', { 'a.csv': new Uint8Array(60e6) }),
      fileOf('a.csv', plain(good)),
    ],
    /^bomb.zip: says a.csv would inflate \d+ times, which no table does: it was not opened/m,
    ...([sumOf, 4] as const),
  ],
]

/** One crime in the middle of a ward. */
function streetRow(month: string) {
  const ring = wardFeatures[0]?.geometry.coordinates[0] ?? []
  const [x, y] = ring
    .slice(1)
    .reduce<[number, number]>((sum, it) => [sum[0] + it[0]!, sum[1] + it[1]!], [0, 0])
    .map((it) => it / (ring.length - 1))
  return `,${month},Kent Police,Kent Police,${x},${y},On or near High Street,E01024001,Ashford 001A,Drugs,,\n`
}

describe('each thing that can be wrong says where, and what is good is offered', () => {
  test.each(cases)('%s', async (_what, files, said, offered, count, known = ashford) => {
    const found = await readFiles({
      files: [wards, ...(await files())],
      known,
      publisher: 'Council',
    })
    const lines = found.problems.map(
      ({ file, line, path, message }) =>
        `${[file, ...(line ? [`line ${line}`] : []), ...(path ? [path] : [])].join(', ')}: ${message}`,
    )
    expect(lines.join('\n')).toMatch(said)
    expect(offered(found)).toBe(count)
  })
})
