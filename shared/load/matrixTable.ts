import { plainPlace } from './cspCounts.ts'
import type { FoundMatrix, Known } from './found.ts'
import { readCount, short } from './number.ts'
import type { Say } from './problem.ts'
import type { Header } from './tableKind.ts'

type Matrix = NonNullable<Known['matrix']>

/**
 * Reads a matrix typed elsewhere onto the edition's own: a line for each type, a column for each variable
 * (scores) or month (counts), and, if printed, the total and the band. An empty field leaves the cell as it is.
 */
export class MatrixTable {
  readonly #found: FoundMatrix
  readonly #lines = new Map<string, number>()
  readonly #types: ReadonlyMap<string, string>
  readonly #columns: [id: string, at: number][]
  readonly #header: Header
  readonly #matrix: Matrix
  readonly #say: Say
  rows = 0

  constructor(file: string, header: Header, matrix: Matrix, say: Say) {
    this.#found = { file, cells: [], published: [] }
    this.#types = new Map(matrix.types.map((type) => [plainPlace(type), type]))
    this.#columns = Object.entries(header.columns).filter(([id]) => !id.startsWith(' '))
    this.#header = header
    this.#matrix = matrix
    this.#say = say
    const lacking = matrix.columns.filter(({ id }) => header.columns[id] === undefined)
    if (lacking.length === 0) return
    const names = lacking.map(({ label }) => label).join(', ')
    if (matrix.holds === 'months')
      say(
        'months',
        `has ${this.#columns.length} of 12 months; without ${names} no month can be judged against the year`,
        { line: 1, weight: 'refused' },
      )
    else
      say('not supplied', `has no column for ${names}: those cells stay as they are`, {
        line: 1,
        weight: 'note',
      })
  }

  row(cells: readonly string[], line: number) {
    this.rows++
    const said = (at = -1) => (cells[at] ?? '').trim()
    const name = said(this.#header.columns[' type'])
    if (cells.length !== this.#header.cells.length) {
      const text = `has ${cells.length} fields where ${this.#header.cells.length} belong`
      return this.#say('fields', text, { line })
    }
    const type = this.#types.get(plainPlace(name))
    if (type === undefined)
      return this.#say('type', `“${short(name)}” is no type of this edition`, { line })
    const before = this.#lines.get(type)
    if (before !== undefined)
      return this.#say('repeat', `repeats ${type}; the first is in line ${before}`, { line })
    this.#lines.set(type, line)
    for (const [columnId, at] of this.#columns) this.#cell(type, columnId, said(at), line)
    this.#publish(
      type,
      said(this.#header.columns[' total']),
      said(this.#header.columns[' band']),
      line,
    )
  }

  #cell(type: string, columnId: string, said: string, line: number) {
    const column = this.#matrix.columns.find(({ id }) => id === columnId)?.label ?? columnId
    const where = { line, path: column }
    if (this.#matrix.holds !== 'scores') {
      const count = readCount(said)
      if ('sort' in count) return this.#say(count.sort, count.message, where)
      if (count.value !== null) this.#found.cells.push({ type, columnId, value: count.value })
      return
    }
    if (said === '') return
    const score = /^-?\d+(\.\d+)?$/.test(said) ? Number(said) : NaN
    const { minScore, maxScore } = this.#matrix
    if (Number.isNaN(score)) return this.#say('number', `“${short(said)}” is not a score`, where)
    if (score < minScore || score > maxScore)
      return this.#say('scale', `${said} is outside the scale, ${minScore} to ${maxScore}`, where)
    this.#found.cells.push({ type, columnId, value: score })
  }

  #publish(type: string, total: string, band: string, line: number) {
    const published: FoundMatrix['published'][number] = { type }
    if (total !== '') {
      if (Number.isFinite(Number(total))) published.total = Number(total)
      else this.#say('number', `“${short(total)}” is not a total`, { line, path: 'Total' })
    }
    if (band !== '') {
      const known = this.#matrix.bands.find((it) => it === band.toLowerCase())
      if (known) published.band = known
      else {
        const text = `“${short(band)}” is no band of this edition (${this.#matrix.bands.join(', ')})`
        this.#say('band', text, { line, path: 'Band' })
      }
    }
    if (published.total !== undefined || published.band) this.#found.published.push(published)
  }

  /** Null when a month is missing: eleven months make no temporal matrix. */
  end(): FoundMatrix | null {
    const isShort = this.#matrix.holds === 'months' && this.#columns.length < 12
    return isShort || this.#found.cells.length + this.#found.published.length === 0
      ? null
      : this.#found
  }
}
