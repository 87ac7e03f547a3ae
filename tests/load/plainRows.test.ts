import * as fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { readCsv } from '../../web/src/lib/load/csv.ts'
import { plainRows } from '../../web/src/lib/load/plainRows.ts'
import { readHeader } from '../../shared/load/tableKind.ts'
import { listening } from '../fixtures/load/report.ts'

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

/** Everything a reader is given, the columns it asks for, and what is said. */
async function read(text: string, size: number) {
  const heard = listening()
  const given: unknown[] = []
  const found = await readCsv(
    pieces(new TextEncoder().encode(text), size),
    readHeader,
    ({ columns }) => ({
      row: (cells, line) =>
        given.push([line, cells.length, ...Object.values(columns).map((at) => cells[at])]),
      end: () => given.push('end'),
    }),
    heard.say,
  )
  return { found, given, said: heard.lines }
}

const header = 'Who,type,month,Note,ward,count\n'
const field = fc.constantFrom('', 'Noise', '2024-01', 'Café', '-0.871234', ' 4 ', 'a'.repeat(250))
const row = fc.array(field, { minLength: 1, maxLength: 8 }).map((cells) => cells.join(','))
const table = fc.array(row, { maxLength: 40 }).map((rows) => rows.map((it) => `${it}\n`).join(''))
const columns = fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 6 })

test('rows without quotes are what the CSV library makes of them, in the columns that are wanted', () => {
  fc.assert(
    fc.property(table, columns, (text, wanted) => {
      const given: [number, string[]][] = []
      plainRows(text, { separator: ',', columns: wanted, line: 7 }, (cells, line) =>
        given.push([line, [...cells]]),
      )
      const { data } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' })
      const expected = data.flatMap((cells, at): [number, string[]][] =>
        cells.length === 1 && cells[0] === ''
          ? []
          : [[7 + at, cells.map((cell, column) => (wanted.includes(column) ? cell : ''))]],
      )
      expect(given).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('a table longer than any piece keeps its lines, before and behind a quoted line end', async () => {
  const line = 'x,Noise,2024-01,,Victoria,3\n'
  const { given } = await read(
    `${header}${line.repeat(9000)}"y\ny",Café,2024-02,,Victoria,4\n${line}`,
    65_536,
  )
  expect(given).toHaveLength(9003)
  expect(given.at(-4)).toEqual([9001, 6, ...['Noise', '2024-01', 'Victoria', '3']])
  expect(given.at(-3)).toEqual([9002, 6, ...['Café', '2024-02', 'Victoria', '4']])
  expect(given.at(-2)).toEqual([9004, 6, ...['Noise', '2024-01', 'Victoria', '3']])
})

test('a table with no header in its first lines is not read to its end', async () => {
  let asked = 0
  async function* endless() {
    for (let at = 0; at < 40; at++) {
      asked++
      yield new TextEncoder().encode('a,b\n'.repeat(20_000))
    }
  }
  const { say } = listening()
  const nobody = () => ({ row: () => 0, end: () => 0 })
  expect(await readCsv(endless(), readHeader, nobody, say)).toBe(false)
  expect(asked).toBeLessThan(4)
})
