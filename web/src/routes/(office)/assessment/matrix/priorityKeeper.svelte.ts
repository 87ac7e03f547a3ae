import { cellOf, rescored } from '../../../../../../shared/assessment/grid/changes.ts'
import type { CellChange } from '../../../../../../shared/assessment/grid/changes.ts'
import type { Place } from '../../../../../../shared/assessment/grid/move.ts'
import { readBlock } from '../../../../../../shared/assessment/grid/readBlock.ts'
import { readValue } from '../../../../../../shared/assessment/grid/readValue.ts'
import { sayNumber } from '../../../../../../shared/assessment/words.ts'
import type { CellEdits } from '$lib/assessment/cellEdits.svelte.ts'
import type { PriorityRow } from '$lib/assessment/editions.ts'
import type { GridKeeper } from '$lib/assessment/grid/grid.ts'
import type { RowOf } from '$lib/store/view.ts'
import { sayTrouble } from '$lib/trouble.ts'

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
