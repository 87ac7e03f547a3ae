import { may } from '../access/may.ts'
import { isSame } from './canonical.ts'
import { clash, edit } from './edit.ts'
import { historyOf } from './effect.ts'
import type { Effect, KnownConflict, Room } from './effect.ts'
import { readField } from './fields.ts'
import type { Row, SettleMutation, SettledHow } from './protocol.ts'
import { Refusal } from './refusal.ts'

/**
 * Settles a conflict with a value. Keeping what stands in the row takes the right to settle and no
 * more; anything else is written as an edit, with an edit's rights, and with an edit's chance of a clash:
 * what somebody changed meanwhile is another conflict, and this one stays open.
 */
export function settle(mutation: SettleMutation, row: Row, room: Room): Effect | Refusal {
  const { conflictId, field, base, value, op: _, ...head } = mutation
  const conflict = room.conflicts.get(conflictId)
  if (conflict?.rowId !== row.id || conflict.field !== field)
    return new Refusal('dependency', `there is no conflict ${conflictId} here`)
  const { actor, kind, find } = room
  const subject = { kind: 'conflict', scope: row.scope, data: conflict } as const
  if (!may(actor, 'settle', subject, find)) return new Refusal('forbidden')
  const current = readField(row.data as Record<string, unknown>, field)
  const settles = { id: conflictId, how: howSettled(value, current, conflict) }
  const nothing = { row, history: historyOf(mutation, row.scope, {}), conflicts: [] }
  if (isSame(current, value)) {
    return { ...nothing, outcome: 'applied', ...(conflict.settled ? {} : { settles }) }
  }
  // Two people have decided, and not the same: that is a question for a person again.
  if (conflict.settled && conflict.settledById !== actor.memberId) {
    if (!may(actor, 'edit', { ...row, kind }, find)) return new Refusal('forbidden')
    const draft = clash(head.seq, row, room, { field, base, value }, current)
    return { ...nothing, conflicts: [draft], outcome: 'conflict' }
  }
  const effect = edit({ ...head, op: 'edit', fields: { [field]: { base, value } } }, row, room)
  if (effect instanceof Refusal || effect.conflicts.length > 0) return effect
  return { ...effect, settles }
}

/** Theirs is what the row has, also when that has moved on since the two values met. */
function howSettled(value: unknown, current: unknown, conflict: KnownConflict): SettledHow {
  if (isSame(value, conflict.mine)) return 'mine'
  return isSame(value, current) || isSame(value, conflict.theirs) ? 'theirs' : 'other'
}
