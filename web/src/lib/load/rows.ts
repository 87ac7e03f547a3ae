import type { TableReader } from '../../../../shared/load/found.ts'
import type { Say } from '../../../../shared/load/problem.ts'
import { nearest } from '../../../../shared/load/tableKind.ts'
import type { Header } from '../../../../shared/load/tableKind.ts'

/** Notes and titles stand above the header in what people save from a spreadsheet. */
export const HEADER_WITHIN = 20

export type Recognise = (cells: readonly string[]) => Header | null
export type ReaderFor = (header: Header) => TableReader

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

  /** The columns that the reader looks at; null before there is one. */
  columns: readonly number[] | null = null

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
    this.columns = Object.values(header.columns)
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
