import { may } from '../access/may.ts'
import { edit } from './edit.ts'
import { historyOf, opensFor } from './effect.ts'
import type { Effect, Room } from './effect.ts'
import type { RestoreMutation, Row } from './protocol.ts'
import { Refusal, refuseLinks } from './refusal.ts'

/**
 * Brings a deleted row back as it last stood, with some fields written in it: the one way in which
 * anything deleted returns. It takes the right to delete such a row and the right to edit it, and what
 * the row stands on must be there. A row that is not deleted is simply edited.
 */
export function restore(mutation: RestoreMutation, row: Row, room: Room): Effect | Refusal {
  const asEdit = { ...mutation, op: 'edit' as const }
  if (!row.deleted) return edit(asEdit, row, room)
  const last = room.buried.get(row.id)
  if (!last) return new Refusal('deleted', 'what it last said is no longer kept')
  const opens = room.rule.opensScope ? opensFor(room.actor, row.scope) : []
  const actor = withScopes(room.actor, opens)
  if (!may(actor, 'delete', { ...last, kind: room.kind }, room.find))
    return new Refusal('forbidden')
  const effect = edit(asEdit, last, { ...room, actor })
  if (effect instanceof Refusal) return effect
  const { data } = effect.row
  const refusal = refuseLinks(data, room.rule, room.find)
  if (refusal) return refusal
  return {
    ...effect,
    row: { ...row, deleted: false, data },
    history: historyOf(mutation, row.scope, { '*': [null, data] }),
    ...(opens.length > 0 ? { opens } : {}),
  }
}

/** What a deleted plan opened is open again to who brings it back. */
const withScopes = (actor: Room['actor'], opens: readonly string[]): Room['actor'] =>
  actor.scopes ? { ...actor, scopes: new Set([...actor.scopes, ...opens]) } : actor
