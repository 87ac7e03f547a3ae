import type { EditMutation, Mutation, RestoreMutation, Row, SettleMutation } from './protocol.ts'
import { writeField } from './fields.ts'

/**
 * What a person should see of a row while their own work on it waits to be sent: the server's row
 * with the pending mutations laid over it, in the order they were made.
 */
export function overlay(base: Row | undefined, pending: readonly Mutation[]): Row | undefined {
  return pending.reduce(layOver, base)
}

function layOver(row: Row | undefined, mutation: Mutation): Row | undefined {
  if (mutation.op === 'create') {
    // A create the server already has (its reply was lost) must not hide what came after it.
    return row ?? { ...rowOf(mutation), data: mutation.entry }
  }
  if (!row || row.deleted) return row
  if (mutation.op === 'delete') return { ...row, deleted: true, data: null }
  let data = row.data as Record<string, unknown>
  for (const [path, { value }] of fieldsOf(mutation)) {
    data = writeField(data, path, value) as Record<string, unknown>
  }
  return { ...row, data }
}

/** What a row was that is brought back only the server knows: until it says so, it stays away. */
const fieldsOf = (mutation: EditMutation | RestoreMutation | SettleMutation) =>
  mutation.op === 'settle'
    ? [[mutation.field, { value: mutation.value }] as const]
    : Object.entries(mutation.fields)

/** A row the server has not seen yet has version 0; its scope is the server's to say. */
const rowOf = (mutation: Mutation): Row => ({
  kind: mutation.kind,
  id: mutation.id,
  scope: '',
  version: 0,
  deleted: false,
  data: null,
})
