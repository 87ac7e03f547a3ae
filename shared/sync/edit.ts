import * as v from 'valibot'
import { may, verbsOf } from '../access/may.ts'
import { fixedFields } from '../access/scopes.ts'
import { sayIssue } from '../words/sayIssue.ts'
import { isSame } from './canonical.ts'
import { historyOf } from './effect.ts'
import type { ConflictDraft, Effect, Room } from './effect.ts'
import { changedFields, readField, writeField } from './fields.ts'
import type { EditMutation, Row } from './protocol.ts'
import { Refusal, refuseLinks, refuseSize, refuseWords } from './refusal.ts'

/**
 * Field by field against the trunk: what nobody else has moved is written; what already has the
 * value needs nothing; what somebody else changed is left as it is, and both values are kept.
 */
export function edit(mutation: EditMutation, row: Row, room: Room): Effect | Refusal {
  const { kind, rule, actor, find } = room
  const before = row.data as Record<string, unknown>
  const isUntouched = mutation.seq > room.staleTo && row.version <= mutation.baseVersion
  const written: string[] = []
  const conflicts: ConflictDraft[] = []
  for (const [field, { base, value }] of Object.entries(mutation.fields)) {
    if (field.includes('/') && !rule.parts?.includes(topOf(field))) {
      return new Refusal('invalid', `${field} is not a field of ${kind}`)
    }
    const current = readField(before, field)
    if (isUntouched || isSame(current, base)) written.push(field)
    else if (!isSame(current, value)) {
      conflicts.push(clash(mutation.seq, row, room, { field, base, value }, current))
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
  const subject = { ...row, kind, data: before, after: known }
  if (!verbsOf(kind, before, known).every((verb) => may(actor, verb, subject, find))) {
    return new Refusal('forbidden')
  }
  const moved = fixedFields(kind).find(
    (field) => !isSame(before[field] ?? null, known[field] ?? null),
  )
  if (moved) return new Refusal('invalid', `${moved} is said once and does not change`)
  // Only what this edit writes is taken from it, and must lead somewhere; everything else stays as it
  // is, with what a newer build put there.
  const data = writeFields(before, written, (field) => readField(known, field))
  const fresh = Object.fromEntries(written.map((field) => [field, data[field]]))
  const refusal =
    refuseLinks(fresh, rule, find) ??
    refuseSize(data) ??
    refuseWords(writtenWords(written, data), rule, mutation.because)
  if (refusal) return refusal
  const changes = Object.fromEntries(
    changedFields(before, data, rule.parts ?? []).map((field) => [
      field,
      [readField(before, field), readField(data, field)] as [unknown, unknown],
    ]),
  )
  return {
    row: { ...row, data },
    history: historyOf(mutation, row.scope, changes),
    conflicts,
    outcome: conflicts.length > 0 ? 'conflict' : isUntouched ? 'applied' : 'merged',
  }
}

/** What an edit writes, by field; of a record only the entries that it touches. */
function writtenWords(written: readonly string[], data: Readonly<Record<string, unknown>>) {
  const words: Record<string, unknown> = {}
  for (const path of written) {
    const [name = '', entry] = path.split('/')
    const value = readField(data, path)
    words[name] = entry === undefined ? value : { ...(words[name] as object), [entry]: value }
  }
  return words
}

/** Both values are kept. One device's clash with one field is one conflict, however often it comes. */
export const clash = (
  seq: number,
  { id, scope }: Row,
  { deviceId }: Room,
  { field, base, value }: { field: string; base: unknown; value: unknown },
  theirs: unknown,
): ConflictDraft => ({
  ...{ id: `${deviceId}:${id}:${field}`, seq, rowId: id, scope, field, theirs },
  ...{ base: base ?? null, mine: value ?? null },
})

const writeFields = (
  data: Record<string, unknown>,
  fields: readonly string[],
  valueOf: (field: string) => unknown,
): Record<string, unknown> =>
  fields.reduce((row, field) => ({ ...writeField(row, field, valueOf(field)) }), data)

const topOf = (field: string) => field.split('/', 1)[0] ?? field
