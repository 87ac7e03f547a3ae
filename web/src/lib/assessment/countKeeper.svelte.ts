import { cellOf, recounted } from '../../../../shared/assessment/grid/changes.ts'
import type { CellChange } from '../../../../shared/assessment/grid/changes.ts'
import type { Place } from '../../../../shared/assessment/grid/move.ts'
import { readBlock } from '../../../../shared/assessment/grid/readBlock.ts'
import { readValue } from '../../../../shared/assessment/grid/readValue.ts'
import { count as some } from '../../../../shared/assessment/words.ts'
import type { RowOf } from '../store/view.ts'
import { sayTrouble } from '../trouble.ts'
import type { CellEdits } from './cellEdits.svelte.ts'
import type { GridKeeper } from './grid/grid.ts'

interface Around {
  lines: readonly RowOf<'matrixRow'>[]
  columns: readonly { id: string; label: string }[]
  isEditable: boolean
}

const rule = { min: 0, max: 1e9, isWhole: true }

/** Keeps counts: whole, from 0, and empty where none was supplied, which is not 0. */
export class CountKeeper implements GridKeeper {
  readonly #around: () => Around
  readonly #edits: CellEdits
  readonly open: () => void
  #problems = $state.raw<readonly string[]>([])

  constructor(around: () => Around, edits: CellEdits, open: () => void = () => undefined) {
    this.#around = around
    this.#edits = edits
    this.open = open
  }

  get isEditable() {
    return this.#around().isEditable
  }
  get problems() {
    return this.#problems
  }

  check = (_row: string, _column: string, text: string) => readValue(text, rule).problem ?? ''

  keep = async (rowId: string, columnId: string, text: string) => {
    const { value } = readValue(text, rule)
    if (value === undefined) return
    const row = this.#around().lines.find(({ id }) => id === rowId)?.label ?? ''
    const column = this.#around().columns.find(({ id }) => id === columnId)?.label ?? ''
    await this.#make(
      [this.#change(rowId, columnId, value)],
      `${row}, ${column}: ${value ?? 'emptied'}`,
    )
  }

  empty = (cells: readonly { rowId: string; columnId: string }[]) =>
    this.#make(
      cells.map(({ rowId, columnId }) => this.#change(rowId, columnId, null)),
      `${some(cells.length, 'cell')} emptied`,
    )

  paste = async (text: string, at: Place) => {
    const { lines: rows, columns } = this.#around()
    const { cells, problems } = readBlock(text, at, { rows, columns, rule })
    await this.#make(
      cells.map((it) => this.#change(it.rowId, it.columnId, it.value)),
      `${some(cells.length, 'count')} pasted`,
    )
    this.#problems = [...this.#problems, ...problems]
  }

  undo = () => this.#edits.undo()
  redo = () => this.#edits.redo()

  #change(rowId: string, columnId: string, value: number | null): CellChange {
    const line = this.#around().lines.find(({ id }) => id === rowId)
    const before = cellOf(line?.cells ?? {}, columnId)
    return { rowId, columnId, before, after: recounted(before, value) }
  }

  async #make(changes: CellChange[], said: string) {
    this.#problems = []
    await this.#edits.make(changes, said).catch((error: unknown) => {
      this.#problems = [sayTrouble(error)]
    })
  }
}
