import { writeOds } from 'hucre/ods'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFiles } from '../../web/src/lib/load/readFiles.ts'
import { limits } from '../../web/src/lib/load/zip.ts'
import { lyingZip, SIZE, WHERE, zipOf } from '../fixtures/load/archives.ts'
import { ashford, fileOf, wardsText } from '../fixtures/load/district.ts'
import { csv, plainHeader } from '../fixtures/load/tables.ts'

const read = async (...files: File[]) => {
  const before = process.memoryUsage().rss
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss - before)), 2)
  const all = [fileOf('wards.geojson', wardsText), ...files]
  const found = await readFiles({ files: all, known: ashford, publisher: 'Council' })
  clearInterval(watch)
  return {
    ...found,
    peakMb: peak / 1e6,
    said: found.problems.map((it) => `${it.sort}: ${it.message}`),
  }
}
const table = csv([
  plainHeader,
  ...Array.from({ length: 4000 }, (_, at) => ['Noise', `20${10 + (at % 15)}-01`, 'Victoria', at]),
])
const kept = { ...limits }
let nothing: File
beforeAll(async () => {
  nothing = await zipOf('bomb.zip', { 'a.csv': new Uint8Array(300e6) })
})
afterAll(() => Object.assign(limits, kept))

describe('a zip is not believed', () => {
  test('300 MB of nothing in 300 KB is not opened, and the file beside it is read', async () => {
    expect(nothing.size).toBeLessThan(400_000)
    const good = fileOf('b.csv', csv([plainHeader, ['Noise', '2024-01', 'Victoria', 3]]))
    const { said, counts, peakMb } = await read(nothing, good)
    expect(said).toEqual([
      'bomb: says a.csv would inflate 1029 times, which no table does: it was not opened',
    ])
    expect(counts).toHaveLength(1)
    expect(peakMb).toBeLessThan(100)
  })

  test('one that lies about its size is stopped where the lie ends', async () => {
    const bomb = await lyingZip(nothing, 0, SIZE, 4000)
    const { said, peakMb } = await read(bomb)
    expect(said[0]).toMatch(/^(bomb: inflates a\.csv past|damaged)/)
    expect(peakMb).toBeLessThan(100)
  })

  test('two entries that are the same bytes are not inflated twice', async () => {
    const zip = await zipOf('a.zip', { 'a.csv': table, 'b.csv': table.replace('Noise', 'Other') })
    const { said } = await read(await lyingZip(zip, 1, WHERE, 0))
    expect(said.some((it) => /^(damaged|bomb)/.test(it))).toBe(true)
  })

  test('more files or more bytes than any archive has', async () => {
    const zip = await zipOf('a.zip', { 'a.csv': table, 'b.csv': table })
    limits.entries = 1
    expect((await read(zip)).said).toEqual(['bomb: holds 2 files; no archive here has so many'])
    Object.assign(limits, kept, { allBytes: table.length * 2 - 1 })
    expect((await read(zip)).said[0]).toMatch(/^bomb: says it would inflate to/)
    Object.assign(limits, kept, { entryBytes: table.length - 1 })
    expect((await read(zip)).said[0]).toMatch(/^bomb: says a.csv would inflate to/)
    Object.assign(limits, kept)
    expect((await read(zip)).said.filter((it) => /^bomb/.test(it))).toEqual([])
  })

  test('a damaged entry is said, its half is not counted, and what stands beside it is', async () => {
    const zip = await zipOf('a.zip', {
      'a.csv': table,
      'c.csv': csv([plainHeader, ['Litter', '2024-01', 'Stour', 3]]),
    })
    const bytes = new Uint8Array(await zip.arrayBuffer())
    bytes.fill(0x55, 400, 500)
    const { said, counts } = await read(fileOf('a.zip', bytes))
    expect(said).toEqual(['damaged: is damaged: it cannot be read to its end (Invalid CRC32)'])
    expect(counts.some(({ types }) => types.some(({ type }) => type === 'Litter'))).toBe(true)
  })
})

describe('a spreadsheet is a zip too', () => {
  test('an XLSX that inflates past what a library could hold is stopped before it sees it', async () => {
    const bomb = await zipOf('a.xlsx', {
      'xl/workbook.xml': '<x/>',
      'xl/worksheets/sheet1.xml': new Uint8Array(300e6),
    })
    const { said, peakMb } = await read(bomb)
    expect(said[0]).toMatch(/^bomb/)
    expect(peakMb).toBeLessThan(100)
  })

  test('an ODS that repeats one row a million times, or a cell to the edge, is bounded', async () => {
    const sheet = await writeOds({
      sheets: [{ name: 'A', rows: [plainHeader, ['Noise', '2024-01', 'Victoria', 3]] }],
    })
    const content = (rows: string) =>
      `<office:document-content><office:body><office:spreadsheet><table:table>${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
    const cell = (text: string, more = '') =>
      `<table:table-cell${more}><text:p>${text}</text:p></table:table-cell>`
    const head = `<table:table-row>${plainHeader.map((it) => cell(it)).join('')}</table:table-row>`
    const many = `<table:table-row table:number-rows-repeated="1048576">${cell('Noise', ' table:number-columns-repeated="16384"')}</table:table-row>`
    expect(sheet.length).toBeGreaterThan(0)
    const { problems, tallies, peakMb } = await read(
      await zipOf('a.ods', {
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': content(head + many),
      }),
    )
    expect(problems[0]).toMatchObject({ sort: 'fields', line: 2 })
    expect(tallies[0]?.count).toBe(1_048_576)
    expect(peakMb).toBeLessThan(150)
  })
})
