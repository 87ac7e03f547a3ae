import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { PullAsk } from './pullQueries.ts'
import { device } from './schema.ts'
import { partnershipOf } from './session.ts'

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

/**
 * A first sync from a seat that another device came with before: the browser kept its cookie and has
 * cleared what was stored. Told whether or not anything was unsent, because nothing else explains to a
 * person why the phone is empty. What the worker itself wrote with has no label.
 */
export const formerlyQuery = (db: Database, ask: PullAsk) =>
  db
    .select({ unsent: device.unsent, lastContactAt: device.lastContactAt })
    .from(device)
    .where(
      and(
        sql`${ask.at === null ? 1 : 0}`,
        eq(device.tokenHash, ask.tokenHash),
        eq(device.partnershipId, partnershipOf(ask.tokenHash)),
        ne(device.id, ask.deviceId),
        isNotNull(device.label),
      ),
    )
    .orderBy(desc(device.lastContactAt))
    .limit(1)
