import { and, eq, sql } from 'drizzle-orm'
import { decidePush } from '../../shared/sync/decide.ts'
import type { Database } from './database.ts'
import { writePush } from './push.ts'
import type { PushAsk } from './push.ts'
import { partnership, row } from './schema.ts'

/**
 * Starts a partnership: its own row, its first agency and its first member, who founds it. These are
 * ordinary mutations, decided and written like any other; only the session comes before the member.
 * Answers false when the partnership is there already.
 */
export async function foundPartnership(
  db: Database,
  ask: PushAsk & { partnershipId: string; memberId: string; expiresAt: string; nonce: string },
): Promise<boolean> {
  const { partnershipId, memberId, tokenHash, now: createdAt, expiresAt } = ask
  const founder = {
    who: { partnershipId, memberId, role: 'administrator' as const },
    isOwnDevice: true,
    lastSeq: 0,
    receipts: new Map(),
    rows: new Map(),
  }
  const decision = decidePush(ask.mutations, {
    ...founder,
    actor: founder.who,
    deviceId: ask.deviceId,
  })
  if (decision.status !== 'ok') throw new Error(`founding was refused: ${decision.status}`)
  const refused = decision.results.find((it) => it.outcome === 'rejected')
  if (refused) throw new Error(`founding was refused: ${refused.reason} ${refused.detail ?? ''}`)
  const known = await db.select().from(partnership).where(eq(partnership.id, partnershipId))
  if (known.length > 0) return false
  await writePush(db, ask, founder, decision, [
    sql`insert into partnership (id, version) values (${partnershipId}, 0)`,
    sql`insert into session (token_hash, partnership_id, member_id, created_at, expires_at)
        values (${tokenHash}, ${partnershipId}, ${memberId}, ${createdAt}, ${expiresAt})`,
  ])
  return true
}

export async function readMembers(db: Database, partnershipId: string) {
  const rows = await db
    .select({ id: row.id, data: row.data })
    .from(row)
    .where(
      and(eq(row.partnershipId, partnershipId), eq(row.kind, 'member'), eq(row.deleted, false)),
    )
    .orderBy(sql`${row.data} ->> '$.name'`)
  return rows.map((it) => ({ id: it.id, data: JSON.parse(it.data ?? 'null') as unknown }))
}
