import * as v from 'valibot'
import { may } from '../access/may.ts'
import type { Actor } from '../access/may.ts'
import { isKind, ruleOf } from '../kinds.ts'
import type { Kind, KindRule } from '../kinds.ts'
import { hashText, isSame } from './canonical.ts'
import { changedFields, readField, writeField } from './fields.ts'
import { MAX_ROW_BYTES, Mutation, SCHEMA_VERSION } from './protocol.ts'
import type { EditMutation, Numbered, Reason, Result, Row } from './protocol.ts'
import { refsOf } from './refs.ts'

/**
 * What the worker does with a push, decided without touching anything: rows and receipts come in,
 * and what should be written goes out. The worker writes it in one guarded batch or not at all, so
 * this function may be run again over fresher rows until nobody has moved them meanwhile.
 */
export interface Known {
  actor: Actor
  deviceId: string
  /** The highest seq this device has had answered. */
  lastSeq: number
  /** Answers already given to this device, by seq. */
  receipts: ReadonlyMap<number, Receipt>
  /** Every row the mutations touch or refer to, by id. Deleted ones too. */
  rows: ReadonlyMap<string, Row>
}

export interface Receipt {
  hash: string
  result: Result
}

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

export interface Decision {
  status: 'ok'
  /** One for each mutation, in the order of their numbers. */
  results: Result[]
  rows: Row[]
  history: HistoryEntry[]
  conflicts: ConflictDraft[]
  receipts: { seq: number; hash: string; result: Result }[]
  deadLetters: { seq: number; reason: Reason; payload: unknown }[]
  lastSeq: number
}

export type Verdict = Decision | { status: 'device-forked' }

/** The scope a new row belongs to. Restricted plans will name their own; today there is one. */
export const PARTNERSHIP_SCOPE = 'partnership'

interface Effect {
  row: Row
  history: HistoryEntry
  conflicts: ConflictDraft[]
  outcome: 'applied' | 'merged' | 'conflict'
}

/** A refusal is a value: it goes back to the person who did the work. */
class Refusal {
  readonly reason: Reason
  readonly detail: string | undefined
  constructor(reason: Reason, detail?: string) {
    this.reason = reason
    this.detail = detail
  }
}

export function decidePush(mutations: readonly Numbered[], known: Known): Verdict {
  const rows = new Map(known.rows)
  const decision: Decision = {
    status: 'ok',
    results: [],
    rows: [],
    history: [],
    conflicts: [],
    receipts: [],
    deadLetters: [],
    lastSeq: known.lastSeq,
  }
  const changed = new Map<string, Row>()
  for (const sent of [...mutations].sort((a, b) => a.seq - b.seq)) {
    // What is nested absurdly deep would exhaust every function that walks it: only its number is kept.
    const raw: Numbered = isTooDeep(sent) ? { mid: sent.mid, seq: sent.seq } : sent
    const hash = hashText(raw)
    const receipt = known.receipts.get(raw.seq)
    if (receipt && receipt.hash !== hash) return { status: 'device-forked' }
    if (receipt) {
      decision.results.push(receipt.result)
      continue
    }
    if (raw.seq <= decision.lastSeq) return { status: 'device-forked' }
    const effect = effectOf(raw, rows, known)
    const result = resultOf(raw, effect)
    if (effect instanceof Refusal) {
      decision.deadLetters.push({ seq: raw.seq, reason: effect.reason, payload: raw })
    } else {
      rows.set(effect.row.id, effect.row)
      const isChanged = Object.keys(effect.history.changes).length > 0
      if (isChanged) {
        changed.set(effect.row.id, effect.row)
        decision.history.push(effect.history)
      }
      decision.conflicts.push(...effect.conflicts)
    }
    decision.results.push(result)
    decision.receipts.push({ seq: raw.seq, hash, result })
    decision.lastSeq = raw.seq
  }
  decision.rows = [...changed.values()]
  return decision
}

function resultOf({ mid, seq }: Numbered, effect: Effect | Refusal): Result {
  if (!(effect instanceof Refusal)) return { mid, seq, outcome: effect.outcome }
  const { reason, detail } = effect
  return { mid, seq, outcome: 'rejected', reason, ...(detail ? { detail } : {}) }
}

function effectOf(
  raw: Numbered,
  rows: ReadonlyMap<string, Row>,
  { actor, deviceId }: Known,
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

function refuseLinks(
  data: unknown,
  rule: KindRule,
  rows: ReadonlyMap<string, Row>,
): Refusal | null {
  for (const ref of refsOf(data, rule)) {
    const target = rows.get(ref.id)
    if (!target || target.deleted || target.kind !== ref.kind) {
      return new Refusal('dependency', `${ref.field} names ${ref.id}, which is not here`)
    }
  }
  return null
}

/** A UTF-16 unit is at most three bytes of UTF-8; this bound keeps a row far below D1's 2 MB. */
const refuseSize = (data: unknown): Refusal | null =>
  JSON.stringify(data).length > MAX_ROW_BYTES ? new Refusal('too-large') : null

const MAX_DEPTH = 24

/** Looks level by level, because a walk into the depth is what must not happen. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true
    level = level.flatMap((it) =>
      typeof it === 'object' && it !== null ? (Object.values(it) as unknown[]) : [],
    )
  }
  return false
}

/** A key that was sent and that the schema did not keep: refused, never silently dropped. */
function strayKey(sent: unknown, kept: unknown): string | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined
  return Object.keys(sent).find((key) => !Object.hasOwn(kept as object, key))
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

export function sayIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  return path ? `${path}: ${issue.message}` : issue.message
}
