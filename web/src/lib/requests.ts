import { may } from '../../../shared/access/may.ts'
import { actorOf } from './actor.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** Asks the owners of an action for an update; it stands on their My patch until anybody records one. */
export async function askForUpdate(
  { store, me }: Shell,
  { id: actionId, ownerIds }: RowOf<'action'>,
  text: string,
  because: string | null = null,
): Promise<string> {
  const id = `request-${store.world.newId()}`
  const recordedAt = store.world.now().toISOString()
  const entry = {
    actionId,
    toIds: ownerIds,
    text: text.trim() || null,
    byId: me.memberId,
    recordedAt,
  }
  await store.create('request', id, entry, because ?? undefined)
  return id
}

export const mayAsk = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'request', data: { byId: shell.me.memberId } })
