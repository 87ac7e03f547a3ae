import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The plans or actions this one carries on, nearest first; a loop ends where it closes. */
export function lineage<K extends 'plan' | 'action'>(
  shell: Shell,
  kind: K,
  row: RowOf<K>,
): RowOf<K>[] {
  const line: RowOf<K>[] = []
  let id = row.carriedFromId
  while (id) {
    const before: RowOf<K> | undefined = shell.one(kind, id)
    if (!before || before.id === row.id || line.some((it) => it.id === id)) break
    line.push(before)
    id = before.carriedFromId
  }
  return line
}
