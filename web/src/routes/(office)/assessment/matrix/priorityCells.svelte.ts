import { bands } from '../../../../../../shared/assessment/edition.ts'
import { possibleBands, sayPlace, shadeOf } from '../../../../../../shared/assessment/explain.ts'
import { cellOf, rescored } from '../../../../../../shared/assessment/grid/changes.ts'
import type { CellChange } from '../../../../../../shared/assessment/grid/changes.ts'
import type { Place } from '../../../../../../shared/assessment/grid/move.ts'
import { readBlock } from '../../../../../../shared/assessment/grid/readBlock.ts'
import { readValue } from '../../../../../../shared/assessment/grid/readValue.ts'
import { sayNumber } from '../../../../../../shared/assessment/words.ts'
import type { MatrixScored } from '../../../../../../shared/scoring/index.ts'
import type { CellEdits } from '$lib/assessment/cellEdits.svelte.ts'
import type { PriorityRow } from '$lib/assessment/editions.ts'
import type { GridCell, GridColumn, GridKeeper } from '$lib/assessment/grid/grid.ts'
import type { RowOf } from '$lib/store/view.ts'
import { sayTrouble } from '$lib/trouble.ts'
import { capital } from '$lib/words.ts'

export const TOTAL = 'total!'
export const PLACE = 'place!'

/** The tiles of a priority matrix: its scores, and behind them the total and the place. */
export function cellsOf(
  edition: PriorityRow,
  lines: readonly RowOf<'matrixRow'>[],
  scored: MatrixScored | null,
) {
  const columns: GridColumn[] = [
    ...edition.variables.map(({ id, label }) => ({ id, label })),
    { id: TOTAL, label: 'Total', isComputed: true },
    { id: PLACE, label: 'Place', isComputed: true },
  ]
  const lineOf = new Map(lines.map((line) => [line.id, line]))
  const rowOf = new Map(scored?.rows.map((row) => [row.id, row]))
  const at = (rowId: string, columnId: string): GridCell => {
    const row = rowOf.get(rowId)
    if (columnId === PLACE) return { text: row ? sayPlace(row) : '–' }
    if (columnId === TOTAL) return row ? totalTile(edition, row) : { text: '–' }
    return scoreTile(edition, lineOf.get(rowId)?.cells[columnId])
  }
  return { columns, at }
}

function scoreTile(
  { method }: PriorityRow,
  cell: RowOf<'matrixRow'>['cells'][string] | undefined,
): GridCell {
  const isCarried = Boolean(cell?.carriedFrom)
  const note = isCarried ? `carried from ${cell?.carriedFrom}` : undefined
  const score = cell?.score ?? null
  if (score !== null) {
    const text = sayNumber(score)
    return { text, typed: String(score), band: shadeOf(score, method), isCarried, note }
  }
  if (cell?.colour)
    return {
      text: capital(cell.colour),
      typed: '',
      band: cell.colour,
      isCarried,
      note: note ?? 'printed colour, no score',
    }
  return { text: '–', typed: '', isIncomplete: true, note: 'no score' }
}

function totalTile(
  { method }: PriorityRow,
  { total, interval, band }: MatrixScored['rows'][number],
): GridCell {
  const known = bands.find((it) => it === band)
  if (total !== null)
    return { text: sayNumber(total), band: known, note: band ?? 'below the lowest band' }
  const { low, high } = interval ?? { low: 0, high: 0 }
  const between = possibleBands(method.bands, low, high)
  return {
    text: `${sayNumber(low)}–${sayNumber(high)}`,
    band: known,
    isIncomplete: true,
    note: `scores are missing: ${known ?? `${between.at(0)} to ${between.at(-1)}`}`,
  }
}

interface Around {
  edition: PriorityRow
  lines: readonly RowOf<'matrixRow'>[]
  isEditable: boolean
}

/** Keeps what is typed, pasted and emptied in a priority matrix, each a step that can be undone. */
export class PriorityKeeper implements GridKeeper {
  readonly #around: () => Around
  readonly #edits: CellEdits
  readonly open: () => void
  #problems = $state.raw<readonly string[]>([])

  constructor(around: () => Around, edits: CellEdits, open: () => void) {
    this.#around = around
    this.#edits = edits
    this.open = open
  }

  get isEditable() {
    return this.#around().isEditable
  }
  /** What of the last paste could not be taken, and what could not be kept. */
  get problems() {
    return this.#problems
  }
  get #rule() {
    const { minScore, maxScore } = this.#around().edition.method
    return { min: minScore, max: maxScore }
  }

  check = (_row: string, _column: string, text: string) => readValue(text, this.#rule).problem ?? ''

  keep = async (rowId: string, columnId: string, text: string) => {
    const { value } = readValue(text, this.#rule)
    if (value === undefined) return
    const change = this.#change(rowId, columnId, value)
    const was = change.before?.score ?? null
    await this.#make([change], `${this.#name(rowId, columnId)}: ${say(was)} → ${say(value)}`)
  }

  empty = (cells: readonly { rowId: string; columnId: string }[]) =>
    this.#make(
      cells.map(({ rowId, columnId }) => this.#change(rowId, columnId, null)),
      cells.length === 1 && cells[0]
        ? `${this.#name(cells[0].rowId, cells[0].columnId)} emptied`
        : `${cells.length} cells emptied`,
    )

  paste = async (text: string, at: Place) => {
    const { lines, edition } = this.#around()
    const { cells, problems } = readBlock(text, at, {
      rows: lines,
      columns: edition.variables,
      rule: this.#rule,
    })
    const changes = cells.map((it) => this.#change(it.rowId, it.columnId, it.value))
    await this.#make(changes, `${cells.length} ${cells.length === 1 ? 'score' : 'scores'} pasted`)
    this.#problems = [...this.#problems, ...problems]
  }

  undo = () => this.#edits.undo()
  redo = () => this.#edits.redo()

  #change(rowId: string, columnId: string, score: number | null): CellChange {
    const line = this.#around().lines.find(({ id }) => id === rowId)
    const before = cellOf(line?.cells ?? {}, columnId)
    return { rowId, columnId, before, after: rescored(before, score) }
  }

  #name(rowId: string, columnId: string) {
    const { lines, edition } = this.#around()
    const row = lines.find(({ id }) => id === rowId)?.label ?? ''
    return `${row}, ${edition.variables.find(({ id }) => id === columnId)?.label ?? ''}`
  }

  async #make(changes: CellChange[], said: string) {
    this.#problems = []
    await this.#edits.make(changes, said).catch((error: unknown) => {
      this.#problems = [sayTrouble(error)]
    })
  }
}

const say = (score: number | null) => (score === null ? 'none' : sayNumber(score))
