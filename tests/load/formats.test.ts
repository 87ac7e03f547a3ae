import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { Found, Known } from '../../shared/load/found.ts'
import { readFiles } from '../../web/src/lib/load/readFiles.ts'
import { zipOf } from '../fixtures/load/archives.ts'
import { ashford, fileOf, lsoasText, wardsText } from '../fixtures/load/district.ts'
import { monthsFrom, streetFile } from '../fixtures/load/street.ts'
import { csv, cspHeader, cspRows, plainHeader } from '../fixtures/load/tables.ts'

const read = (files: File[], known: Known = ashford) =>
  readFiles({ files, known, publisher: 'Ashford Borough Council' })
const wards = fileOf('wards.geojson', wardsText)
const said = ({ counts }: Found) =>
  counts.map(({ publisher, fromOn, areaKind, areas, types }) => ({
    ...{ publisher, fromOn, areaKind, areas, types },
  }))

describe('police.uk', () => {
  const months = monthsFrom(2024, 3)
  const texts = months.map((month, at) => streetFile({ month, rows: 600, seed: at }))

  test('a zip of folders says what its files say, and leaves the other tables in it alone', async () => {
    const files = texts.map((text, at) => fileOf(`${months[at]}-kent-street.csv`, text))
    const loose = await read([...files, wards])
    const zip = await zipOf('download.zip', {
      ...Object.fromEntries(
        texts.map((text, at) => [`${months[at]}/${months[at]}-kent-street.csv`, text]),
      ),
      '2024-01/2024-01-kent-outcomes.csv': 'Crime ID,Month\n',
      '2024-01/2024-01-kent-stop-and-search.csv': 'Type,Date\n',
      '__MACOSX/2024-01/._2024-01-kent-street.csv': 'x',
    })
    const zipped = await read([zip, wards])
    expect(said(zipped)).toEqual(said(loose))
    expect(loose.counts).toHaveLength(6)
    expect(zipped.problems.map(({ sort, message }) => [sort, message.split(',')[0]])).toEqual([
      ['not used', 'holds 2024-01/2024-01-kent-outcomes.csv'],
      ['not used', 'holds 2024-01/2024-01-kent-stop-and-search.csv'],
    ])
  })

  test('every row of a file is in a ward, outside, or without a place', async () => {
    const { counts } = await read([fileOf('2024-01-kent-street.csv', texts[0]!), wards])
    const [ward] = counts
    const placed = ward!.types
      .flatMap((it) => it.counts)
      .reduce<number>((sum, it) => sum + (it ?? 0), 0)
    expect(placed).toBeGreaterThan(20)
    expect(placed + ward!.elsewhere!.outside + ward!.elsewhere!.unlocated).toBe(600)
  })

  test('months without a map are refused until there is one, or a lookup', async () => {
    const file = fileOf('2024-01-kent-street.csv', texts[0]!)
    const { counts, problems } = await read([file])
    expect(counts).toEqual([])
    expect(problems[0]).toMatchObject({ sort: 'no place', weight: 'refused' })
    const first = await read([wards, fileOf('lsoas.geojson', lsoasText)])
    const byLsoa = await read([file], { ...ashford, lookups: first.lookups })
    expect(byLsoa.counts[0]).toMatchObject({ placedBy: 'lsoa', areaKind: 'ward' })
  })

  test('the map as kept says what the map as loaded said', async () => {
    const file = fileOf('2024-01-kent-street.csv', texts[0]!)
    const fresh = await read([file, wards])
    const later = await read([file], { ...ashford, boundaries: fresh.boundaries })
    expect(said(later)).toEqual(said(fresh))
  })
})

test('of two ward lists that are held, rows go to the later one', async () => {
  const later = JSON.parse(
    wardsText.replaceAll('WD13', 'WD24').replaceAll('E0500', 'E0599'),
  ) as object
  const file = fileOf('2024-01-kent-street.csv', streetFile({ month: '2024-01', rows: 600 }))
  const both = await read([wards, fileOf('later.geojson', JSON.stringify(later)), file])
  expect(both.boundaries).toHaveLength(70)
  expect(both.counts[0]?.areas.every((code) => code.startsWith('E0599'))).toBe(true)
  expect(both.counts[0]?.areas).toHaveLength(35)
})

describe('Home Office', () => {
  const table = [cspHeader, ...cspRows()]
  const notes = [['Police recorded crime open data tables'], ['Contents']]

  test('ODS, XLSX and CSV say the same, with a sheet of notes before it', async () => {
    const sheets = [
      { name: 'Notes', rows: notes },
      { name: '2015_16', rows: [['Table'], ...table] },
    ]
    const files = {
      ods: fileOf('a.ods', (await writeOds({ sheets })) as BlobPart),
      xlsx: fileOf('a.xlsx', (await writeXlsx({ sheets })) as BlobPart),
      csv: fileOf('a.csv', csv(table)),
    }
    const [ods, xlsx, plain] = [
      await read([files.ods]),
      await read([files.xlsx]),
      await read([files.csv]),
    ]
    expect(plain.counts).toHaveLength(4)
    expect(said(ods)).toEqual(said(plain))
    expect(said(xlsx)).toEqual(said(plain))
    expect([ods.problems, xlsx.problems, plain.problems]).toEqual([[], [], []])
    expect(ods.files).toEqual([
      {
        name: 'a.ods, sheet 2',
        keptAs: 'a.ods, sheet 2',
        what: 'Home Office recorded crime',
        rows: 32,
      },
    ])
  })

  test('once another name is chosen, that partnership is read', async () => {
    const file = fileOf('a.csv', csv(table))
    const { counts, partnerships } = await read([file], { ...ashford, csp: 'Canterbury' })
    expect(counts[0]?.areas).toEqual(['Canterbury'])
    expect(partnerships).toEqual(['Ashford', 'Canterbury'])
  })
})

describe('a partner’s table', () => {
  const rows = [
    plainHeader,
    ['Noise', '2024-01', 'Victoria', 4],
    ['Noise, late', '2024-01', 'Stour', 5],
  ]
  const expected = async () => said(await read([fileOf('a.csv', csv(rows)), wards]))

  test.each<[what: string, file: () => File]>([
    ['with semicolons', () => fileOf('a.csv', csv(rows, ';'))],
    ['with tabs', () => fileOf('a.csv', csv(rows, '\t'))],
    ['with a mark at its start', () => fileOf('a.csv', '\uFEFF', csv(rows))],
    ['with the line ends of Windows', () => fileOf('a.csv', csv(rows).replaceAll('\n', '\r\n'))],
    [
      'with every field quoted',
      () => fileOf('a.csv', rows.map((row) => row.map((it) => `"${it}"`).join(',')).join('\n')),
    ],
    ['without a last line end', () => fileOf('a.csv', csv(rows).trimEnd())],
    [
      'with a title above and empty lines between',
      () => fileOf('a.csv', `Noise 2024\n\n${csv(rows).replace('\n', '\n\n')}`),
    ],
    [
      'in UTF-16',
      () =>
        fileOf('a.csv', new Uint16Array([0xfeff, ...[...csv(rows)].map((it) => it.charCodeAt(0))])),
    ],
  ])('%s says the same', async (_what, file) => {
    const found = await read([file(), wards])
    expect(said(found)).toEqual(await expected())
    expect(found.counts[0]?.types).toHaveLength(2)
  })

  test('dates that a spreadsheet keeps as dates are months', async () => {
    const sheets = [
      { name: 'A', rows: [plainHeader, ['Noise', new Date(Date.UTC(2024, 0, 1)), 'Victoria', 4]] },
    ]
    for (const bytes of [await writeXlsx({ sheets }), await writeOds({ sheets })]) {
      const { counts, problems } = await read([fileOf('a.xlsx', bytes as BlobPart), wards])
      expect(problems).toEqual([])
      expect(counts[0]?.fromOn).toBe('2024-01-01')
    }
  })
})
