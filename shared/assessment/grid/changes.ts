import { isSame } from '../../sync/canonical.ts'
import type { Cell } from '../matrixRow.ts'

/** One cell before and after; null is a cell that is not there. */
export interface CellChange {
  rowId: string
  columnId: string
  before: Cell | null
  after: Cell | null
}

export interface Rows {
  one: (id: string) => { cells: Readonly<Record<string, Cell>> } | undefined
}

/** The change that takes a change back. */
export const inverse = (changes: readonly CellChange[]): CellChange[] =>
  changes.map(({ before, after, ...at }) => ({ ...at, before: after, after: before }))

/**
 * Splits changes into those that still find what they left and those that do not: a cell that somebody
 * else has scored since is theirs, and undoing must not take it from them.
 */
export function standing(changes: readonly CellChange[], { one }: Rows) {
  const isLeft = ({ rowId, columnId, before }: CellChange) => {
    const row = one(rowId)
    return row !== undefined && isSame(cellOf(row.cells, columnId), before)
  }
  return { mine: changes.filter(isLeft), theirs: changes.filter((it) => !isLeft(it)) }
}

export const cellOf = (cells: Readonly<Record<string, Cell>>, columnId: string): Cell | null =>
  (Object.hasOwn(cells, columnId) ? cells[columnId] : null) ?? null

/** A row's cells with the changes that concern it; what is emptied is no longer there. */
export function withChanges(
  cells: Readonly<Record<string, Cell>>,
  changes: readonly CellChange[],
): Record<string, Cell> {
  const next = new Map(Object.entries(cells))
  for (const { columnId, after } of changes) {
    if (after === null) next.delete(columnId)
    else next.set(columnId, after)
  }
  return Object.fromEntries(next)
}

/**
 * A cell with another score. One that was carried becomes this edition's own, so the source and period
 * of the year it came from leave with the mark; a correction of one's own score keeps them. A colour
 * that was printed stays: it is evidence of the print.
 */
export function rescored(cell: Cell | null, score: number | null): Cell | null {
  if (cell === null) return score === null ? null : { score }
  if (score === cell.score) return cell
  if (!cell.carriedFrom) return { ...cell, score }
  const { carriedFrom: _from, source: _source, period: _period, note: _note, ...own } = cell
  return { ...own, score }
}

/** A cell with another count, for the matrices of counts. */
export function recounted(cell: Cell | null, count: number | null): Cell | null {
  if (count === (cell?.count ?? null)) return cell
  const { count: _count, carriedFrom: _from, ...rest } = cell ?? { score: null }
  if (count !== null) return { ...rest, count }
  const isBare = rest.score === null && Object.keys(rest).length === 1
  return isBare ? null : rest
}
