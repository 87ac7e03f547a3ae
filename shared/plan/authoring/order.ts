export interface Ordered {
  id: string
  order: number
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The order of a list on every screen: rows that share a number stand by their id. */
export const inOrder = <T extends Ordered>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => a.order - b.order || compare(a.id, b.id))

/** A number between two others, or past the only one there is; null where no number lies between. */
export function orderBetween(before: number | null, after: number | null): number | null {
  if (before === null) return after === null ? 1 : after - 1
  if (after === null) return before + 1
  const middle = before + (after - before) / 2
  return before < middle && middle < after ? middle : null
}

/**
 * The numbers that put a row at a place of a list (0 is the first) which it may not be in yet. As a rule
 * one row moves and no other is touched, so that two people who reorder at once are both heard; where no
 * number lies between its neighbours the whole list is numbered anew.
 */
export function placeAt(rows: readonly Ordered[], id: string, place: number): Ordered[] {
  const others = inOrder(rows).filter((row) => row.id !== id)
  const at = Math.max(0, Math.min(place, others.length))
  const order = orderBetween(others[at - 1]?.order ?? null, others[at]?.order ?? null)
  if (order !== null && Math.abs(order) < 1e9) return [{ id, order }]
  const listed = [
    ...others.slice(0, at).map((row) => row.id),
    id,
    ...others.slice(at).map((row) => row.id),
  ]
  const known = new Map(rows.map((row) => [row.id, row.order]))
  return listed
    .map((it, nth) => ({ id: it, order: nth + 1 }))
    .filter((row) => known.get(row.id) !== row.order)
}
