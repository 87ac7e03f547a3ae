import { and, eq, getTableColumns, gte, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { AFTER_ALL_IDS, PAGE_ROWS } from '../../shared/sync/limits.ts'
import type { Cursor, PullRequest } from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { conflict, device, partnership, receipt, versionMark } from './schema.ts'
import { partnershipOf } from './session.ts'
import { isMine, visible } from './visible.ts'

export type PullAsk = PullRequest & { tokenHash: string; now: string; label: string }

/** The parts every query of the batch stands on: what may be seen, and what of that the phone holds. */
function ground({ tokenHash, at, held }: PullAsk) {
  const list = JSON.stringify(at ? held : [])
  return sql`${visible(tokenHash)},
    held as (
      select v.scope from visible v join json_each(${list}) h on h.value = v.scope
      where ${isKnown(tokenHash, at)}),
    wanted as (select scope from visible except select scope from held)`
}

/** Whether this database wrote the version that the cursor stands at. */
const isKnown = (tokenHash: string, at: Cursor | null) => sql<number>`exists (
  select 1 from version_mark m where m.partnership_id = ${partnershipOf(tokenHash)}
    and m.version = ${at?.version ?? -1} and m.nonce = ${at?.nonce ?? ''})`

export const scopesQuery = (db: Database, ask: PullAsk) =>
  db
    .select({ scope: sql<string>`t.scope`, isHeld: sql<number>`t.is_held` })
    .from(
      sql`(with ${ground(ask)}
        select scope, scope in (select scope from held) as is_held from visible) as t`,
    )
    .orderBy(sql`t.scope`)

export const headQuery = (db: Database, { tokenHash, at }: PullAsk) =>
  db
    .select({
      version: partnership.version,
      nonce: versionMark.nonce,
      isKnown: isKnown(tokenHash, at),
      leaseDays: sql<number | null>`(
        select row.data ->> '$.leaseDays' from row
        where row.partnership_id = partnership.id and row.id = partnership.id)`,
    })
    .from(partnership)
    .leftJoin(
      versionMark,
      and(
        eq(versionMark.partnershipId, partnership.id),
        eq(versionMark.version, partnership.version),
      ),
    )
    .where(eq(partnership.id, partnershipOf(tokenHash)))

/** A row as raw SQL answers it, with the nonce of its version where a cursor may come to stand on it. */
const stored = {
  kind: sql<string>`t.kind`,
  id: sql<string>`t.id`,
  scope: sql<string>`t.scope`,
  version: sql<number>`t.version`,
  deleted: sql<number>`t.deleted`,
  data: sql<string | null>`t.data`,
  nonce: sql<string>`t.nonce`,
}
export type Found = {
  [K in keyof typeof stored]: (typeof stored)[K] extends SQL<infer T> ? T : never
}

export const changesQuery = (db: Database, ask: PullAsk) =>
  db.select(stored).from(
    sql`(with ${ground(ask)}
      select row.kind, row.id, row.scope, row.version, row.deleted, row.data,
             coalesce(m.nonce, '') as nonce
      from held
      join row on row.partnership_id = ${partnershipOf(ask.tokenHash)} and row.scope = held.scope
        and (row.version, row.id) > (${ask.at?.version ?? 0}, ${ask.at?.id ?? ''})
      left join version_mark m on m.partnership_id = row.partnership_id and m.version = row.version
      where ${isMine}
      order by row.version, row.id limit ${PAGE_ROWS + 1}) as t`,
  )

export const fillQuery = (db: Database, ask: PullAsk) =>
  db.select(stored).from(
    sql`(with ${ground(ask)},
      start as (select value ->> 'scope' as scope, value ->> 'version' as version, value ->> 'id' as id
        from json_each(${JSON.stringify(ask.filling ? [ask.filling] : [])})
        where ${isKnown(ask.tokenHash, ask.at)})
      select row.kind, row.id, row.scope, row.version, row.deleted, row.data, '' as nonce
      from wanted
      join row on row.partnership_id = ${partnershipOf(ask.tokenHash)} and row.scope = wanted.scope
      where row.deleted = 0 and ${isMine}
        and not exists (select 1 from start
          where (row.scope, row.version, row.id) <= (start.scope, start.version, start.id))
      order by row.scope, row.version, row.id limit ${PAGE_ROWS + 1}) as t`,
  )

export const receiptsQuery = (db: Database, ask: PullAsk) =>
  db
    .select()
    .from(receipt)
    .where(
      and(
        eq(receipt.partnershipId, partnershipOf(ask.tokenHash)),
        eq(receipt.deviceId, ask.deviceId),
        gte(receipt.seq, ask.pendingFrom ?? Number.MAX_SAFE_INTEGER),
      ),
    )
    .orderBy(receipt.seq)
    .limit(PAGE_ROWS)

/** A conflict reaches those who may see the row it is about, and of them those it concerns. */
export const conflictsQuery = (db: Database, { tokenHash, at }: PullAsk) =>
  db
    .select({
      ...getTableColumns(conflict),
      scope:
        sql<string>`(select row.scope from row where row.partnership_id = conflict.partnership_id
        and row.id = conflict.row_id)`.as('row_scope'),
    })
    .from(conflict)
    .where(
      and(
        eq(conflict.partnershipId, partnershipOf(tokenHash)),
        sql`(${conflict.version} > ${at?.version ?? 0}
          or ${at?.id ?? ''} <> ${AFTER_ALL_IDS} or not ${isKnown(tokenHash, at)})`,
        sql`row_scope in (select t.scope from (with ${visible(tokenHash)} select scope from visible) t)`,
      ),
    )
    .orderBy(conflict.version)
    .limit(PAGE_ROWS)

/** Rewritten at most every five minutes, or a pull would cost a write each. */
export const noteContact = (db: Database, ask: PullAsk) =>
  db
    .insert(device)
    .select(
      sql`select partnership_id, ${ask.deviceId}, member_id, 0, ${ask.now}, ${ask.unsent},
                 token_hash, ${ask.label}, null, null, null, null
          from session where token_hash = ${ask.tokenHash} and expires_at > ${ask.now}
            and (${ask.as?.memberId ?? null} is null or (member_id = ${ask.as?.memberId ?? null}
              and partnership_id = ${ask.as?.partnershipId ?? null}))`,
    )
    .onConflictDoUpdate({
      target: [device.partnershipId, device.id],
      set: {
        lastContactAt: ask.now,
        unsent: ask.unsent,
        tokenHash: ask.tokenHash,
        label: ask.label,
        // A browser that is let in again has a new seat; the order was for the old one.
        ordered: sql`case when device.token_hash = excluded.token_hash then device.ordered end`,
      },
      setWhere: sql`device.member_id = excluded.member_id
        and (device.unsent <> excluded.unsent
          or device.token_hash is not excluded.token_hash
          or unixepoch(excluded.last_contact_at) - unixepoch(device.last_contact_at) > 300)`,
    })
