import { expect, test } from 'vitest'
import { readOds } from '../../web/src/lib/load/ods.ts'
import { chunksOf } from '../../web/src/lib/load/text.ts'

const cell = (text: string, more = '') =>
  `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`
const row = (cells: string, more = '') => `<table:table-row ${more}>${cells}</table:table-row>`

async function read(...sheets: string[]) {
  const tables = sheets.map((rows) => `<table:table>${rows}</table:table>`).join('')
  const xml = `<?xml version="1.0"?><office:document-content><office:spreadsheet>${tables}</office:spreadsheet></office:document-content>`
  const given: [sheet: number, line: number, cells: string[]][] = []
  const content = chunksOf(new Blob([xml]).stream())
  await readOds(content, (sheet, cells, line) => given.push([sheet, line, [...cells]]), 1000)
  return given
}

test('a cell or row that says it stands many times does; lines go on counting over empty ones', async () => {
  const twice = 'table:number-columns-repeated="2"'
  expect(
    await read(
      row(cell('a', twice) + cell('b')) +
        row('<table:table-cell/>', 'table:number-rows-repeated="3"') +
        row(cell('c'), 'table:number-rows-repeated="2"'),
      row(cell('d')),
    ),
  ).toEqual([
    [0, 1, ['a', 'a', 'b']],
    [0, 5, ['c']],
    [0, 6, ['c']],
    [1, 1, ['d']],
  ])
})

test('the value is meant, not what is shown; a note in a cell is no part of it', async () => {
  const number = cell('1,234', 'office:value-type="float" office:value="1234"')
  const date = cell('Mar 24', 'office:value-type="date" office:date-value="2024-03-01"')
  const noted = `<table:table-cell><office:annotation><text:p>why?</text:p></office:annotation><text:p>Fish &amp; chips</text:p></table:table-cell>`
  expect(await read(row(number + date + noted))).toEqual([
    [0, 1, ['1234', '2024-03-01', 'Fish & chips']],
  ])
})

test('a cell that fills the sheet to its edge is no 16,384 cells', async () => {
  const [[, , cells] = []] = await read(row(cell('x', 'table:number-columns-repeated="16384"')))
  expect(cells).toHaveLength(256)
})
