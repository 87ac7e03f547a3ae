import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import * as v from 'valibot'
import type { Actor } from '../../shared/access/may.ts'
import { Member } from '../../shared/partnership/member.ts'
import { decidePush } from '../../shared/sync/decide.ts'
import type { Mutation } from '../../shared/sync/protocol.ts'
import { SCHEMA_VERSION } from '../../shared/sync/limits.ts'
import { touchedIds } from '../../shared/sync/refs.ts'
import type { Database } from './database.ts'
import { writePush } from './push.ts'
import type { PushAsk, PushKnown, Writer } from './readForPush.ts'
import { partnership, row } from './schema.ts'
import { rowOf } from './stored.ts'

type Writing = PushAsk & { nonce: string }

/** Rows to create, as the mutations that a phone would send. */
export const creations = (
  rows: readonly { kind: string; id: string; entry: unknown }[],
  now: string,
): Mutation[] =>
  rows.map(({ kind, id, entry }, at) => ({
    op: 'create',
    mid: `${id}-${at + 1}`,
    seq: at + 1,
    schemaVersion: SCHEMA_VERSION,
    deviceTime: now,
    kind,
    id,
    entry,
  }))

/**
 * Writes in a member's name what the worker itself has to write: a founding, a helper who took a
 * pass. The same decision and the same batch as a push; `before` goes ahead in it, for the seat that
 * the guard looks for. Each writing is a device of its own. Throws when a mutation is refused.
 */
export async function writeAs(
  db: Database,
  ask: Writing,
  who: Writer,
  before: readonly SQL[] = [],
): Promise<void> {
  const ids = touchedIds(ask.mutations)
  const rows = await db
    .select()
    .from(row)
    .where(
      and(
        eq(row.partnershipId, who.partnershipId),
        inArray(row.id, sql`(select value from json_each(${JSON.stringify(ids)}))`),
      ),
    )
  const known: PushKnown = {
    who,
    isOwnDevice: true,
    lastSeq: 0,
    receipts: new Map(),
    rows: new Map(rows.map((it) => [it.id, rowOf(it)])),
    rowIds: ids,
    buried: new Map(),
    conflicts: new Map(),
    conflictIds: [],
    head: null,
  }
  const decision = decidePush(ask.mutations, { ...known, actor: who, deviceId: ask.deviceId })
  if (decision.status !== 'ok') throw new Error(`writing was refused: ${decision.status}`)
  const refused = decision.results.find((it) => it.outcome === 'rejected')
  if (refused) throw new Error(`writing was refused: ${refused.reason} ${refused.detail ?? ''}`)
  await writePush(db, ask, known, decision, before)
}

/**
 * Starts a partnership: its own row, its first agency and its first member, who founds it. These are
 * ordinary mutations, decided and written like any other; only the seat comes before the member, and
 * it has ended before it began. Answers false when the partnership is there already.
 */
export async function foundPartnership(
  db: Database,
  ask: Writing & { partnershipId: string; memberId: string },
): Promise<boolean> {
  const { partnershipId, memberId, tokenHash, now } = ask
  const known = await db.select().from(partnership).where(eq(partnership.id, partnershipId))
  if (known.length > 0) return false
  const founder = {
    ...{ partnershipId, memberId, role: 'administrator' as const, agencyId: '' },
    ...{ wardIds: [], groupIds: [], eventId: null, scopes: null, founds: true as const },
  }
  await writeAs(db, ask, founder, [
    sql`insert into partnership (id, version) values (${partnershipId}, 0)`,
    seatQuery({
      tokenHash,
      partnershipId,
      memberId,
      createdAt: now,
      expiresAt: now,
      proof: 'pass',
    }),
  ])
  return true
}

/** A seat as a statement, for a batch that also writes the member who takes it. */
export const seatQuery = (seat: {
  tokenHash: string
  partnershipId: string
  memberId: string
  createdAt: string
  expiresAt: string
  proof: string
  personId?: string
}): SQL => sql`
  insert into session (token_hash, partnership_id, member_id, created_at, expires_at, proof, person_id)
  values (${seat.tokenHash}, ${seat.partnershipId}, ${seat.memberId}, ${seat.createdAt},
          ${seat.expiresAt}, ${seat.proof}, ${seat.personId ?? null})`

export async function readMembers(db: Database, partnershipId: string) {
  const rows = await db
    .select({ id: row.id, data: row.data })
    .from(row)
    .where(
      and(eq(row.partnershipId, partnershipId), eq(row.kind, 'member'), eq(row.deleted, false)),
    )
    .orderBy(sql`${row.data} ->> '$.name'`)
  return rows.map((it) => ({ id: it.id, ...v.parse(Member, JSON.parse(it.data ?? 'null')) }))
}

/** One row of a kind, or null: of another partnership there is none. */
export async function readRow(db: Database, partnershipId: string, kind: string, id: string) {
  const [found] = await db
    .select()
    .from(row)
    .where(
      and(
        eq(row.partnershipId, partnershipId),
        eq(row.id, id),
        eq(row.kind, kind),
        eq(row.deleted, false),
      ),
    )
  return found ? rowOf(found) : null
}

export async function readMember(db: Database, partnershipId: string, memberId: string) {
  const found = await readRow(db, partnershipId, 'member', memberId)
  return found && v.parse(Member, found.data)
}

/** A member as an actor who may see every scope that is not restricted: for what the worker writes for them. */
export const actorOf = (memberId: string, member: Member): Actor => ({
  memberId,
  role: member.role,
  agencyId: member.agencyId,
  wardIds: member.wardIds,
  groupIds: member.groupIds ?? [],
  eventId: member.eventId ?? null,
  scopes: null,
})
