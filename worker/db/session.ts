import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { LATE_DAYS } from '../../shared/access/arrival.ts'
import { manages } from '../../shared/access/may.ts'
import type { Actor } from '../../shared/access/may.ts'
import { Member, isActive } from '../../shared/partnership/member.ts'
import { daysAfter } from '../../shared/words/dates.ts'
import type { As, DeviceOrder, SyncRefusal } from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { device, row, session } from './schema.ts'

/** How the holder of a seat proved who they are. A demonstration's seat stands for a second factor. */
export type Proof = 'code' | 'passkey' | 'entra' | 'pass' | 'demo'

export interface SignedIn extends Actor {
  partnershipId: string
  proof: Proof
  personId: string | null
  personSessionId: string | null
  /** What an administrator ordered this browser to do; only sync hears of it. */
  ordered: DeviceOrder | null
}

/**
 * Who is asking. It is a query and not an answer, so that it can be the first statement of a batch:
 * a sync request must not pay a round trip to learn whose it is. The member's row is read at every
 * request, so a change of role, a suspension and the end of a pass take effect at once.
 */
export const sessionQuery = (db: Database, tokenHash: string) =>
  db
    .select({ seat: session, member: row.data })
    .from(session)
    .leftJoin(
      row,
      and(
        eq(row.partnershipId, session.partnershipId),
        eq(row.id, session.memberId),
        eq(row.kind, 'member'),
        eq(row.deleted, false),
      ),
    )
    .where(eq(session.tokenHash, tokenHash))

type SessionRow = Awaited<ReturnType<typeof sessionQuery>>[number]

/** The holder of a seat, or why there is none. An expired seat still hears what it was ordered. */
export function admit(
  [found]: SessionRow[],
  now: string,
  scopes: Iterable<string> | null = null,
): SignedIn | SyncRefusal {
  if (!found) return { error: 'signed-out' }
  const { seat } = found
  const member = found.member === null ? null : v.parse(Member, JSON.parse(found.member))
  if (!member || !isActive(member, now) || seat.expiresAt <= now) {
    return { error: 'signed-out', order: orderOf(seat) }
  }
  if (manages(member.role) && seat.proof === 'code') return { error: 'second-factor' }
  return {
    partnershipId: seat.partnershipId,
    memberId: seat.memberId,
    role: member.role,
    agencyId: member.agencyId,
    wardIds: member.wardIds,
    groupIds: member.groupIds ?? [],
    eventId: member.eventId ?? null,
    scopes: scopes && new Set(scopes),
    proof: seat.proof as Proof,
    personId: seat.personId,
    personSessionId: seat.personSessionId,
    ordered: orderOf(seat),
  }
}

/**
 * One who has left and whose browser is told to go: their unsent work is taken in, to be refused and
 * kept with what was refused. They see nothing and write nothing; nothing they recorded is lost either.
 */
export function leaver([found]: SessionRow[]): (Actor & { partnershipId: string }) | null {
  if (!found?.seat.ordered) return null
  const { partnershipId, memberId } = found.seat
  return {
    ...{ partnershipId, memberId, role: 'scrutiny reader', agencyId: '' },
    ...{ wardIds: [], groupIds: [], scopes: new Set<string>() },
  }
}

/**
 * One whose pass is over and whose phone has only now found signal: what they logged is taken in, as on
 * the day, for a week. They see nothing any more, for a pull asks `admit`. A pass that was withdrawn is
 * no late one.
 */
export function latecomer(
  [found]: SessionRow[],
  now: string,
  scopes: Iterable<string>,
): (Actor & { partnershipId: string }) | null {
  if (!found?.member || found.seat.ordered) return null
  const { partnershipId, memberId } = found.seat
  const { role, agencyId, eventId, state, untilAt } = v.parse(Member, JSON.parse(found.member))
  const isLate = !!untilAt && untilAt <= now && now < daysAfter(untilAt, LATE_DAYS)
  if (role !== 'event helper' || (state ?? 'active') !== 'active' || !isLate) return null
  return {
    ...{ partnershipId, memberId, role, agencyId, eventId: eventId ?? null },
    ...{ wardIds: [], groupIds: [], scopes: new Set(scopes) },
  }
}

const orderOf = ({ ordered }: typeof session.$inferSelect) => ordered as DeviceOrder | null

export const isRefused = (who: SignedIn | SyncRefusal): who is SyncRefusal => 'error' in who

/** True when the request says it is for another member than the seat is: a second person's phone. */
export const isSomebodyElse = (as: As | null | undefined, who: As) =>
  !!as && (as.memberId !== who.memberId || as.partnershipId !== who.partnershipId)

/** The partnership of a session, for the other statements of the same batch. Null matches no row. */
export const partnershipOf = (tokenHash: string) =>
  sql<string>`(select partnership_id from session where token_hash = ${tokenHash})`

export const startSession = (db: Database, values: typeof session.$inferInsert): Promise<unknown> =>
  db.insert(session).values(values)

/** Ends a seat and notes, for the list of browsers, that an order was carried out. */
export const endSession = (db: Database, tokenHash: string, now: string): Promise<unknown> =>
  db.batch([
    db
      .update(device)
      .set({ doneAt: now })
      .where(
        and(eq(device.tokenHash, tokenHash), isNotNull(device.ordered), isNull(device.doneAt)),
      ),
    db.delete(session).where(eq(session.tokenHash, tokenHash)),
  ])
