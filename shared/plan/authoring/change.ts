import { isSame } from '../../sync/canonical.ts'
import type { Action } from '../action.ts'
import type { Milestone } from '../milestone.ts'
import type { Plan } from '../plan.ts'
import type { Priority } from '../priority.ts'
import type { Theme } from '../theme.ts'

/** The nouns that an author writes. */
export interface Written {
  plan: Plan
  priority: Priority
  theme: Theme
  action: Action
  milestone: Milestone
}
export type WrittenKind = keyof Written

/** One field of one row, before and after: null where nothing stood. */
export interface FieldChange {
  is: 'edit'
  kind: WrittenKind
  id: string
  field: string
  before: unknown
  after: unknown
}
export type RowCreated = {
  [K in WrittenKind]: { is: 'create'; kind: K; id: string; entry: Written[K] }
}[WrittenKind]
/** A row taken out, with what stood in it. It comes back as a new row: only the server can revive an old one. */
export type RowRemoved = {
  [K in WrittenKind]: { is: 'remove'; kind: K; id: string; entry: Written[K] }
}[WrittenKind]
export type PlanChange = FieldChange | RowCreated | RowRemoved

type Row = Readonly<Record<string, unknown>>
/** Reads a row as it stands; undefined where it is not, or no longer. */
export type Find = (kind: WrittenKind, id: string) => Row | undefined

const fieldOf = (row: Row, field: string) => (Object.hasOwn(row, field) ? row[field] : null) ?? null

/** The fields in which `after` says something else than the row does. */
export function changesOf<K extends WrittenKind>(
  kind: K,
  id: string,
  row: Written[K],
  after: Partial<Written[K]>,
): FieldChange[] {
  return Object.entries(after).flatMap(([field, value]) => {
    const before = fieldOf(row as unknown as Row, field)
    const next = value ?? null
    return isSame(before, next)
      ? []
      : [{ is: 'edit' as const, kind, id, field, before, after: next }]
  })
}

/** What takes changes back: fields to what stood there, rows that were made out, and what was taken out made anew. */
export function inverse(changes: readonly PlanChange[]) {
  return {
    edits: changes.flatMap((it): FieldChange[] =>
      it.is === 'edit' ? [{ ...it, before: it.after, after: it.before }] : [],
    ),
    made: changes.flatMap((it) => (it.is === 'create' ? [it] : [])),
    removed: changes.flatMap((it) => (it.is === 'remove' ? [it] : [])),
  }
}

/** Changes of a form that find another value than it was opened with: somebody else has written there meanwhile. */
export const overtaken = (changes: readonly FieldChange[], find: Find): FieldChange[] =>
  changes.flatMap((it) => {
    const row = find(it.kind, it.id)
    const now = row ? fieldOf(row, it.field) : it.before
    return isSame(now, it.before) || isSame(now, it.after) ? [] : [{ ...it, before: now }]
  })

/**
 * Splits changes into those that still find what they left and those that do not: what somebody else has
 * written since is theirs, and undoing must not take it from them. A row that was made stands as it was
 * left while its fields are the same and, by `isUsed`, nobody has recorded anything against it.
 */
export function standing(
  { edits, made, removed }: ReturnType<typeof inverse>,
  find: Find,
  isUsed: (kind: WrittenKind, id: string) => boolean,
) {
  const isLeft = ({ kind, id, field, before }: FieldChange) => {
    const row = find(kind, id)
    return row !== undefined && isSame(fieldOf(row, field), before)
  }
  const isOwn = ({ kind, id, entry }: RowCreated) => {
    const { id: _id, ...row } = find(kind, id) ?? {}
    return isSame(bare(row), bare(entry)) && !isUsed(kind, id)
  }
  return {
    edits: edits.filter(isLeft),
    made: made.filter(isOwn),
    removed,
    left:
      edits.filter((it) => !isLeft(it)).length +
      made.filter((it) => find(it.kind, it.id) && !isOwn(it)).length,
  }
}

/** Absent and null are one. */
const bare = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => (value ?? null) !== null))
