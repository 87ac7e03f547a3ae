import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { pass, session } from './schema.ts'

export const issuePass = (home: Database, values: typeof pass.$inferInsert): Promise<unknown> =>
  home.insert(pass).values(values)

/** The passes that still open something, without their codes: those are shown once, when issued. */
export const readPasses = (home: Database, partnershipId: string, now: string) =>
  home
    .select({
      id: pass.id,
      eventId: pass.eventId,
      issuedById: pass.issuedById,
      issuedAt: pass.issuedAt,
      expiresAt: pass.expiresAt,
      taken: pass.taken,
    })
    .from(pass)
    .where(
      and(
        eq(pass.partnershipId, partnershipId),
        isNull(pass.withdrawnAt),
        sql`${pass.expiresAt} > ${now}`,
      ),
    )
    .orderBy(desc(pass.issuedAt))

/** Takes a pass back and orders every phone that came in with it to leave. False when there is none. */
export async function withdrawPass(
  home: Database,
  db: Database,
  partnershipId: string,
  id: string,
  now: string,
): Promise<boolean> {
  const [gone] = await home
    .update(pass)
    .set({ withdrawnAt: now })
    .where(and(eq(pass.partnershipId, partnershipId), eq(pass.id, id), isNull(pass.withdrawnAt)))
    .returning({ id: pass.id })
  if (!gone) return false
  await db
    .update(session)
    .set({ ordered: 'sign-out' })
    .where(and(eq(session.partnershipId, partnershipId), eq(session.personId, `pass:${id}`)))
  return true
}
