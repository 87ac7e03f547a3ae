import * as v from 'valibot'
import { may } from '../access/may.ts'
import type { Actor } from '../access/may.ts'
import { keptBy, scopeOf } from '../access/scopes.ts'
import { isKind, ruleOf } from '../kinds.ts'
import type { Kind, KindRule } from '../kinds.ts'
import { sayIssue } from '../words/sayIssue.ts'
import { isSame } from './canonical.ts'
import { edit } from './edit.ts'
import { SCHEMA_VERSION } from './limits.ts'
import { Mutation } from './protocol.ts'
import type { Numbered, Row } from './protocol.ts'
import { Refusal, refuseLinks, refuseSize, refuseWords, strayKey } from './refusal.ts'

export interface HistoryEntry {
  seq: number
  mid: string
  rowId: string
  kind: string
  scope: string
  deviceTime: string
  /** Why what looks like personal data had to stand in it. */
  because: string | null
  /** By field: from what, to what. A create has the one entry `*`. */
  changes: Record<string, [before: unknown, after: unknown]>
}

export interface ConflictDraft {
  id: string
  rowId: string
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

/** What one mutation does to one row. */
export interface Effect {
  row: Row
  history: HistoryEntry
  conflicts: ConflictDraft[]
  outcome: 'applied' | 'merged' | 'conflict'
  /** Scopes that this row opens, for what comes after it in the same push. */
  opens?: string[]
}

/** What a mutation is decided by: who writes, what is there, and what of that they may see. */
export interface Room {
  kind: Kind
  rule: KindRule
  actor: Actor
  deviceId: string
  find: (id: string) => Row | undefined
}

/** What a mutation would do to the rows as they stand, or why it may not. */
export function effectOf(
  raw: Numbered,
  rows: ReadonlyMap<string, Row>,
  { actor, deviceId }: { actor: Actor; deviceId: string },
): Effect | Refusal {
  const parsed = v.safeParse(Mutation, raw)
  if (!parsed.success) return new Refusal('invalid', sayIssue(parsed.issues[0]))
  const mutation = parsed.output
  const lost = strayKey(raw.fields, mutation.op === 'edit' ? mutation.fields : {})
  if (lost) return new Refusal('invalid', `${lost} is not a field`)
  if (mutation.schemaVersion > SCHEMA_VERSION) return new Refusal('too-new')
  if (!isKind(mutation.kind)) return new Refusal('unknown-kind', mutation.kind)
  const kind = mutation.kind
  const isSeen = (row: Row) => isKind(row.kind) && may(actor, 'read', { ...row, kind: row.kind })
  const find = (id: string) => {
    const row = rows.get(id)
    return row && isSeen(row) ? row : undefined
  }
  const room: Room = { kind, rule: ruleOf(kind), actor, deviceId, find }
  const row = rows.get(mutation.id)
  if (mutation.op === 'create') return create(mutation, row, room)
  if (!row || row.kind !== kind)
    return new Refusal('dependency', `there is no ${kind} ${mutation.id}`)
  if (!isSeen(row)) return new Refusal('forbidden')
  if (room.rule.fact) return new Refusal('append-only')
  if (row.deleted) return new Refusal('deleted')
  if (mutation.op === 'edit') return edit(mutation, row, room)
  if (!may(actor, 'delete', { ...row, kind }, find)) return new Refusal('forbidden')
  return {
    row: { ...row, deleted: true, data: null },
    history: historyOf(mutation, row.scope, { '*': [row.data, null] }),
    conflicts: [],
    outcome: 'applied',
  }
}

function create(
  mutation: Mutation & { op: 'create' },
  row: Row | undefined,
  { kind, rule, actor, find }: Room,
): Effect | Refusal {
  const { id, entry } = mutation
  const parsed = v.safeParse(rule.schema, entry)
  if (!parsed.success) return new Refusal('invalid', sayIssue(parsed.issues[0]))
  const data = parsed.output as Record<string, unknown>
  const stray = strayKey(entry, data)
  if (stray) return new Refusal('invalid', `${stray} is not a field of ${kind}`)
  if (!may(actor, 'create', { kind, id, data }, find)) return new Refusal('forbidden')
  if (row) {
    // The same thing said twice, through a device that has since taken a new id: already done.
    if (row.kind === kind && find(id) && isSame(row.data, data)) {
      return {
        row,
        history: historyOf(mutation, row.scope, {}),
        conflicts: [],
        outcome: 'applied',
      }
    }
    return new Refusal(row.deleted ? 'deleted' : 'exists')
  }
  const refusal =
    refuseLinks(data, rule, find) ?? refuseSize(data) ?? refuseWords(data, rule, mutation.because)
  if (refusal) return refusal
  const scope = scopeOf(kind, id, data, find)
  return {
    row: { kind, id, scope, version: 0, deleted: false, data },
    history: historyOf(mutation, scope, { '*': [null, data] }),
    conflicts: [],
    outcome: 'applied',
    ...(rule.opensScope ? { opens: [scope, keptBy(scope, actor.agencyId)] } : {}),
  }
}

export const historyOf = (
  mutation: Mutation,
  scope: string,
  changes: HistoryEntry['changes'],
): HistoryEntry => ({
  seq: mutation.seq,
  mid: mutation.mid,
  rowId: mutation.id,
  kind: mutation.kind,
  scope,
  deviceTime: mutation.deviceTime,
  because: mutation.because ?? null,
  changes,
})
