import { between, clamp, isWithin, moveBy } from '../../../../../shared/assessment/grid/move.ts'
import type { Place } from '../../../../../shared/assessment/grid/move.ts'
import type { GridColumn, GridKeeper, GridRow } from './grid.ts'

interface Draft {
  text: string
  /** Begun by typing over the cell: then the arrows leave it. Begun by Enter or F2, they move in the text. */
  isTyped: boolean
  problem: string
}

/**
 * Where somebody is in a grid and what they are typing: the keys of the ARIA grid pattern, with a
 * spreadsheet's for editing. It knows places and texts; what they mean is its keeper's.
 */
export class GridState {
  #at = $state.raw<Place>({ row: 0, column: 0 })
  #corner = $state.raw<Place | null>(null)
  #draft = $state<Draft | null>(null)
  readonly #shape: () => { rows: readonly GridRow[]; columns: readonly GridColumn[] }
  readonly #textAt: (place: Place) => string
  readonly keeper: GridKeeper

  constructor(
    shape: () => { rows: readonly GridRow[]; columns: readonly GridColumn[] },
    textAt: (place: Place) => string,
    keeper: GridKeeper,
  ) {
    this.#shape = shape
    this.#textAt = textAt
    this.keeper = keeper
  }

  get at() {
    return clamp(this.#at, this.#size)
  }
  get row() {
    return this.#shape().rows[this.at.row]
  }
  get column() {
    return this.#shape().columns[this.at.column]
  }
  get draft() {
    return this.#draft
  }
  get selection() {
    return between(this.at, this.#corner ?? this.at)
  }
  isSelected = (place: Place) => this.#corner !== null && isWithin(this.selection, place)
  isAt = ({ row, column }: Place) => this.at.row === row && this.at.column === column

  get #size() {
    const { rows, columns } = this.#shape()
    return { rows: rows.length, columns: columns.length }
  }
  get #isEditable() {
    return this.keeper.isEditable && this.column !== undefined && !this.column.isComputed
  }

  go(place: Place, extends_ = false) {
    this.#corner = extends_ ? (this.#corner ?? this.at) : null
    this.#at = clamp(place, this.#size)
  }

  /**
   * Answers whether the key leads to a place in the grid, which then takes the focus. Where it leads is settled before this returns: who types
   * fast has the next key down while the last score is still being kept.
   */
  press(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>) {
    const isControl = event.ctrlKey || event.metaKey
    if (event.altKey) return false
    if (this.#draft) return this.#pressInside(event.key, event.shiftKey)
    const letter = event.key.toLowerCase()
    if (isControl && letter === 'z') {
      void (event.shiftKey ? this.keeper.redo() : this.keeper.undo())
      return true
    }
    if (isControl && letter === 'y') return (void this.keeper.redo(), true)
    if (isControl && letter === 'a') {
      const { rows, columns } = this.#size
      this.#at = { row: 0, column: 0 }
      this.#corner = { row: rows - 1, column: columns - 1 }
      return true
    }
    const to = moveBy({ key: event.key, isControl }, this.at, this.#size)
    if (to) return (this.go(to, event.shiftKey), true)
    return isControl ? false : this.#pressOn(event.key)
  }

  #pressOn(key: string): boolean {
    if (key === 'Escape' && this.#corner) return ((this.#corner = null), true)
    if (key === 'Enter' || key === 'F2') {
      if (this.#isEditable) this.begin(this.#textAt(this.at), false)
      else return (this.keeper.open(), false)
      return true
    }
    if (!this.keeper.isEditable) return false
    if (key === 'Delete' || key === 'Backspace') return (this.#empty(), true)
    if (!this.#isEditable || !/^[\d.–-]$/.test(key)) return false
    this.begin(key, true)
    return true
  }

  #pressInside(key: string, isShift: boolean): boolean {
    if (key === 'Escape') return ((this.#draft = null), true)
    const ways: Record<string, [row: number, column: number]> = {
      Enter: isShift ? [-1, 0] : [1, 0],
      Tab: isShift ? [0, -1] : [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ...(this.#draft?.isTyped ? { ArrowLeft: [0, -1], ArrowRight: [0, 1] } : {}),
    }
    const way = Object.hasOwn(ways, key) ? ways[key] : undefined
    if (!way) return false
    const { row, column } = this.at
    if (this.finish()) this.go({ row: row + way[0], column: column + way[1] })
    return true
  }

  begin(text: string, isTyped: boolean) {
    if (!this.#isEditable) return
    this.#corner = null
    this.#draft = { text, isTyped, problem: '' }
  }

  /** Keeps what is typed, if it can stand there; otherwise says why, and stays. */
  finish(): boolean {
    const [draft, row, column] = [this.#draft, this.row, this.column]
    if (!draft || !row || !column) return true
    draft.problem = this.keeper.check(row.id, column.id, draft.text)
    if (draft.problem) return false
    this.#draft = null
    void this.keeper.keep(row.id, column.id, draft.text)
    return true
  }

  /** The focus went elsewhere: what can stand is kept, what cannot is dropped and not half kept. */
  leave() {
    if (this.#draft && !this.finish()) this.#draft = null
  }

  /** The selected block as a spreadsheet takes it. */
  get copied(): string {
    const { top, bottom, left, right } = this.selection
    const span = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at)
    return span(top, bottom)
      .map((row) => span(left, right).map((column) => this.#textAt({ row, column })))
      .map((line) => line.join('\t'))
      .join('\n')
  }

  #empty() {
    const { rows, columns } = this.#shape()
    const { top, bottom, left, right } = this.selection
    const cells = rows.slice(top, bottom + 1).flatMap((row) =>
      columns
        .slice(left, right + 1)
        .filter(({ isComputed }) => !isComputed)
        .map((column) => ({ rowId: row.id, columnId: column.id })),
    )
    if (cells.length > 0) void this.keeper.empty(cells)
  }
}
