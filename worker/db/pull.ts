import { and, eq, gte, sql } from 'drizzle-orm'
import { maySettle } from '../../shared/access/may.ts'
import { PARTNERSHIP_SCOPE } from '../../shared/access/scopes.ts'
import { AFTER_ALL_IDS, PAGE_ROWS } from '../../shared/sync/protocol.ts'
import type {
  Conflict,
  Cursor,
  PullRequest,
  PullResponse,
  ScopePage,
} from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { resultOf, rowOf } from './push.ts'
import { conflict, device, partnership, receipt, row, versionMark } from './schema.ts'
import { partnershipOf, sessionQuery, signedInFrom } from './session.ts'

/**
 * One batch answers a pull: who asks, the head, what changed past each cursor, this device's
 * receipts and the conflicts. Versions are taken inside the writer's transaction, so no row can be
 * committed behind a cursor that has passed it.
 *
 * A cursor whose nonce is not the one written for its version comes from a past this database no
 * longer has (it was restored): that scope starts again from nothing, and the phone is told.
 */
export async function pull(
  db: Database,
  ask: PullRequest & { tokenHash: string; now: string },
): Promise<PullResponse | null> {
  const partnershipId = partnershipOf(ask.tokenHash)
  const scopes = [PARTNERSHIP_SCOPE]
  const wanted = JSON.stringify(
    scopes.map((scope) => ({
      scope,
      ...(ask.cursors[scope] ?? { version: 0, id: '', nonce: '' }),
    })),
  )
  const from = sql`(
    select c.value ->> 'scope' as scope, c.value ->> 'version' as asked,
           case when m.nonce = c.value ->> 'nonce' then c.value ->> 'version' else 0 end as version,
           case when m.nonce = c.value ->> 'nonce' then c.value ->> 'id' else '' end as id
    from json_each(${wanted}) c
    left join version_mark m
      on m.partnership_id = ${partnershipId} and m.version = c.value ->> 'version') as start`
  const since = Math.min(...scopes.map((scope) => ask.cursors[scope]?.version ?? 0))
  const [sessions, heads, starts, rows, receipts, conflicts] = await db.batch([
    sessionQuery(db, ask.tokenHash, ask.now),
    db
      .select({ version: partnership.version, nonce: versionMark.nonce })
      .from(partnership)
      .leftJoin(
        versionMark,
        and(
          eq(versionMark.partnershipId, partnership.id),
          eq(versionMark.version, partnership.version),
        ),
      )
      .where(eq(partnership.id, partnershipId)),
    db
      .select({ scope: sql<string>`start.scope`, isKept: sql<number>`start.version = start.asked` })
      .from(from),
    db
      .select({ row, nonce: versionMark.nonce })
      .from(from)
      .innerJoin(
        row,
        sql`${row.partnershipId} = ${partnershipId} and ${row.scope} = start.scope
            and (${row.version}, ${row.id}) > (start.version, start.id)
            and (${row.deleted} = 0 or start.version > 0)`,
      )
      .leftJoin(
        versionMark,
        and(eq(versionMark.partnershipId, row.partnershipId), eq(versionMark.version, row.version)),
      )
      .orderBy(row.scope, row.version, row.id)
      .limit(PAGE_ROWS + 1),
    db
      .select()
      .from(receipt)
      .where(
        and(
          eq(receipt.partnershipId, partnershipId),
          eq(receipt.deviceId, ask.deviceId),
          gte(receipt.seq, ask.pendingFrom ?? Number.MAX_SAFE_INTEGER),
        ),
      )
      .orderBy(receipt.seq)
      .limit(PAGE_ROWS),
    db
      .select()
      .from(conflict)
      .where(and(eq(conflict.partnershipId, partnershipId), gte(conflict.version, since)))
      .orderBy(conflict.version)
      .limit(PAGE_ROWS),
    noteContact(db, ask),
  ])
  const who = signedInFrom(sessions)
  if (!who) return null
  const head = { version: heads[0]?.version ?? 0, nonce: heads[0]?.nonce ?? '' }
  const more = rows.length > PAGE_ROWS
  const sent = rows.slice(0, PAGE_ROWS)
  const cut = more ? sent.at(-1) : undefined
  // Rows come scope by scope: the scopes behind the cut have not been looked at and keep their cursor.
  const reached = starts.filter(({ scope }) => !cut || scope <= cut.row.scope)
  const pages = reached.map(({ scope, isKept }): ScopePage => {
    const mine = sent.filter((r) => r.row.scope === scope)
    const last = cut?.row.scope === scope ? cut : undefined
    const cursor: Cursor = last
      ? { version: last.row.version, id: last.row.id, nonce: last.nonce ?? '' }
      : { version: head.version, id: AFTER_ALL_IDS, nonce: head.nonce }
    return { scope, rows: mine.map((r) => rowOf(r.row)), cursor, resync: !isKept }
  })
  return {
    memberId: who.memberId,
    partnershipId: who.partnershipId,
    pages,
    more,
    receipts: receipts.map(resultOf),
    conflicts: conflicts.map(conflictOf).filter((it) => maySettle(who, it.mineById)),
    serverTime: ask.now,
  }
}

/** Rewritten at most every five minutes, or a pull would cost a write each. */
const noteContact = (db: Database, ask: PullRequest & { tokenHash: string; now: string }) =>
  db
    .insert(device)
    .select(
      sql`select partnership_id, ${ask.deviceId}, member_id, 0, ${ask.now}, ${ask.unsent}
          from session where token_hash = ${ask.tokenHash} and expires_at > ${ask.now}`,
    )
    .onConflictDoUpdate({
      target: [device.partnershipId, device.id],
      set: { lastContactAt: ask.now, unsent: ask.unsent },
      setWhere: sql`device.member_id = excluded.member_id
        and (device.unsent <> excluded.unsent
          or unixepoch(excluded.last_contact_at) - unixepoch(device.last_contact_at) > 300)`,
    })

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
