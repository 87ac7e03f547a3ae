import type { Driver } from '../../../../shared/assessment/driver.ts'
import { inOrder } from '../../../../shared/assessment/scoreEdition.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The reads and verbs of drivers: what changes around a partnership, under the letters of PESTELO. */

export const driversOf = (shell: Shell, editionId: string): RowOf<'driver'>[] =>
  inOrder(shell.all('driver').filter((it) => it.editionId === editionId && !it.isWithdrawn))

type Words = Pick<Driver, 'sort' | 'text' | 'effect' | 'direction' | 'rowIds' | 'source'>

/** Adds a driver, or changes the one with that id. */
export async function keepDriver(
  shell: Shell,
  editionId: string,
  id: string | null,
  entry: Words | Partial<Driver>,
  because: string | null = null,
) {
  const { store } = shell
  if (id) return store.edit('driver', id, entry, because ?? undefined)
  const order = (driversOf(shell, editionId).at(-1)?.order ?? 0) + 1
  const added = { ...(entry as Words), editionId, order }
  return store.create('driver', `driver-${store.world.newId()}`, added, because ?? undefined)
}
