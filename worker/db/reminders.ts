import { and, eq, sql } from 'drizzle-orm'
import { plainSettings } from '../../shared/reminders/settings.ts'
import type { ReminderSettings } from '../../shared/reminders/settings.ts'
import type { Database } from './database.ts'
import { membership, pushSubscription, reminderSetting } from './schema.ts'
import { person } from './identitySchema.ts'

/** What members want to be reminded by, and the browsers they want it on: one partnership's database. */

export interface Whose {
  partnershipId: string
  memberId: string
}

const isOf = ({ partnershipId, memberId }: Whose) =>
  and(eq(reminderSetting.partnershipId, partnershipId), eq(reminderSetting.memberId, memberId))

/** What a member has set, or what goes for whoever has set nothing; and whether this seat's browser is told. */
export async function readSettings(db: Database, whose: Whose, tokenHash: string) {
  const [[found], here] = await db.batch([
    db.select().from(reminderSetting).where(isOf(whose)),
    db
      .select({ endpoint: pushSubscription.endpoint })
      .from(pushSubscription)
      .where(eq(pushSubscription.tokenHash, tokenHash)),
  ])
  const { digest, digestDay, quietFrom, quietTo } = found ?? plainSettings
  return {
    settings: { digest: digest as ReminderSettings['digest'], digestDay, quietFrom, quietTo },
    endpoint: here[0]?.endpoint ?? null,
  }
}

export const saveSettings = (
  db: Database,
  whose: Whose,
  settings: ReminderSettings & { origin: string },
  /** When the next letter is due, and when for whoever has had one today. */
  next: { at: string | null; afterToday: string | null; today: string },
): Promise<unknown> =>
  db
    .insert(reminderSetting)
    .values({ ...whose, ...settings, nextAt: next.at })
    .onConflictDoUpdate({
      target: [reminderSetting.partnershipId, reminderSetting.memberId],
      set: {
        ...settings,
        nextAt: sql`case when reminder_setting.letter_on = ${next.today}
          then ${next.afterToday} else ${next.at} end`,
      },
    })

/** No more letters; what else they set stays. */
export const stopLetters = (db: Database, whose: Whose): Promise<unknown> =>
  db.update(reminderSetting).set({ digest: 'none', nextAt: null }).where(isOf(whose))

export interface Subscribing extends Whose {
  tokenHash: string
  endpoint: string
  p256dh: string
  auth: string
  since: string
}

/** Tells this seat's browser from now on. An endpoint belongs to whoever sat down at the browser last. */
export const subscribe = (db: Database, it: Subscribing, origin: string): Promise<unknown> =>
  db.batch([
    db
      .delete(pushSubscription)
      .where(
        sql`${pushSubscription.endpoint} = ${it.endpoint} or ${pushSubscription.tokenHash} = ${it.tokenHash}`,
      ),
    db.insert(pushSubscription).values(it),
    db
      .insert(reminderSetting)
      .values({
        ...{ partnershipId: it.partnershipId, memberId: it.memberId, origin },
        ...plainSettings,
      })
      .onConflictDoNothing(),
  ])

export const unsubscribe = (db: Database, tokenHash: string): Promise<unknown> =>
  db.delete(pushSubscription).where(eq(pushSubscription.tokenHash, tokenHash))

/** What a push service no longer knows. */
export const dropEndpoint = (db: Database, endpoint: string): Promise<unknown> =>
  db.delete(pushSubscription).where(eq(pushSubscription.endpoint, endpoint))

/** Whoever is this member next has set nothing. */
export const forgetReminders = (db: Database, whose: Whose): Promise<unknown> =>
  db.batch([
    db.delete(reminderSetting).where(isOf(whose)),
    db
      .delete(pushSubscription)
      .where(
        and(
          eq(pushSubscription.partnershipId, whose.partnershipId),
          eq(pushSubscription.memberId, whose.memberId),
        ),
      ),
  ])

/** Of these members, the addresses of those somebody signs in as. The directory's database. */
export async function addressesOf(
  home: Database,
  partnershipId: string,
  memberIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await home
    .select({ memberId: membership.memberId, email: person.email })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(
      and(
        eq(membership.partnershipId, partnershipId),
        sql`${membership.memberId} in (select value from json_each(${JSON.stringify(memberIds)}))`,
      ),
    )
  return new Map(found.map(({ memberId, email }) => [memberId, email]))
}
