import { and, eq, getTableColumns, gte, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { may } from '../../shared/access/may.ts'
import { LEASE_DAYS } from '../../shared/access/lease.ts'
import { AFTER_ALL_IDS, PAGE_ROWS } from '../../shared/sync/limits.ts'
import type {
  Conflict,
  Cursor,
  Filling,
  PullRequest,
  PullResponse,
  SyncRefusal,
} from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { resultOf, rowOf } from './push.ts'
import { conflict, device, partnership, receipt, versionMark } from './schema.ts'
import { admit, isRefused, isSomebodyElse, partnershipOf, sessionQuery } from './session.ts'
import { isMine, visible } from './visible.ts'

export type PullAsk = PullRequest & { tokenHash: string; now: string; label: string }

/**
 * One batch answers a pull: who asks, what they may see, the head, what changed past the cursor in the
 * scopes held, what fills those that are not, this device's receipts and the conflicts. Versions are
 * taken inside the writer's transaction, so no row can be committed behind a cursor that has passed it.
 *
 * A cursor whose nonce is not the one written for its version comes from a past this database no
 * longer has (it was restored): everything is filled again, and the phone is told.
 */
export async function pull(db: Database, ask: PullAsk): Promise<PullResponse | SyncRefusal> {
  const [sessions, scopes, heads, changes, fill, receipts, conflicts] = await db.batch([
    sessionQuery(db, ask.tokenHash),
    scopesQuery(db, ask),
    headQuery(db, ask),
    changesQuery(db, ask),
    fillQuery(db, ask),
    receiptsQuery(db, ask),
    conflictsQuery(db, ask),
    noteContact(db, ask),
  ])
  const visibleScopes = scopes.map(({ scope }) => scope)
  const who = admit(sessions, ask.now, visibleScopes)
  if (isRefused(who)) return who
  if (isSomebodyElse(ask.as, who)) return { error: 'other-member' }
  const found = heads[0]
  const head: Cursor = {
    version: found?.version ?? 0,
    id: AFTER_ALL_IDS,
    nonce: found?.nonce ?? '',
  }
  const resync = ask.at !== null && !found?.isKnown
  const answer: PullResponse = {
    memberId: who.memberId,
    partnershipId: who.partnershipId,
    scopes: null,
    rows: [],
    at: resync || !ask.at ? head : ask.at,
    fill: [],
    filled: [],
    filling: null,
    more: false,
    resync,
    receipts: receipts.map(resultOf),
    conflicts: [],
    order: who.ordered,
    leaseDays: found?.leaseDays ?? LEASE_DAYS,
    serverTime: ask.now,
  }
  // A browser that was told to leave hears what became of its work, and nothing else.
  if (who.ordered) return answer
  const from = resync ? null : ask.filling
  const wanted = scopes.filter(({ isHeld }) => !isHeld).map(({ scope }) => scope)
  const filled = cut(fill)
  const changed = cut(changes)
  const filling = filled.last && positionOf(filled.last)
  const isFilling = from !== null || filling !== null
  return {
    ...answer,
    scopes: isSameList(visibleScopes, ask.held) ? null : visibleScopes,
    fill: filled.rows.map(rowOf),
    filling,
    filled: wanted.filter(
      (scope) => (!filling || scope < filling.scope) && (!from || scope >= from.scope),
    ),
    // While a fill goes on, the cursor stays where it was when that began: what changes meanwhile, in
    // a scope filled early, is past it and comes with the changes afterwards.
    ...(isFilling
      ? { more: filling !== null || !isAt(answer.at, head) }
      : {
          rows: changed.rows.map(rowOf),
          at: changed.last ? cursorOf(changed.last) : head,
          more: changed.last !== null,
        }),
    conflicts: conflicts
      .filter((it) => may(who, 'read', { kind: 'conflict', scope: it.scope, data: it }))
      .map(conflictOf),
  }
}

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

const scopesQuery = (db: Database, ask: PullAsk) =>
  db
    .select({ scope: sql<string>`t.scope`, isHeld: sql<number>`t.is_held` })
    .from(
      sql`(with ${ground(ask)}
        select scope, scope in (select scope from held) as is_held from visible) as t`,
    )
    .orderBy(sql`t.scope`)

const headQuery = (db: Database, { tokenHash, at }: PullAsk) =>
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
type Found = { [K in keyof typeof stored]: (typeof stored)[K] extends SQL<infer T> ? T : never }

const changesQuery = (db: Database, ask: PullAsk) =>
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

const fillQuery = (db: Database, ask: PullAsk) =>
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

const receiptsQuery = (db: Database, ask: PullAsk) =>
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
const conflictsQuery = (db: Database, { tokenHash, at }: PullAsk) =>
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
const noteContact = (db: Database, ask: PullAsk) =>
  db
    .insert(device)
    .select(
      sql`select partnership_id, ${ask.deviceId}, member_id, 0, ${ask.now}, ${ask.unsent},
                 token_hash, ${ask.label}, null, null, null, null
          from session where token_hash = ${ask.tokenHash} and expires_at > ${ask.now}`,
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

/** A page and, when more waits behind it, its last row. */
function cut(found: Found[]): { rows: Found[]; last: Found | null } {
  const rows = found.slice(0, PAGE_ROWS)
  return { rows, last: found.length > PAGE_ROWS ? (rows.at(-1) ?? null) : null }
}

const positionOf = ({ scope, version, id }: Found): Filling => ({ scope, version, id })
const cursorOf = ({ version, id, nonce }: Found): Cursor => ({ version, id, nonce })

const isAt = (a: Cursor, b: Cursor) => a.version === b.version && a.id === b.id

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length

const conflictOf = (stored: typeof conflict.$inferSelect): Conflict => ({
  id: stored.id,
  rowId: stored.rowId,
  field: stored.field,
  base: JSON.parse(stored.base),
  mine: JSON.parse(stored.mine),
  theirs: JSON.parse(stored.theirs),
  mineById: stored.mineById,
  mineAt: stored.mineAt,
  version: stored.version,
  settled: stored.settled,
})
