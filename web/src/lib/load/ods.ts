import { Parser } from 'htmlparser2'

/** No table is wider; a sheet that repeats a cell to its edge means nothing by it. */
const MOST_CELLS = 256
const MOST_TEXT = 10_000

export type SheetRow = (sheet: number, cells: string[], line: number) => void

/**
 * The rows of an ODS's content.xml, while it inflates (OpenDocument 1.3, part 3, chapter 9). A row or cell
 * may say it stands many times: rows with words in them are given once for each, up to `mostRows`, and empty
 * ones are only counted.
 */
export async function readOds(
  content: AsyncIterable<Uint8Array>,
  give: SheetRow,
  mostRows: number,
) {
  const sheet = new Sheet(give, mostRows)
  const parser = new Parser(sheet, { xmlMode: true })
  const decoder = new TextDecoder()
  for await (const chunk of content) {
    parser.write(decoder.decode(chunk, { stream: true }))
    if (sheet.isFull) return
  }
  parser.end()
}

class Sheet {
  #number = -1
  #line = 1
  #given = 0
  #rowTimes = 1
  #cells: string[] = []
  #cellTimes = 1
  #value: string | undefined
  #text = ''
  #depth = 0
  #inNote = 0
  readonly #give: SheetRow
  readonly #mostRows: number

  constructor(give: SheetRow, mostRows: number) {
    this.#give = give
    this.#mostRows = mostRows
  }

  get isFull() {
    return this.#given >= this.#mostRows
  }

  onopentag(name: string, attributes: Record<string, string>) {
    if (name === 'table:table') {
      this.#number++
      this.#line = 1
    } else if (name === 'table:table-row') {
      this.#rowTimes = times(attributes['table:number-rows-repeated'])
      this.#cells = []
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      this.#cellTimes = times(attributes['table:number-columns-repeated'])
      this.#value = valueOf(attributes)
      this.#text = ''
    } else if (name === 'office:annotation') this.#inNote++
    else if (name === 'text:p') this.#depth++
    else if (name === 'text:s') this.#text += ' '
  }

  ontext(text: string) {
    if (this.#depth > 0 && this.#inNote === 0 && this.#text.length < MOST_TEXT) this.#text += text
  }

  onclosetag(name: string) {
    if (name === 'office:annotation') this.#inNote--
    else if (name === 'text:p') this.#depth--
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      const cell = this.#value ?? this.#text
      const room = MOST_CELLS - this.#cells.length
      for (let at = 0; at < Math.min(this.#cellTimes, room); at++) this.#cells.push(cell)
    } else if (name === 'table:table-row') this.#endRow()
  }

  #endRow() {
    while (this.#cells.at(-1) === '') this.#cells.pop()
    const isEmpty = this.#cells.length === 0
    for (let at = 0; !isEmpty && at < this.#rowTimes && !this.isFull; at++) {
      this.#given++
      this.#give(this.#number, this.#cells, this.#line + at)
    }
    this.#line += this.#rowTimes
  }
}

/** What is meant rather than what is shown: 1234 behind "1,234", 2024-03-01 behind "Mar 24". */
function valueOf(attributes: Record<string, string>): string | undefined {
  const type = attributes['office:value-type']
  if (type === 'float' || type === 'percentage' || type === 'currency')
    return attributes['office:value']
  return type === 'date' ? attributes['office:date-value'] : undefined
}

function times(said: string | undefined): number {
  const count = Number(said ?? 1)
  return Number.isInteger(count) && count >= 1 ? count : 1
}
