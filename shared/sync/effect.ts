import * as v from 'valibot'
import { may } from '../access/may.ts'
import type { Actor } from '../access/may.ts'
import { keptBy, scopeOf, smallAreasOf, visibleScopes } from '../access/scopes.ts'
import { isKind, ruleOf } from '../kinds.ts'
import type { Kind, KindRule } from '../kinds.ts'
import { sayIssue } from '../words/sayIssue.ts'
import { isSame } from './canonical.ts'
import { edit } from './edit.ts'
import { SCHEMA_VERSION } from './limits.ts'
import { Mutation } from './protocol.ts'
import type { Conflict, Numbered, Row, SettledHow } from './protocol.ts'
import { Refusal, refuseLinks, refuseSize, refuseWords, strayKey } from './refusal.ts'
import { restore } from './restore.ts'
import { settle } from './settle.ts'

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

/** What was wanted of a field and what stands there. Whose that is, the history says when it is written. */
export interface ConflictDraft {
  id: string
  seq: number
  rowId: string
  scope: string
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

/** As much of a conflict as it takes to settle it. */
export type KnownConflict = Pick<
  Conflict,
  'id' | 'rowId' | 'field' | 'mine' | 'theirs' | 'mineById' | 'settled' | 'settledById'
>

export interface Settling {
  id: string
  how: SettledHow
}

/** What one mutation does to one row. */
export interface Effect {
  row: Row
  history: HistoryEntry
  conflicts: ConflictDraft[]
  outcome: 'applied' | 'merged' | 'conflict'
  /** Scopes that this row opens, for what comes after it in the same push. */
  opens?: string[]
  settles?: Settling
}

/** The rows and conflicts as they stand, and who writes. */
export interface Ground {
  actor: Actor
  deviceId: string
  /** Up to this seq, what a mutation says of versions is of a past that a restore took away. */
  staleTo: number
  rows: ReadonlyMap<string, Row>
  /** Deleted rows as they last stood, where the history still has them. */
  buried: ReadonlyMap<string, Row>
  conflicts: ReadonlyMap<string, KnownConflict>
}

/** What a mutation is decided by: who writes, what is there, and what of that they may see. */
export interface Room extends Ground {
  kind: Kind
  rule: KindRule
  find: (id: string) => Row | undefined
}

/** What a mutation would do to the rows as they stand, or why it may not. */
export function effectOf(raw: Numbered, ground: Ground): Effect | Refusal {
  if (Number(raw.schemaVersion) > SCHEMA_VERSION) return new Refusal('too-new')
  const parsed = v.safeParse(Mutation, raw)
  if (!parsed.success) return new Refusal('invalid', sayIssue(parsed.issues[0]))
  const mutation = parsed.output
  const lost = strayKey(raw.fields, 'fields' in mutation ? mutation.fields : {})
  if (lost) return new Refusal('invalid', `${lost} is not a field`)
  if (!isKind(mutation.kind)) return new Refusal('unknown-kind', mutation.kind)
  const kind = mutation.kind
  const room: Room = { ...ground, kind, rule: ruleOf(kind), find: (id) => findIn(ground, id) }
  const row = ground.rows.get(mutation.id)
  if (mutation.op === 'create') return create(mutation, row, room)
  if (!row || row.kind !== kind)
    return new Refusal('dependency', `there is no ${kind} ${mutation.id}`)
  if (!isSeen(ground.actor, row) && !wouldSeeAgain(room, row)) return new Refusal('forbidden')
  if (room.rule.fact) return new Refusal('append-only')
  if (mutation.op === 'restore') return restore(mutation, row, room)
  if (row.deleted) return new Refusal('deleted')
  if (mutation.op === 'edit') return edit(mutation, row, room)
  if (mutation.op === 'settle') return settle(mutation, row, room)
  return remove(mutation, row, room)
}

const isSeen = (actor: Actor, row: Row) =>
  isKind(row.kind) && may(actor, 'read', { ...row, kind: row.kind })

function findIn({ rows, actor }: Ground, id: string): Row | undefined {
  const row = rows.get(id)
  return row && isSeen(actor, row) ? row : undefined
}

/** A plan that was deleted took its scope with it, and those who saw it hear that it is deleted. */
function wouldSeeAgain({ buried, actor, kind }: Room, row: Row): boolean {
  const last = row.deleted ? buried.get(row.id) : undefined
  return !!last && !!ruleOf(kind).opensScope && visibleScopes(actor, [last]).has(row.scope)
}

function remove(mutation: Mutation, row: Row, { actor, kind, find }: Room): Effect | Refusal {
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
    opens: rule.opensScope ? opensFor(actor, scope) : [scope],
  }
}

export const opensFor = ({ agencyId }: Actor, scope: string) => [
  ...[scope, keptBy(scope, agencyId), smallAreasOf(scope)],
]

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
