import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Decision } from '../../shared/sync/decide.ts'
import type { Database } from './database.ts'
import { isPast } from './mark.ts'
import type { PushAsk, PushKnown } from './readForPush.ts'
import { storedRow } from './stored.ts'
import { jsonLists, writeBatch } from './writeBatch.ts'

/**
 * Push in two round trips, however many mutations: `readForPush` brings everything the decision
 * needs in one batch, `writePush` puts everything it decided in another. Between them somebody may
 * have moved a row, or restored the database; the guard, first in the write batch, breaks it in that
 * case and nothing is kept.
 *
 * Writes a decision, or throws and writes nothing. Answers the version that now holds it. `before`
 * goes ahead of everything in the same batch.
 * Each statement takes one JSON parameter, because D1 binds at most a hundred.
 */
export async function writePush(
  db: Database,
  ask: Pick<PushAsk, 'tokenHash' | 'deviceId' | 'now'> & { nonce: string },
  known: PushKnown,
  decision: Decision,
  before: readonly SQL[] = [],
): Promise<number> {
  const { partnershipId, memberId } = known.who
  const { deviceId, tokenHash, now, nonce } = ask
  const version = sql`(select version from partnership where id = ${partnershipId})`
  const ids = new Set([...known.rowIds, ...known.rows.keys()])
  const touched = [...ids].map((id) => ({ id, version: known.rows.get(id)?.version ?? 0 }))
  const questions = known.conflictIds.map((id) => ({
    id,
    version: known.conflicts.get(id)?.version ?? 0,
  }))
  const gone = decision.rows.filter((it) => it.deleted).map(({ id }) => id)
  const results = await writeBatch(db, [
    ...before,
    sql`
      insert into guard (ok)
      select
        coalesce((select last_seq from device
                  where partnership_id = ${partnershipId} and id = ${deviceId}), 0) = ${known.lastSeq}
        and exists (select 1 from session where token_hash = ${tokenHash})
        and ${isPast(tokenHash, { seen: known.head })}
        and not exists (
          select 1 from json_each(${JSON.stringify(touched)}) t
          left join row on row.partnership_id = ${partnershipId} and row.id = t.value ->> 'id'
          where coalesce(row.version, 0) <> t.value ->> 'version')
        and not exists (
          select 1 from json_each(${JSON.stringify(questions)}) t
          left join conflict on conflict.partnership_id = ${partnershipId}
            and conflict.id = t.value ->> 'id'
          where coalesce(conflict.version, 0) <> t.value ->> 'version')`,
    sql`
      update partnership set version = version + 1 where id = ${partnershipId} returning version`,
    sql`
      insert into version_mark (partnership_id, version, nonce, at)
      values (${partnershipId}, ${version}, ${nonce}, ${now})`,
    ...jsonLists(decision.rows.map(storedRow)).map(
      (list) => sql`
      insert into row (partnership_id, id, scope, kind, version, deleted, hash_hi, hash_lo, data,
                       deleted_at)
      select ${partnershipId}, value ->> 'id', value ->> 'scope', value ->> 'kind', ${version},
             value ->> 'deleted', value ->> 'hashHi', value ->> 'hashLo', value ->> 'data',
             case when value ->> 'deleted' then ${now} end
      from json_each(${list}) where true
      on conflict (partnership_id, id) do update set
        version = excluded.version, deleted = excluded.deleted, data = excluded.data,
        hash_hi = excluded.hash_hi, hash_lo = excluded.hash_lo, deleted_at = excluded.deleted_at`,
    ),
    ...jsonLists(decision.history).map(
      (list) => sql`
      insert into history (partnership_id, version, seq, mid, row_id, kind, by_id, device_id,
                           device_time, at, changes, scope, because)
      select ${partnershipId}, ${version}, value ->> 'seq', value ->> 'mid', value ->> 'rowId',
             value ->> 'kind', ${memberId}, ${deviceId}, value ->> 'deviceTime', ${now},
             value -> 'changes', value ->> 'scope', value ->> 'because'
      from json_each(${list})`,
    ),
    // Whose the other value is says the history: the last entry that names the field before this one.
    ...jsonLists(decision.conflicts).map(
      (list) => sql`
      insert into conflict (partnership_id, id, version, row_id, scope, field, base, mine, theirs,
                            mine_by_id, mine_at, theirs_by_id, theirs_at, settled)
      select ${partnershipId}, d.value ->> 'id', ${version}, d.value ->> 'rowId',
             d.value ->> 'scope', d.value ->> 'field', d.value -> 'base', d.value -> 'mine',
             d.value -> 'theirs', ${memberId}, ${now}, t.by_id, t.at, 0
      from json_each(${list}) d
      left join history t on t.rowid = (
        select h.rowid from history h
        where h.partnership_id = ${partnershipId} and h.row_id = d.value ->> 'rowId'
          and (h.version < ${version} or h.seq < d.value ->> 'seq')
          and exists (select 1 from json_each(h.changes) c
            where c.key = '*' or c.key = d.value ->> 'field'
              or substr(c.key, 1, length(d.value ->> 'field') + 1) = d.value ->> 'field' || '/')
        order by h.version desc, h.seq desc limit 1)
      where true
      on conflict (partnership_id, id) do update set
        version = excluded.version, mine = excluded.mine, theirs = excluded.theirs,
        mine_at = excluded.mine_at, theirs_by_id = excluded.theirs_by_id,
        theirs_at = excluded.theirs_at,
        base = case when conflict.settled then excluded.base else conflict.base end,
        settled = 0, settled_by_id = null, settled_at = null, settled_how = null`,
    ),
    ...jsonLists(decision.settled).map(
      (list) => sql`
      update conflict set version = ${version}, settled = 1, settled_by_id = ${memberId},
             settled_at = ${now}, settled_how = s.value ->> 'how'
      from json_each(${list}) s
      where conflict.partnership_id = ${partnershipId} and conflict.id = s.value ->> 'id'`,
    ),
    ...jsonLists(gone).map(
      (list) => sql`
      update conflict set version = ${version}, settled = 1, settled_by_id = ${memberId},
             settled_at = ${now}, settled_how = 'deleted'
      where partnership_id = ${partnershipId} and settled = 0
        and row_id in (select value from json_each(${list}))`,
    ),
    ...jsonLists(decision.receipts).map(
      (list) => sql`
      insert into receipt (partnership_id, device_id, seq, mid, hash, outcome, reason, detail,
                           version, at)
      select ${partnershipId}, ${deviceId}, value ->> 'seq', value -> 'result' ->> 'mid',
             value ->> 'hash', value -> 'result' ->> 'outcome', value -> 'result' ->> 'reason',
             value -> 'result' ->> 'detail', ${version}, ${now}
      from json_each(${list})`,
    ),
    ...jsonLists(decision.deadLetters).map(
      (list) => sql`
      insert into dead_letter (partnership_id, device_id, seq, member_id, reason, payload, at)
      select ${partnershipId}, ${deviceId}, value ->> 'seq', ${memberId}, value ->> 'reason',
             value -> 'payload', ${now}
      from json_each(${list})`,
    ),
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
