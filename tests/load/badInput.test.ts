import { describe, expect, test } from 'vitest'
import { readFiles } from '../../web/src/lib/load/readFiles.ts'
import { ashford, fileOf, wardsText } from '../fixtures/load/district.ts'
import { streetFile, streetHeader } from '../fixtures/load/street.ts'

const wards = fileOf('wards.geojson', wardsText)
const read = async (...files: File[]) => {
  const found = await readFiles({ files: [wards, ...files], known: ashford, publisher: 'Council' })
  const lines = found.problems.map(
    ({ line, path, sort, message }) =>
      `${[line ? `line ${line}` : '', path ?? '', sort].filter(Boolean).join(' ')}: ${message}`,
  )
  return { ...found, lines }
}
const head = 'type,month,ward,count\n'
const good = 'Noise,2024-01,Victoria,4\n'

describe('one bad thing is named by its line, and the good lines are offered', () => {
  test.each<[what: string, text: string | Uint8Array, said: RegExp, total: number]>([
    [
      'a quoted line end',
      `${head}"Noise,\nlate",2024-01,Victoria,4\nNoise,2024-01,Victoria,-1\n`,
      /^line 4 negative/,
      4,
    ],
    [
      'a truncated last line',
      `${head}${good}Noise,2024-02,Vic`,
      /^line 3 truncated: breaks off after 3 of 4 fields/,
      4,
    ],
    [
      'a last line that breaks off in a quote',
      `${head}${good}Noise,2024-02,"Vic`,
      /^line 3 truncated: breaks off inside a quote/,
      4,
    ],
    [
      'a quote never closed, half way',
      `${head}${good}"Noise,2024-02,Victoria,3\n${good.replace('01', '03')}`,
      /^line 3 quote: opens a quote that is never closed/,
      8,
    ],
    ['semicolons', `${head}${good}`.replaceAll(',', ';'), /^separator: has semicolons/, 4],
    [
      'Windows-1252',
      new Uint8Array([
        ...new TextEncoder().encode(head),
        ...[0x43, 0x61, 0x66, 0xe9],
        ...new TextEncoder().encode(',2024-01,Victoria,4\n'),
      ]),
      /^encoding: is not UTF-8: read as Windows-1252/,
      4,
    ],
    [
      'too few fields',
      `${head}Noise,2024-01\n${good}`,
      /^line 2 fields: has 2 fields where 4 belong/,
      4,
    ],
    ['a fraction', `${head}${good}Noise,2024-02,Victoria,1.5\n`, /^line 3 fraction/, 4],
  ])('%s', async (_what, text, said, total) => {
    const { lines, counts } = await read(fileOf('a.csv', text as BlobPart))
    expect(
      lines.some((line) => said.test(line)),
      lines.join('\n'),
    ).toBe(true)
    const sum = counts
      .flatMap(({ types }) => types.flatMap((it) => it.counts))
      .reduce<number>((a, b) => a + (b ?? 0), 0)
    expect(sum).toBe(total)
  })

  test('letters of Windows-1252 come out right, and a letter cut by a chunk of UTF-8 stays whole', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const latin = await read(
      fileOf(
        'a.csv',
        bytes(head),
        new Uint8Array([0x43, 0x61, 0x66, 0xe9]),
        bytes(',2024-01,Victoria,4\n'),
      ),
    )
    expect(latin.counts[0]?.types[0]?.type).toBe('Café')
    const filler = 'Noise,2024-01,Victoria,4\n'.repeat(2620)
    for (const pad of ['', 'x', 'xx', 'xxx']) {
      const text = `${head}${filler}${pad}Café é€😀,2024-02,Victoria,1\n`.repeat(1)
      const { counts, lines } = await read(fileOf('a.csv', text))
      expect(counts.at(-1)?.types[0]?.type).toBe(`${pad}Café é€😀`)
      expect(lines.filter((it) => it.startsWith('encoding'))).toEqual([])
    }
  })
})

describe('whole files', () => {
  test.each<[what: string, file: File, said: RegExp]>([
    ['an empty one', fileOf('a.csv', ''), /not known: is empty/],
    [
      'a table of something else',
      fileOf('a.csv', 'Colour,Size\nred,4\n'),
      /not known: has no header of a table that is known here/,
    ],
    [
      'a table that lacks a column',
      fileOf('a.csv', 'Type,Month,Count\nNoise,2024-01,3\n'),
      /looks like a table of type, month, ward and count, and lacks the column ward/,
    ],
    [
      'a picture',
      fileOf('a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])),
      /not used: is no file that can be loaded/,
    ],
    ['a GeoJSON cut short', fileOf('b.geojson', wardsText.slice(0, 5000)), /damaged: is no JSON/],
    [
      'a GeoJSON in metres',
      fileOf(
        'b.geojson',
        JSON.stringify({
          type: 'FeatureCollection',
          features: [
            {
              properties: { WD24CD: 'E05000001' },
              geometry: {
                type: 'Polygon',
                coordinates: [
                  [
                    [590000, 140000],
                    [590001, 140000],
                    [590001, 140001],
                    [590000, 140000],
                  ],
                ],
              },
            },
          ],
        }),
      ),
      /features.0.geometry metres: .*EPSG:27700/,
    ],
    [
      'a month with a header and nothing else',
      fileOf('2024-02/2024-02-kent-street.csv', `${streetHeader}\n`),
      /not supplied: Feb 2024 has no rows: not supplied, which is not zero/,
    ],
  ])('%s', async (_what, file, said) => {
    const { lines, counts } = await read(file)
    expect(lines.join('\n')).toMatch(said)
    expect(counts).toEqual([])
  })

  test('one bad file does not keep the good ones from being offered', async () => {
    const street = fileOf('2024-01-kent-street.csv', streetFile({ month: '2024-01', rows: 300 }))
    const { counts, files } = await read(
      fileOf('bad.zip', 'PK\x03\x04 no zip'),
      street,
      fileOf('b.geojson', '{'),
    )
    expect(counts).toHaveLength(2)
    expect(
      files
        .filter(({ what }) => what === null)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['b.geojson', 'bad.zip'])
  })

  test('a thousand bad lines are counted, and twenty are shown', async () => {
    const bad = Array.from({ length: 1000 }, () => 'Noise,2024-01,Atlantis,1\n').join('')
    const { problems, tallies } = await read(fileOf('a.csv', `${head}${bad}${good}`))
    expect(problems.filter(({ sort }) => sort === 'ward')).toHaveLength(20)
    expect(tallies).toContainEqual({ file: 'a.csv', sort: 'ward', weight: 'left out', count: 1000 })
  })
})
