import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { Partnership, TOMBSTONE_DAYS, keptDays } from '../../shared/partnership/partnership.ts'
import { daysAfter } from '../../shared/words/dates.ts'
import type { Database } from './database.ts'
import { writeBatch } from './writeBatch.ts'

/** A phone that has been in a drawer hears for so long what became of what it sent before. */
const DEVICE_DAYS = 400

const before = (now: string, days: number) => daysAfter(now, -days)

/**
 * Takes away what has stood its time, for every partnership of one database, in a batch each. A legal
 * hold keeps all that says who did what; seats that have long expired go in any case. Tombstones
 * outlive the longest lease, so that no phone that may still show a row misses its end.
 */
export async function purge(db: Database, now: string): Promise<void> {
  for (const { id, kept } of await periodsOf(db)) await purgePartnership(db, id, now, kept)
}

/** How long each partnership keeps what; null under a legal hold, or where the settings cannot be read. */
export async function periodsOf(
  db: Database,
): Promise<{ id: string; kept: ReturnType<typeof keptDays> | null }[]> {
  const found = await db.all<{ id: string; data: string | null }>(sql`
    select p.id, row.data from partnership p
    left join row on row.partnership_id = p.id and row.id = p.id`)
  return found.map(({ id, data }) => {
    const settings = v.safeParse(Partnership, JSON.parse(data ?? 'null'))
    const isHeld = !settings.success || settings.output.isOnLegalHold === true
    return { id, kept: isHeld ? null : keptDays(settings.output.retention) }
  })
}

/** Where `kept` is null nothing is judged old. */
async function purgePartnership(
  db: Database,
  id: string,
  now: string,
  kept: ReturnType<typeof keptDays> | null,
) {
  const gone = [
    // Nobody is reached there any more, so where it was is nobody's business.
    sql`delete from push_subscription where partnership_id = ${id} and not exists (
        select 1 from session s where s.token_hash = push_subscription.token_hash
          and s.ordered is null and s.expires_at > ${now})`,
    sql`delete from session where partnership_id = ${id} and expires_at < ${before(now, TOMBSTONE_DAYS)}`,
    // A cursor of that time finds its mark gone, and its phone starts again: it may have missed an end.
    sql`delete from version_mark where partnership_id = ${id} and at < ${before(now, TOMBSTONE_DAYS)}
        and version < (select version from partnership where id = ${id})`,
    sql`delete from receipt where partnership_id = ${id} and at < ${before(now, DEVICE_DAYS)}`,
  ]
  if (kept) {
    gone.push(
      sql`delete from row where partnership_id = ${id} and deleted = 1
          and deleted_at < ${before(now, TOMBSTONE_DAYS)}`,
      sql`delete from history where partnership_id = ${id} and at < ${before(now, kept.historyDays)}`,
      sql`delete from audit where partnership_id = ${id} and at < ${before(now, kept.auditDays)}`,
      sql`delete from dead_letter where partnership_id = ${id}
          and at < ${before(now, kept.refusedDays)}`,
      sql`delete from conflict where partnership_id = ${id} and settled = 1
          and coalesce(settled_at, mine_at) < ${before(now, kept.refusedDays)}`,
      // Its last number stands as long as anything it has numbered.
      sql`delete from device where partnership_id = ${id}
          and last_contact_at < ${before(now, DEVICE_DAYS)}
          and not exists (select 1 from history h where h.partnership_id = device.partnership_id
            and h.device_id = device.id)`,
    )
  }
  const results = await writeBatch(db, [
    sql`insert into purge_permit (at) values (${now})`,
    ...gone.map((statement) => sql`${statement} returning 1 as one`),
    sql`delete from purge_permit`,
  ])
  const count = results.slice(1, -1).reduce((sum, rows) => sum + rows.length, 0)
  if (count === 0) return
  await notePurge(db, id, now, `${count} records past their time`)
}

export const notePurge = (db: Database, id: string, now: string, detail: string) =>
  db.run(sql`
    insert into audit (id, partnership_id, at, what, detail)
    values (${crypto.randomUUID()}, ${id}, ${now}, 'purged', ${detail})`)

/** The directory's own leftovers: codes and challenges that nobody answered, sign-ins that have ended. */
export async function purgeDirectory(home: Database, now: string): Promise<void> {
  await writeBatch(home, [
    sql`delete from challenge where expires_at < ${now}`,
    sql`delete from verification where expires_at < ${now}`,
    sql`delete from code_gate where hour_ends_at < ${now} and code_ends_at < ${now}`,
    sql`delete from person_session where expires_at < ${now}`,
    sql`delete from invitation where expires_at < ${before(now, DEVICE_DAYS)}`,
    sql`delete from pass where expires_at < ${before(now, DEVICE_DAYS)}`,
    // A person with no seat and no invitation any more is nobody here.
    sql`delete from person where not exists (select 1 from membership where person_id = person.id)
        and not exists (select 1 from invitation where email = person.email
          and accepted_at is null and withdrawn_at is null and expires_at > ${now})
        and not exists (select 1 from person_session where person_id = person.id)
        and not exists (select 1 from passkey where person_id = person.id)`,
  ])
}
