import { and, desc, eq, sql } from 'drizzle-orm'
import { PARTNERSHIP_SCOPE } from '../../shared/access/scopes.ts'
import type { DeviceOrder } from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { device, session } from './schema.ts'

/** The browsers of one member, or of all; the one that was last in touch first. */
export const readDevices = (db: Database, partnershipId: string, memberId: string | null) =>
  db
    .select({
      id: device.id,
      memberId: device.memberId,
      label: device.label,
      lastContactAt: device.lastContactAt,
      unsent: device.unsent,
      ordered: device.ordered,
      orderedById: device.orderedById,
      orderedAt: device.orderedAt,
      doneAt: device.doneAt,
      isSignedIn: sql<number>`exists (select 1 from session s
        where s.token_hash = ${device.tokenHash} and s.ordered is null)`,
    })
    .from(device)
    .where(
      and(
        eq(device.partnershipId, partnershipId),
        memberId === null ? undefined : eq(device.memberId, memberId),
        // What the worker wrote with is no browser.
        sql`${device.tokenHash} is not null and ${device.label} is not null`,
      ),
    )
    .orderBy(desc(device.lastContactAt))
    .limit(500)

/** When the phones of whoever logs at an event, or came to it with a pass, were last in touch. */
export const readContacts = (
  db: Database,
  partnershipId: string,
  event: { id: string; scope: string },
) =>
  db
    .select({
      memberId: device.memberId,
      lastContactAt: device.lastContactAt,
      unsent: device.unsent,
    })
    .from(device)
    .where(
      and(
        eq(device.partnershipId, partnershipId),
        sql`${device.memberId} in (
          select data ->> '$.byId' from row
          where partnership_id = ${partnershipId} and scope = ${event.scope} and kind = 'outreach'
            and data ->> '$.eventId' = ${event.id}
          union
          select id from row
          where partnership_id = ${partnershipId} and scope = ${PARTNERSHIP_SCOPE}
            and kind = 'member' and data ->> '$.eventId' = ${event.id})`,
      ),
    )
    .orderBy(desc(device.lastContactAt))
    .limit(500)

export async function findDevice(db: Database, partnershipId: string, id: string) {
  const [found] = await db
    .select({
      memberId: device.memberId,
      label: device.label,
      tokenHash: device.tokenHash,
      personSessionId: session.personSessionId,
    })
    .from(device)
    .leftJoin(session, eq(session.tokenHash, device.tokenHash))
    .where(and(eq(device.partnershipId, partnershipId), eq(device.id, id)))
  return found ?? null
}

interface Order {
  partnershipId: string
  by: string
  now: string
}

/**
 * Orders a browser to sign out or to wipe itself. From now on its seat is answered with the order and
 * nothing else; it carries it out when it is next in touch.
 */
export const orderDevice = (
  db: Database,
  { id, order, partnershipId, by, now }: Order & { id: string; order: DeviceOrder },
): Promise<unknown> =>
  db.batch([
    db
      .update(device)
      .set({ ordered: order, orderedById: by, orderedAt: now, doneAt: null })
      .where(and(eq(device.partnershipId, partnershipId), eq(device.id, id))),
    db
      .update(session)
      .set({ ordered: order })
      .where(
        sql`${session.tokenHash} in (select d.token_hash from device d
          where d.partnership_id = ${partnershipId} and d.id = ${id})`,
      ),
  ])

/** All the seats of a member who has left: each of their browsers signs out at its next contact. */
export const endSeatsOf = (
  db: Database,
  { partnershipId, memberId, by, now }: Order & { memberId: string },
): Promise<unknown> =>
  db.batch([
    db
      .update(device)
      .set({ ordered: 'sign-out', orderedById: by, orderedAt: now, doneAt: null })
      .where(and(eq(device.partnershipId, partnershipId), eq(device.memberId, memberId))),
    db
      .update(session)
      .set({ ordered: 'sign-out' })
      .where(and(eq(session.partnershipId, partnershipId), eq(session.memberId, memberId))),
  ])
