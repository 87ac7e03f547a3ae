import { isKind, ruleOf } from '../kinds.ts'
import type { KindRule } from '../kinds.ts'
import type { Numbered } from './protocol.ts'

export interface Ref {
  field: string
  kind: string
  id: string
}

/** The rows that `data` points at, field by field. Whatever is not an id yet is left to the schema. */
export function refsOf(data: unknown, { refs = {} }: Pick<KindRule, 'refs'>): Ref[] {
  if (typeof data !== 'object' || data === null) return []
  const found: Ref[] = []
  for (const [field, kind] of Object.entries(refs)) {
    const value: unknown = Object.hasOwn(data, field)
      ? (data as Record<string, unknown>)[field]
      : null
    const ids: unknown[] = Array.isArray(value) ? value : [value]
    for (const id of ids) {
      if (typeof id === 'string') found.push({ field, kind: kindOf(kind, data), id })
    }
  }
  return found
}

/** A photo may be of rows of several kinds, and says in another field of which. */
const kindOf = (kind: string, data: object): string =>
  kind.startsWith('@') ? String((data as Record<string, unknown>)[kind.slice(1)]) : kind

/**
 * The ids of every row a push may need: what it writes and what that refers to. Read before the
 * mutations are checked, so it trusts nothing about their shape.
 */
export function touchedIds(mutations: readonly Numbered[]): string[] {
  const ids = new Set<string>()
  for (const mutation of mutations) {
    if (typeof mutation.id === 'string') ids.add(mutation.id)
    if (typeof mutation.kind !== 'string' || !isKind(mutation.kind)) continue
    const rule = ruleOf(mutation.kind)
    for (const ref of refsOf(mutation.entry, rule)) ids.add(ref.id)
    for (const ref of refsOf(valuesOf(mutation.fields), rule)) ids.add(ref.id)
    const settled = typeof mutation.field === 'string' ? { [mutation.field]: mutation.value } : null
    for (const ref of refsOf(settled, rule)) ids.add(ref.id)
  }
  return [...ids]
}

/** The conflicts that a push would settle. */
export const settledIds = (mutations: readonly Numbered[]): string[] =>
  mutations.flatMap(({ conflictId }) => (typeof conflictId === 'string' ? [conflictId] : []))

/** The rows that a push would bring back: what those stood on is needed as well. */
export const restoredIds = (mutations: readonly Numbered[]): string[] =>
  mutations.flatMap(({ op, id }) => (op === 'restore' && typeof id === 'string' ? [id] : []))

function valuesOf(fields: unknown): Record<string, unknown> {
  if (typeof fields !== 'object' || fields === null) return {}
  return Object.fromEntries(
    Object.entries(fields).map(([field, edit]) => [
      field,
      typeof edit === 'object' && edit !== null && 'value' in edit ? edit.value : null,
    ]),
  )
}
