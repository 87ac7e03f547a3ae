import Papa from 'papaparse'
import type { Say } from '../../../../shared/load/problem.ts'
import { plainRows } from './plainRows.ts'
import { HEADER_WITHIN, Rows } from './rows.ts'
import type { ReaderFor, Recognise } from './rows.ts'
import { lineEnds, slicesOf } from './slices.ts'
import type { Slice } from './slices.ts'
import { textOf } from './text.ts'

/** The separator of a table, by which its first lines fall into most fields of one number. */
export function separatorOf(text: string): string {
  const { meta } = Papa.parse<string[]>(text.slice(0, 65_536), {
    preview: HEADER_WITHIN,
    delimitersToGuess: [',', ';', '\t', '|'],
  })
  return meta.delimiter
}

/**
 * Reads a CSV from its bytes into the reader that its header asks for, slice by slice. False when no
 * header was found, which is said.
 */
export async function readCsv(
  bytes: AsyncIterable<Uint8Array>,
  recognise: Recognise,
  readerFor: ReaderFor,
  say: Say,
): Promise<boolean> {
  const chunks = textOf(bytes, say)
  const first = await chunks.next()
  const start = first.done ? '' : first.value
  const separator = separatorOf(start)
  if (separator === ';')
    say('separator', 'has semicolons between its fields: read as such', { weight: 'note' })
  const rows = new Rows(recognise, readerFor, say)
  for await (const slice of slicesOf(withFirst(start, chunks), separator)) {
    if (rows.isLost) break
    if (slice.isOpen) sayOpen(slice, say)
    else take(slice, separator, rows)
  }
  return rows.end()
}

function sayOpen({ isLast, line }: Slice, say: Say) {
  const what = isLast
    ? 'breaks off inside a quote: the end of the file is missing, so its counts fall short'
    : 'opens a quote that is never closed'
  say(isLast ? 'truncated' : 'quote', what, { line })
}

function take(slice: Slice, separator: string, rows: Rows) {
  // One line end for all: the library would guess it anew for each slice, and quotes can mislead it.
  const text = slice.text.includes('\r') ? slice.text.replaceAll('\r\n', '\n') : slice.text
  const hasQuotes = text.includes('"')
  if (rows.columns !== null && !hasQuotes && text.endsWith('\n')) {
    return plainRows(text, { separator, columns: rows.columns, line: slice.line }, (cells, line) =>
      rows.take(cells, line),
    )
  }
  const { data } = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n' })
  const isCut = slice.isLast && !text.endsWith('\n')
  let line = slice.line
  for (let at = 0; at < data.length; at++) {
    const cells = data[at] as string[]
    const isEmpty = cells.length === 1 && cells[0] === ''
    if (!isEmpty) rows.take(cells, line, isCut && at === data.length - 1)
    line++
    if (hasQuotes) for (const cell of cells) if (cell.includes('\n')) line += lineEnds(cell)
  }
}

async function* withFirst<It>(first: It, rest: AsyncIterable<It>) {
  yield first
  yield* rest
}
