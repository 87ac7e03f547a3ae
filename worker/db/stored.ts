import { rowHash } from '../../shared/sync/digest.ts'
import type { Conflict, Reason, Result, Row, SettledHow } from '../../shared/sync/protocol.ts'
import type { conflict, receipt, row } from './schema.ts'

/** Rows, answers and conflicts, between the shapes of the protocol and those of the tables. */
export function storedRow(it: Row) {
  const hash = rowHash(it)
  return {
    id: it.id,
    scope: it.scope,
    kind: it.kind,
    deleted: it.deleted ? 1 : 0,
    hashHi: hash.hi,
    hashLo: hash.lo,
    data: it.deleted ? null : JSON.stringify(it.data),
  }
}

export const rowOf = (
  stored: Pick<typeof row.$inferSelect, 'kind' | 'id' | 'scope' | 'version' | 'data'> & {
    deleted: boolean | number
  },
): Row => ({
  kind: stored.kind,
  id: stored.id,
  scope: stored.scope,
  version: stored.version,
  deleted: Boolean(stored.deleted),
  data: stored.data === null ? null : JSON.parse(stored.data),
})

export const resultOf = (stored: typeof receipt.$inferSelect): Result => ({
  mid: stored.mid,
  seq: stored.seq,
  outcome: stored.outcome as Result['outcome'],
  ...(stored.reason ? { reason: stored.reason as Reason } : {}),
  ...(stored.detail ? { detail: stored.detail } : {}),
  ...(stored.version === null ? {} : { version: stored.version }),
})

export const conflictOf = (stored: typeof conflict.$inferSelect): Conflict => ({
  id: stored.id,
  rowId: stored.rowId,
  scope: stored.scope,
  field: stored.field,
  base: JSON.parse(stored.base),
  mine: JSON.parse(stored.mine),
  theirs: JSON.parse(stored.theirs),
  mineById: stored.mineById,
  mineAt: stored.mineAt,
  theirsById: stored.theirsById,
  theirsAt: stored.theirsAt,
  version: stored.version,
  settled: stored.settled,
  settledById: stored.settledById,
  settledAt: stored.settledAt,
  settledHow: stored.settledHow as SettledHow | null,
})
