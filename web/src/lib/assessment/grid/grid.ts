import type { Band } from '$lib/ui/tone.ts'

export interface GridColumn {
  id: string
  label: string
  /** Worked out from others: it cannot be typed into, and Enter opens how it came about. */
  isComputed?: boolean
}

export interface GridRow {
  id: string
  label: string
}

export interface GridCell {
  /** What is shown; colour is never alone. */
  text: string
  /** What is put into the input when it is edited. */
  typed?: string
  band?: Band | undefined
  isCarried?: boolean
  isIncomplete?: boolean
  /** Read after the text. */
  note?: string | undefined
}

/** What a grid asks of whoever keeps its values. A problem is a sentence; none is an empty one. */
export interface GridKeeper {
  isEditable: boolean
  /** Why this text cannot stand in that cell. */
  check: (rowId: string, columnId: string, text: string) => string
  keep: (rowId: string, columnId: string, text: string) => Promise<void>
  empty: (cells: readonly { rowId: string; columnId: string }[]) => Promise<void>
  paste: (text: string, at: { row: number; column: number }) => Promise<void>
  undo: () => Promise<void>
  redo: () => Promise<void>
  /** Enter on a cell that cannot be typed into. */
  open: () => void
}
