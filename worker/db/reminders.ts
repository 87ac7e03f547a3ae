import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { plainSettings } from '../../shared/reminders/settings.ts'
import type { ReminderSettings } from '../../shared/reminders/settings.ts'
import type { Database } from './database.ts'
import { membership, pushSubscription, reminderSetting, session } from './schema.ts'
import { person } from './identitySchema.ts'
import { writeBatch } from './writeBatch.ts'

/** What members want to be reminded by, and the browsers they want it on: one partnership's database. */

interface Whose {
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

export type DueLetter = typeof reminderSetting.$inferSelect

/** Whose letter is due, the longest due first. */
export const dueLetters = (db: Database, now: string, most: number): Promise<DueLetter[]> =>
  db
    .select()
    .from(reminderSetting)
    .where(and(isNotNull(reminderSetting.nextAt), sql`${reminderSetting.nextAt} <= ${now}`))
    .orderBy(reminderSetting.nextAt, reminderSetting.partnershipId, reminderSetting.memberId)
    .limit(most)

export type DuePush = DueLetter & { version: number }

/**
 * Who has a browser to be told on, is not in their quiet hours, and has not been looked at since something
 * of their partnership changed or the day began. `hour` and `today` are the United Kingdom's.
 */
export const duePushes = (
  db: Database,
  { hour, today, now, most }: { hour: number; today: string; now: string; most: number },
): Promise<DuePush[]> =>
  db.all<DuePush>(sql`
    select w.partnership_id as partnershipId, w.member_id as memberId, w.digest,
           w.digest_day as digestDay, w.quiet_from as quietFrom, w.quiet_to as quietTo, w.origin,
           w.next_at as nextAt, w.letter_on as letterOn,
           w.seen_version as seenVersion, w.seen_on as seenOn, w.told, p.version
    from reminder_setting w cross join partnership p on p.id = w.partnership_id
    where (w.seen_version is not p.version or w.seen_on is not ${today})
      and not (case when w.quiet_from <= w.quiet_to
        then ${hour} >= w.quiet_from and ${hour} < w.quiet_to
        else ${hour} >= w.quiet_from or ${hour} < w.quiet_to end)
      and exists (
        select 1 from push_subscription b join session s on s.token_hash = b.token_hash
        where b.partnership_id = w.partnership_id and b.member_id = w.member_id
          and s.ordered is null and s.expires_at > ${now})
    order by coalesce(w.seen_on, ''), w.partnership_id, w.member_id
    limit ${most}`)

/**
 * Takes letters in hand, each at once with the moment of the one after it. Answers those that were still
 * there to be taken: where two runs meet, one of them writes.
 */
export async function claimLetters(
  db: Database,
  today: string,
  due: readonly (Whose & { nextAt: string | null; then: string | null })[],
): Promise<Set<string>> {
  const results = await writeBatch(
    db,
    due.map(
      ({ partnershipId, memberId, nextAt, then }) => sql`
        update reminder_setting set next_at = ${then}, letter_on = ${today}
        where partnership_id = ${partnershipId} and member_id = ${memberId} and next_at = ${nextAt}
        returning member_id`,
    ),
  )
  return new Set(results.flatMap((rows) => rows.map((row) => String(row.member_id))))
}

export interface Seen extends Whose {
  /** What was read. */
  before: Pick<DuePush, 'seenVersion' | 'seenOn'>
  /** What it is now. */
  version: number
  today: string
  told: readonly string[]
}

/** Notes what members are told of before they are told. Answers whose note was taken. */
export async function claimPushes(db: Database, seen: readonly Seen[]): Promise<Set<string>> {
  const results = await writeBatch(
    db,
    seen.map(
      ({ partnershipId, memberId, before, version, today, told }) => sql`
        update reminder_setting
        set seen_version = ${version}, seen_on = ${today}, told = ${JSON.stringify(told)}
        where partnership_id = ${partnershipId} and member_id = ${memberId}
          and seen_version is ${before.seenVersion} and seen_on is ${before.seenOn}
        returning member_id`,
    ),
  )
  return new Set(results.flatMap((rows) => rows.map((row) => String(row.member_id))))
}

/** The browsers a member is told on: those whose seat stands. */
export const browsersOf = (db: Database, { partnershipId, memberId }: Whose, now: string) =>
  db
    .select({
      endpoint: pushSubscription.endpoint,
      p256dh: pushSubscription.p256dh,
      auth: pushSubscription.auth,
      proof: session.proof,
    })
    .from(pushSubscription)
    .innerJoin(session, eq(session.tokenHash, pushSubscription.tokenHash))
    .where(
      and(
        eq(pushSubscription.partnershipId, partnershipId),
        eq(pushSubscription.memberId, memberId),
        sql`${session.ordered} is null and ${session.expiresAt} > ${now}`,
      ),
    )
    .orderBy(pushSubscription.since)
    .limit(MOST_BROWSERS)

const MOST_BROWSERS = 10

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
