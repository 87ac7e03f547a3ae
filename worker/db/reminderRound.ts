import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { Whose } from './reminders.ts'
import { pushSubscription, reminderSetting, session } from './schema.ts'
import { writeBatch } from './writeBatch.ts'

/** Who is due to be reminded, and the claims that keep anybody from being reminded twice. */

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
