/** A place in a grid: row and column, both from 0. Computed columns count like any other. */
export interface Place {
  row: number
  column: number
}

export interface Size {
  rows: number
  columns: number
}

export interface Key {
  key: string
  isControl?: boolean
  /** Rows that one page shows, for Page Up and Page Down. */
  page?: number
}

/**
 * Where a key leads from a place, as the ARIA Authoring Practices' grid pattern has it; null for a key
 * that moves nothing. It never leaves the grid and never wraps: the edge is felt.
 */
export function moveBy({ key, isControl = false, page = 10 }: Key, from: Place, size: Size) {
  const known = steps(isControl, page, size)
  const step = Object.hasOwn(known, key) ? known[key] : undefined
  return step ? clamp(step(from), size) : null
}

const steps = (
  isControl: boolean,
  page: number,
  { rows, columns }: Size,
): Record<string, (from: Place) => Place> => ({
  ArrowUp: ({ row, column }) => ({ row: isControl ? 0 : row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: isControl ? rows : row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: isControl ? 0 : column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: isControl ? columns : column + 1 }),
  Home: ({ row }) => ({ row: isControl ? 0 : row, column: 0 }),
  End: ({ row }) => ({ row: isControl ? rows : row, column: columns }),
  PageUp: ({ row, column }) => ({ row: row - page, column }),
  PageDown: ({ row, column }) => ({ row: row + page, column }),
})

export const clamp = ({ row, column }: Place, { rows, columns }: Size): Place => ({
  row: Math.max(0, Math.min(row, rows - 1)),
  column: Math.max(0, Math.min(column, columns - 1)),
})

/** The rectangle between two corners, whichever way it was drawn. */
export const between = (a: Place, b: Place) => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
})
export type Block = ReturnType<typeof between>

export const isWithin = ({ top, bottom, left, right }: Block, { row, column }: Place) =>
  row >= top && row <= bottom && column >= left && column <= right
