import * as v from 'valibot'
import { may } from '../access/may.ts'
import type { Actor } from '../access/may.ts'
import { PARTNERSHIP_SCOPE } from '../access/scopes.ts'
import { isKind, ruleOf } from '../kinds.ts'
import type { Kind, KindRule } from '../kinds.ts'
import { sayIssue } from '../words/sayIssue.ts'
import { isSame } from './canonical.ts'
import { changedFields, readField, writeField } from './fields.ts'
import { Mutation, SCHEMA_VERSION } from './protocol.ts'
import type { EditMutation, Numbered, Row } from './protocol.ts'
import { Refusal, refuseLinks, refuseSize, strayKey } from './refusal.ts'

export interface HistoryEntry {
  seq: number
  mid: string
  rowId: string
  kind: string
  deviceTime: string
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
  const rule = ruleOf(kind)
  const row = rows.get(mutation.id)
  if (mutation.op === 'create') {
    return create(mutation.id, kind, mutation.entry, row, { rule, rows, actor, mutation })
  }
  if (!row || row.kind !== kind)
    return new Refusal('dependency', `there is no ${kind} ${mutation.id}`)
  if (rule.fact) return new Refusal('append-only')
  if (row.deleted) return new Refusal('deleted')
  if (!may(actor, kind, row.data)) return new Refusal('forbidden')
  if (mutation.op === 'edit') return edit(mutation, row, kind, { rule, rows, actor, deviceId })
  return {
    row: { ...row, deleted: true, data: null },
    history: historyOf(mutation, { '*': [row.data, null] }),
    conflicts: [],
    outcome: 'applied',
  }
}

interface Room {
  rule: KindRule
  rows: ReadonlyMap<string, Row>
  actor: Actor
}

function create(
  id: string,
  kind: Kind,
  entry: unknown,
  row: Row | undefined,
  { rule, rows, actor, mutation }: Room & { mutation: Mutation },
): Effect | Refusal {
  const parsed = v.safeParse(rule.schema, entry)
  if (!parsed.success) return new Refusal('invalid', sayIssue(parsed.issues[0]))
  const data = parsed.output
  const stray = strayKey(entry, data)
  if (stray) return new Refusal('invalid', `${stray} is not a field of ${kind}`)
  if (!may(actor, kind, data)) return new Refusal('forbidden')
  if (row) {
    // The same thing said twice, through a device that has since taken a new id: already done.
    if (row.kind === kind && isSame(row.data, data)) {
      return { row, history: historyOf(mutation, {}), conflicts: [], outcome: 'applied' }
    }
    return new Refusal(row.deleted ? 'deleted' : 'exists')
  }
  const refusal = refuseLinks(data, rule, rows) ?? refuseSize(data)
  if (refusal) return refusal
  return {
    row: { kind, id, scope: PARTNERSHIP_SCOPE, version: 0, deleted: false, data },
    history: historyOf(mutation, { '*': [null, data] }),
    conflicts: [],
    outcome: 'applied',
  }
}

/**
 * Field by field against the trunk: what nobody else has moved is written; what already has the
 * value needs nothing; what somebody else changed is left as it is, and both values are kept.
 */
function edit(
  mutation: EditMutation,
  row: Row,
  kind: Kind,
  { rule, rows, actor, deviceId }: Room & { deviceId: string },
): Effect | Refusal {
  const before = row.data as Record<string, unknown>
  const isUntouched = row.version <= mutation.baseVersion
  const written: string[] = []
  const conflicts: ConflictDraft[] = []
  for (const [field, { base, value }] of Object.entries(mutation.fields)) {
    if (field.includes('/') && !rule.parts.includes(topOf(field))) {
      return new Refusal('invalid', `${field} is not a field of ${kind}`)
    }
    const current = readField(before, field)
    if (isUntouched || isSame(current, base)) written.push(field)
    else if (!isSame(current, value)) {
      const id = `${deviceId}:${row.id}:${field}`
      const mine = value ?? null
      conflicts.push({ id, rowId: row.id, field, base: base ?? null, mine, theirs: current })
    }
  }
  const wanted = writeFields(before, written, (field) => mutation.fields[field]?.value ?? null)
  const parsed = v.safeParse(rule.schema, wanted)
  if (!parsed.success) return new Refusal('invalid', sayIssue(parsed.issues[0]))
  const known = parsed.output as Record<string, unknown>
  const stray = written.find(
    (field) =>
      !Object.hasOwn(known, topOf(field)) ||
      (readField(wanted, field) !== null && readField(known, field) === null),
  )
  if (stray) return new Refusal('invalid', `${stray} is not a field of ${kind}`)
  if (!may(actor, kind, known)) return new Refusal('forbidden')
  // Only what this edit writes is taken from it, and must lead somewhere; everything else stays as it
  // is, with what a newer build put there.
  const data = writeFields(before, written, (field) => readField(known, field))
  const links = Object.fromEntries(written.map((field) => [field, data[field]]))
  const refusal = refuseLinks(links, rule, rows) ?? refuseSize(data)
  if (refusal) return refusal
  const changes = Object.fromEntries(
    changedFields(before, data, rule.parts).map((field) => [
      field,
      [readField(before, field), readField(data, field)] as [unknown, unknown],
    ]),
  )
  return {
    row: { ...row, data },
    history: historyOf(mutation, changes),
    conflicts,
    outcome: conflicts.length > 0 ? 'conflict' : isUntouched ? 'applied' : 'merged',
  }
}

const writeFields = (
  data: Record<string, unknown>,
  fields: readonly string[],
  valueOf: (field: string) => unknown,
): Record<string, unknown> =>
  fields.reduce((row, field) => ({ ...writeField(row, field, valueOf(field)) }), data)

const topOf = (field: string) => field.split('/', 1)[0] ?? field

const historyOf = (mutation: Mutation, changes: HistoryEntry['changes']): HistoryEntry => ({
  seq: mutation.seq,
  mid: mutation.mid,
  rowId: mutation.id,
  kind: mutation.kind,
  deviceTime: mutation.deviceTime,
  changes,
})
