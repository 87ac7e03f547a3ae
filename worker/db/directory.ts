import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { directory, invitation, membership, pass } from './schema.ts'

/**
 * The directory's own questions, all to the first database: which database holds a partnership, where
 * a person may sit, who was invited, and which event a pass opens.
 */
export async function findPartnership(home: Database, partnershipId: string) {
  const [found] = await home
    .select()
    .from(directory)
    .where(eq(directory.partnershipId, partnershipId))
  return found ?? null
}

export const listPartnership = (
  home: Database,
  values: typeof directory.$inferInsert,
): Promise<unknown> => home.insert(directory).values(values).onConflictDoNothing()

/** Where this person may sit. */
export const seatsOf = (home: Database, personId: string) =>
  home
    .select({
      partnershipId: membership.partnershipId,
      memberId: membership.memberId,
      name: directory.name,
      binding: directory.binding,
    })
    .from(membership)
    .innerJoin(directory, eq(directory.partnershipId, membership.partnershipId))
    .where(eq(membership.personId, personId))
    .orderBy(directory.name)

/** The people and the open invitations of a partnership, by member. */
export async function readAccess(home: Database, partnershipId: string, now: string) {
  const [people, invitations] = await home.batch([
    home
      .select({
        memberId: membership.memberId,
        email: sql<string | null>`(select email from person where id = ${membership.personId})`,
        since: membership.since,
      })
      .from(membership)
      .where(eq(membership.partnershipId, partnershipId)),
    home
      .select({
        memberId: invitation.memberId,
        email: invitation.email,
        invitedAt: invitation.invitedAt,
        expiresAt: invitation.expiresAt,
      })
      .from(invitation)
      .where(
        and(
          eq(invitation.partnershipId, partnershipId),
          isNull(invitation.acceptedAt),
          isNull(invitation.withdrawnAt),
          sql`${invitation.expiresAt} > ${now}`,
        ),
      )
      .orderBy(desc(invitation.invitedAt)),
  ])
  return { people, invitations }
}

/** Whether somebody already sits as this member: a second person would be a second hand in their name. */
export async function hasAccess(home: Database, partnershipId: string, memberId: string) {
  const found = await home
    .select({ since: membership.since })
    .from(membership)
    .where(and(eq(membership.partnershipId, partnershipId), eq(membership.memberId, memberId)))
  return found.length > 0
}

/** A new invitation takes the place of earlier ones to the same member. */
export const invite = (home: Database, values: typeof invitation.$inferInsert): Promise<unknown> =>
  home.batch([
    withdrawQuery(home, values, values.invitedAt),
    home.insert(invitation).values(values),
  ])

const withdrawQuery = (
  home: Database,
  { partnershipId, memberId }: { partnershipId: string; memberId: string },
  now: string,
) =>
  home
    .update(invitation)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(invitation.partnershipId, partnershipId),
        eq(invitation.memberId, memberId),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
      ),
    )

/** Takes a member's seat away for good: nobody is that member until somebody is invited again. */
export const removeAccess = (
  home: Database,
  of: { partnershipId: string; memberId: string },
  now: string,
): Promise<unknown> =>
  home.batch([
    withdrawQuery(home, of, now),
    home
      .delete(membership)
      .where(
        and(eq(membership.partnershipId, of.partnershipId), eq(membership.memberId, of.memberId)),
      ),
  ])

/**
 * Uses an invitation, once: the update finds it open and for this address, or finds nothing. Where
 * two try at the same moment, one does. Answers where it leads.
 */
export async function acceptInvitation(
  home: Database,
  { tokenHash, email, personId, now }: Record<'tokenHash' | 'email' | 'personId' | 'now', string>,
) {
  const [accepted] = await home.batch([
    home
      .update(invitation)
      .set({ acceptedAt: now })
      .where(
        and(
          eq(invitation.tokenHash, tokenHash),
          eq(invitation.email, email),
          isNull(invitation.acceptedAt),
          isNull(invitation.withdrawnAt),
          sql`${invitation.expiresAt} > ${now}`,
        ),
      )
      .returning(),
    // In the same batch, so that an invitation is never used up without a seat to show for it.
    home
      .insert(membership)
      .select(
        sql`select ${personId}, partnership_id, member_id, ${now} from invitation
          where token_hash = ${tokenHash} and accepted_at = ${now} and email = ${email}`,
      )
      .onConflictDoUpdate({
        target: [membership.personId, membership.partnershipId],
        set: { memberId: sql`excluded.member_id`, since: now },
      }),
  ])
  return accepted[0] ?? null
}

/** Counts one more helper in and answers the pass; null when it opens nothing, or has let in enough. */
export async function usePass(home: Database, codeHash: string, now: string) {
  const [found] = await home
    .update(pass)
    .set({ taken: sql`${pass.taken} + 1` })
    .where(
      and(
        eq(pass.codeHash, codeHash),
        isNull(pass.withdrawnAt),
        sql`${pass.expiresAt} > ${now} and ${pass.taken} < ${MAX_HELPERS}`,
      ),
    )
    .returning()
  return found ?? null
}

/** A Cleansweep has some twenty helpers; a code that was posted somewhere must not bring a crowd. */
export const MAX_HELPERS = 60
