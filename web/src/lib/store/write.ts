import * as v from 'valibot'
import { ruleOf } from '../../../../shared/kinds.ts'
import type { DataOf, Kind } from '../../../../shared/kinds.ts'
import { changedFields, readField } from '../../../../shared/sync/fields.ts'
import type { Mutation } from '../../../../shared/sync/protocol.ts'
import { InvalidEntry } from './invalidEntry.ts'

/** What a verb keeps. Several in one `write` become durable together or not at all; each row once. */
export type Write = { [K in Kind]: CreateOf<K> | EditOf<K> }[Kind]
type CreateOf<K extends Kind> = Common<K> & { op: 'create'; entry: DataOf<K> }
type EditOf<K extends Kind> = Common<K> & { op: 'edit'; changes: Changes<K> }
/**
 * What shall stand in some fields; or how it follows from what stands there when it is kept, for a
 * list that is being written in at the same moment.
 */
export type Changes<K extends Kind> = Partial<DataOf<K>> | ((seen: DataOf<K>) => Partial<DataOf<K>>)
interface Common<K extends Kind> {
  kind: K
  id: string
  /** Why what looks like a resident's personal data has to stand in it. */
  because?: string | null
}

/** A mutation before it is queued: it has no number yet, and no name. */
export type Draft = Pick<Mutation, 'op' | 'kind' | 'id'> & Record<string, unknown>

/** The row that somebody writes in, as it stands. */
export interface Seen {
  row: ({ id: string } & Record<string, unknown>) | undefined
  version: number
}

/** Null when there is nothing to keep: fields that did not change are not sent. */
export function draftOf(write: Write, seen: Seen): Draft | null {
  const { op, kind, id, because } = write
  const head = { op, kind, id, ...(because && { because }) }
  if (op === 'create') return { ...head, entry: check(kind, write.entry) }
  const { id: _, ...before }: Record<string, unknown> = seen.row ?? {}
  const changes =
    typeof write.changes === 'function'
      ? (write.changes as (seen: object) => object)(before)
      : write.changes
  const after = check(kind, { ...before, ...changes })
  const paths = changedFields(before, after, ruleOf(kind).parts ?? [])
  if (paths.length === 0) return null
  const fields = Object.fromEntries(
    paths.map((path) => [path, { base: readField(before, path), value: readField(after, path) }]),
  )
  return { ...head, baseVersion: seen.version, fields }
}

export function check(kind: Kind, entry: unknown): Record<string, unknown> {
  const parsed = v.safeParse(ruleOf(kind).schema, entry)
  if (!parsed.success) {
    throw new InvalidEntry(
      parsed.issues.map((it) => ({ path: v.getDotPath(it) ?? '', message: it.message })),
    )
  }
  return parsed.output as Record<string, unknown>
}
