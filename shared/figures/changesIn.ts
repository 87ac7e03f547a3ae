import type { KindChange } from './rows.ts'
import type { Shelf } from './shelf.ts'

/**
 * What is other in a list of rows than on a shelf. A row that nothing has happened to is the very same
 * object, so each is looked at and none is read. Null where nothing is other.
 */
export function changesIn<T extends { id: string }>(
  list: readonly T[],
  shelf: Pick<Shelf<T>, 'one' | 'ids' | 'size'>,
): KindChange<T> | null {
  const put: T[] = []
  let isNew = 0
  for (const row of list) {
    const known = shelf.one(row.id)
    if (known === row) continue
    put.push(row)
    if (!known) isNew++
  }
  const gone: string[] = []
  if (shelf.size + isNew > list.length) {
    const here = new Set(list.map(({ id }) => id))
    for (const id of shelf.ids()) if (!here.has(id)) gone.push(id)
  }
  return put.length + gone.length > 0 ? { put, gone } : null
}
