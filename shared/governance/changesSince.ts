import { isSame } from '../sync/canonical.ts'
import type { FrozenRow } from './freeze.ts'
import type { FrozenKind } from './planRows.ts'

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

export interface RowChange {
  kind: FrozenKind
  id: string
  is: 'new' | 'gone' | 'changed'
  /** The row as it was approved; empty for a new one. */
  before: Readonly<Record<string, unknown>>
  /** The row as it stands; empty for one that is gone. */
  after: Readonly<Record<string, unknown>>
  /** Of a changed row, field by field in the order of the fields. */
  fields: FieldChange[]
}

/** The course of the work and how lines are arranged: no board approves these. */
const passing: Record<FrozenKind, readonly string[]> = {
  plan: ['state'],
  priority: ['order'],
  theme: ['order'],
  action: ['order', 'acceptedByIds', 'unmatchedAgencies'],
  milestone: ['order'],
  indicator: ['order'],
}

/** The next date of what recurs moves on by itself; what was approved is that it recurs. */
function meant(field: string, value: unknown): unknown {
  if (field !== 'timescale' || typeof value !== 'object' || value === null) return value
  const { nextDueOn: _moves, ...rest } = value as Record<string, unknown>
  return rest
}

/** Absent, null and nothing written are the same to whoever reads. */
const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

/**
 * What has changed in a plan since it was approved: which rows are new, gone or changed, and how. An edit
 * made offline before the approval and sent after it is one of these as well.
 */
export function changesSince(
  approved: readonly FrozenRow[],
  now: readonly FrozenRow[],
): RowChange[] {
  const key = ({ kind, id }: FrozenRow) => `${kind} ${id}`
  const before = new Map(approved.map((row) => [key(row), row]))
  const after = new Map(now.map((row) => [key(row), row]))
  const found: RowChange[] = []
  for (const row of now) {
    const was = before.get(key(row))
    const { kind, id } = row
    if (!was) found.push({ kind, id, is: 'new', before: {}, after: row.data, fields: [] })
    else {
      const fields = fieldsChanged(kind, was.data, row.data)
      if (fields.length > 0)
        found.push({ kind, id, is: 'changed', before: was.data, after: row.data, fields })
    }
  }
  for (const row of approved) {
    const { kind, id, data } = row
    if (!after.has(key(row)))
      found.push({ kind, id, is: 'gone', before: data, after: {}, fields: [] })
  }
  return found
}

/** The fields in which two states of one row differ, as far as a board approves them. */
export function fieldsChanged(
  kind: FrozenKind,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): FieldChange[] {
  return Object.keys({ ...before, ...after })
    .filter((field) => !passing[kind].includes(field))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter(
      (it) =>
        !(isNothing(it.before) && isNothing(it.after)) &&
        !isSame(meant(it.field, it.before), meant(it.field, it.after)),
    )
}
