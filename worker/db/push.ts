import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Actor } from '../../shared/access/may.ts'
import { hashOf } from '../../shared/sync/canonical.ts'
import type { Decision, Receipt } from '../../shared/sync/decide.ts'
import { touchedIds } from '../../shared/sync/refs.ts'
import type { As, Numbered, Reason, Result, Row, SyncRefusal } from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { device, receipt, row } from './schema.ts'
import { admit, isRefused, isSomebodyElse, leaver, partnershipOf, sessionQuery } from './session.ts'
import { visible } from './visible.ts'
import { writeBatch } from './writeBatch.ts'

/**
 * Push in two round trips, however many mutations: `readForPush` brings everything the decision
 * needs in one batch, `writePush` puts everything it decided in another. Between them somebody may
 * have moved a row; the guard, first in the write batch, breaks it in that case and nothing is kept.
 */
/** In whose name something is written, and into which partnership. */
export type Writer = Actor & { partnershipId: string }

export interface PushKnown {
  who: Writer
  /** False when this device id belongs to somebody else: a shared or copied browser. */
  isOwnDevice: boolean
  lastSeq: number
  receipts: Map<number, Receipt>
  rows: Map<string, Row>
}

export interface PushAsk {
  tokenHash: string
  deviceId: string
  mutations: readonly Numbered[]
  now: string
  as?: As | null | undefined
}

export async function readForPush(db: Database, ask: PushAsk): Promise<PushKnown | SyncRefusal> {
  const partnershipId = partnershipOf(ask.tokenHash)
  const seqs = JSON.stringify(ask.mutations.map(({ seq }) => seq))
  const ids = JSON.stringify(touchedIds(ask.mutations))
  const [sessions, scopes, devices, receipts, rows] = await db.batch([
    sessionQuery(db, ask.tokenHash),
    db
      .select({ scope: sql<string>`t.scope` })
      .from(sql`(with ${visible(ask.tokenHash)} select scope from visible) as t`),
    db
      .select({ memberId: device.memberId, lastSeq: device.lastSeq })
      .from(device)
      .where(and(eq(device.partnershipId, partnershipId), eq(device.id, ask.deviceId))),
    db
      .select()
      .from(receipt)
      .where(
        and(
          eq(receipt.partnershipId, partnershipId),
          eq(receipt.deviceId, ask.deviceId),
          inArray(receipt.seq, sql`(select value from json_each(${seqs}))`),
        ),
      ),
    db
      .select()
      .from(row)
      .where(
        and(
          eq(row.partnershipId, partnershipId),
          inArray(row.id, sql`(select value from json_each(${ids}))`),
        ),
      ),
  ])
  const admitted = admit(
    sessions,
    ask.now,
    scopes.map(({ scope }) => scope),
  )
  const who = isRefused(admitted) ? leaver(sessions) : admitted
  if (!who) return admitted as SyncRefusal
  if (isSomebodyElse(ask.as, who)) return { error: 'other-member' }
  return {
    who,
    isOwnDevice: !devices[0] || devices[0].memberId === who.memberId,
    lastSeq: devices[0]?.lastSeq ?? 0,
    receipts: new Map(receipts.map((r) => [r.seq, { hash: r.hash, result: resultOf(r) }])),
    rows: new Map(rows.map((r) => [r.id, rowOf(r)])),
  }
}

/**
 * Writes a decision, or throws and writes nothing. Answers the version that now holds it. `before`
 * goes ahead of everything in the same batch.
 * Each statement takes one JSON parameter, because D1 binds at most a hundred.
 */
export async function writePush(
  db: Database,
  ask: PushAsk & { nonce: string },
  known: PushKnown,
  decision: Decision,
  before: readonly SQL[] = [],
): Promise<number> {
  const { partnershipId, memberId } = known.who
  const { deviceId, tokenHash, now, nonce } = ask
  const version = sql`(select version from partnership where id = ${partnershipId})`
  const touched = [...touchedIds(ask.mutations)].map((id) => ({
    id,
    version: known.rows.get(id)?.version ?? 0,
  }))
  const results = await writeBatch(db, [
    ...before,
    sql`
      insert into guard (ok)
      select
        coalesce((select last_seq from device
                  where partnership_id = ${partnershipId} and id = ${deviceId}), 0) = ${known.lastSeq}
        and exists (select 1 from session where token_hash = ${tokenHash})
        and not exists (
          select 1 from json_each(${JSON.stringify(touched)}) t
          left join row on row.partnership_id = ${partnershipId} and row.id = t.value ->> 'id'
          where coalesce(row.version, 0) <> t.value ->> 'version')`,
    sql`
      update partnership set version = version + 1 where id = ${partnershipId} returning version`,
    sql`
      insert into version_mark (partnership_id, version, nonce, at)
      values (${partnershipId}, ${version}, ${nonce}, ${now})`,
    sql`
      insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data,
                       deleted_at)
      select ${partnershipId}, value ->> 'id', value ->> 'scope', value ->> 'kind', ${version},
             value ->> 'deleted', value ->> 'hashHi', value ->> 'hashLo', value ->> 'data',
             case when value ->> 'deleted' then ${now} end
      from json_each(${JSON.stringify(decision.rows.map(storedRow))}) where true
      on conflict (partnership_id, id) do update set
        version = excluded.version, deleted = excluded.deleted, data = excluded.data,
        hash_hi = excluded.hash_hi, hash_lo = excluded.hash_lo, deleted_at = excluded.deleted_at`,
    sql`
      insert into history (partnership_id, version, seq, mid, row_id, kind, by_id, device_id,
                           device_time, at, changes, scope, because)
      select ${partnershipId}, ${version}, value ->> 'seq', value ->> 'mid', value ->> 'rowId',
             value ->> 'kind', ${memberId}, ${deviceId}, value ->> 'deviceTime', ${now},
             value -> 'changes', value ->> 'scope', value ->> 'because'
      from json_each(${JSON.stringify(decision.history)})`,
    sql`
      insert into conflict (partnership_id, id, version, row_id, field, base, mine, theirs,
                            mine_by_id, mine_at, settled)
      select ${partnershipId}, value ->> 'id', ${version}, value ->> 'rowId', value ->> 'field',
             value -> 'base', value -> 'mine', value -> 'theirs', ${memberId}, ${now}, 0
      from json_each(${JSON.stringify(decision.conflicts)}) where true
      on conflict (partnership_id, id) do update set
        version = excluded.version, mine = excluded.mine, theirs = excluded.theirs,
        mine_at = excluded.mine_at,
        base = case when conflict.settled then excluded.base else conflict.base end,
        settled = 0`,
    sql`
      insert into receipt (partnership_id, device_id, seq, mid, hash, outcome, reason, detail,
                           version, at)
      select ${partnershipId}, ${deviceId}, value ->> 'seq', value -> 'result' ->> 'mid',
             value ->> 'hash', value -> 'result' ->> 'outcome', value -> 'result' ->> 'reason',
             value -> 'result' ->> 'detail', ${version}, ${now}
      from json_each(${JSON.stringify(decision.receipts)})`,
    sql`
      insert into dead_letter (partnership_id, device_id, seq, member_id, reason, payload, at)
      select ${partnershipId}, ${deviceId}, value ->> 'seq', ${memberId}, value ->> 'reason',
             value -> 'payload', ${now}
      from json_each(${JSON.stringify(decision.deadLetters)})`,
    sql`
      insert into device (partnership_id, id, member_id, last_seq, last_contact_at, unsent, token_hash)
      values (${partnershipId}, ${deviceId}, ${memberId}, ${decision.lastSeq}, ${now}, 0, ${tokenHash})
      on conflict (partnership_id, id) do update set
        last_seq = excluded.last_seq, last_contact_at = excluded.last_contact_at`,
    sql`delete from guard`,
  ])
  // The guard answers nothing; the statement after it answers the new version.
  const head = results[before.length + 1]?.[0]?.version
  if (typeof head !== 'number') throw new Error('the partnership of this session is gone')
  return head
}

/** True for the error that the guard raises on purpose: somebody was faster, read again. */
export const isGuardError = (error: unknown): boolean =>
  error instanceof Error &&
  (/guard_holds/.test(error.message) || (error.cause !== undefined && isGuardError(error.cause)))

function storedRow(it: Row) {
  const hash = hashOf({ id: it.id, kind: it.kind, deleted: it.deleted, data: it.data })
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
