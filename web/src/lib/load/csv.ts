import Papa from 'papaparse'
import type { TableReader } from '../../../../shared/load/found.ts'
import type { Say } from '../../../../shared/load/problem.ts'
import { nearest } from '../../../../shared/load/tableKind.ts'
import type { Header } from '../../../../shared/load/tableKind.ts'
import { lineEnds, slicesOf } from './slices.ts'
import { textOf } from './text.ts'

/** Notes and titles stand above the header in what people save from a spreadsheet. */
export const HEADER_WITHIN = 20

export type Recognise = (cells: readonly string[]) => Header | null
export type ReaderFor = (header: Header) => TableReader

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
    if (slice.isOpen) {
      const what = slice.isLast
        ? 'breaks off inside a quote: the end of the file is missing, so its counts fall short'
        : 'opens a quote that is never closed'
      say(slice.isLast ? 'truncated' : 'quote', what, { line: slice.line })
      continue
    }
    // One line end for all: the library would guess it anew for each slice, and quotes can mislead it.
    const text = slice.text.includes('\r') ? slice.text.replaceAll('\r\n', '\n') : slice.text
    const { data } = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n' })
    const hasQuotes = slice.text.includes('"')
    const isCut = slice.isLast && !slice.text.endsWith('\n')
    let line = slice.line
    for (let at = 0; at < data.length; at++) {
      const cells = data[at] as string[]
      const isEmpty = cells.length === 1 && cells[0] === ''
      if (!isEmpty) rows.take(cells, line, isCut && at === data.length - 1)
      line++
      if (hasQuotes) for (const cell of cells) if (cell.includes('\n')) line += lineEnds(cell)
    }
  }
  return rows.end()
}

async function* withFirst(first: string, rest: AsyncIterable<string>) {
  yield first
  yield* rest
}

/** Rows before the header are passed over; from there on they are the reader's. */
export class Rows {
  #reader: TableReader | null = null
  #width = 0
  #seen: string[][] = []
  readonly #recognise: Recognise
  readonly #readerFor: ReaderFor
  readonly #say: Say

  constructor(recognise: Recognise, readerFor: ReaderFor, say: Say) {
    this.#recognise = recognise
    this.#readerFor = readerFor
    this.#say = say
  }

  get isLost() {
    return !this.#reader && this.#seen.length >= HEADER_WITHIN
  }

  /** `isCut`: the file ends right behind this row, without a line end. */
  take(cells: string[], line: number, isCut = false) {
    if (this.#reader) {
      if (isCut && cells.length < this.#width) {
        const what = `breaks off after ${cells.length} of ${this.#width} fields: the end of the file is missing, so its counts fall short`
        return this.#say('truncated', what, { line })
      }
      return this.#reader.row(cells, line)
    }
    if (this.isLost) return
    const header = this.#recognise(cells)
    this.#seen.push(cells)
    if (!header) return
    this.#width = header.cells.length
    this.#reader = this.#readerFor(header)
  }

  end(): boolean {
    if (this.#reader) {
      this.#reader.end()
      return true
    }
    const near = this.#seen.map(nearest).find((it) => it !== null)
    const what = near
      ? `looks like ${titles[near.kind]}, and lacks the column ${near.lacks.join(', ')}`
      : this.#seen.length === 0
        ? 'is empty'
        : 'has no header of a table that is known here'
    this.#say('not known', what, { weight: 'refused', line: 1 })
    return false
  }
}

const titles = {
  street: 'a police.uk street file',
  csp: 'a Home Office table',
  plain: 'a table of type, month, ward and count',
  bestFit: 'a best-fit lookup',
  population: 'a table of populations',
  matrix: 'a matrix',
}
