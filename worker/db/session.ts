import { and, eq, gt, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Actor } from '../../shared/access/may.ts'
import { Member } from '../../shared/partnership/member.ts'
import type { Database } from './database.ts'
import { row, session } from './schema.ts'

export interface SignedIn extends Actor {
  partnershipId: string
}

/**
 * Who is asking. It is a query and not an answer, so that it can be the first statement of a batch:
 * a sync request must not pay a round trip to learn whose it is. The role is read from the member's
 * row at every request, so a change of role takes effect at once.
 */
export const sessionQuery = (db: Database, tokenHash: string, now: string) =>
  db
    .select({
      partnershipId: session.partnershipId,
      memberId: session.memberId,
      member: row.data,
    })
    .from(session)
    .innerJoin(
      row,
      and(
        eq(row.partnershipId, session.partnershipId),
        eq(row.id, session.memberId),
        eq(row.kind, 'member'),
        eq(row.deleted, false),
      ),
    )
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, now)))

type SessionRow = Awaited<ReturnType<typeof sessionQuery>>[number]

export function signedInFrom([found]: SessionRow[]): SignedIn | null {
  if (!found) return null
  const member = v.parse(Member, JSON.parse(found.member ?? 'null'))
  return { partnershipId: found.partnershipId, memberId: found.memberId, role: member.role }
}

/** The partnership of a session, for the other statements of the same batch. Null matches no row. */
export const partnershipOf = (tokenHash: string) =>
  sql<string>`(select partnership_id from session where token_hash = ${tokenHash})`

export const startSession = (db: Database, values: typeof session.$inferInsert): Promise<unknown> =>
  db.insert(session).values(values)

export const endSession = (db: Database, tokenHash: string): Promise<unknown> =>
  db.delete(session).where(eq(session.tokenHash, tokenHash))
