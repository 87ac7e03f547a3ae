import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { passkey } from '../db/identitySchema.ts'
import { writeBatch } from '../db/writeBatch.ts'
import type { Person } from './person.ts'

/** The SQL of passkeys. What was signed is checked before any of it. */
export const passkeysOf = (home: Database, personId: string) =>
  home
    .select({
      id: passkey.id,
      label: passkey.label,
      transports: passkey.transports,
      createdAt: passkey.createdAt,
      lastUsedAt: passkey.lastUsedAt,
    })
    .from(passkey)
    .where(eq(passkey.personId, personId))
    .orderBy(passkey.createdAt)

export async function findPasskey(home: Database, id: string) {
  const [found] = await home.select().from(passkey).where(eq(passkey.id, id))
  return found ?? null
}

/**
 * Keeps a new passkey, unless it is somebody's already, or its owner came by more than this session
 * has shown in the meantime.
 */
export async function addPasskey(
  home: Database,
  person: Person,
  values: typeof passkey.$inferInsert,
): Promise<boolean> {
  const { id, label, publicKey, counter, transports, createdAt } = values
  const [added] = await writeBatch(home, [
    sql`insert into passkey (id, person_id, label, public_key, counter, transports, created_at)
        select ${id}, ${person.id}, ${label}, ${publicKey}, ${counter}, ${transports}, ${createdAt}
        where ${person.proof} <> 'code'
          or (not exists (select 1 from passkey where person_id = ${person.id})
              and not exists (select 1 from person_account where person_id = ${person.id}))
        on conflict (id) do nothing
        returning id`,
  ])
  return added?.length === 1
}

/** Counts a use. Where the authenticator counts too, a number seen before is refused, even in parallel. */
export async function countUse(
  home: Database,
  { id, counter, now }: { id: string; counter: number; now: string },
): Promise<boolean> {
  const used = await home
    .update(passkey)
    .set({ counter, lastUsedAt: now })
    .where(
      and(
        eq(passkey.id, id),
        sql`(${passkey.counter} < ${counter} or (${passkey.counter} = 0 and ${counter} = 0))`,
      ),
    )
    .returning({ id: passkey.id })
  return used.length === 1
}

/**
 * Takes away one of a person's own passkeys. The last goes only when their Microsoft account is linked:
 * somebody who has had a second factor is never left without one, whatever their role is today.
 */
export async function removePasskey(
  home: Database,
  personId: string,
  id: string,
): Promise<'removed' | 'not-found' | 'last-passkey'> {
  const [owned, removed] = await writeBatch(home, [
    sql`select 1 from passkey where id = ${id} and person_id = ${personId}`,
    sql`delete from passkey where id = ${id} and person_id = ${personId}
        and (exists (select 1 from person_account where person_id = ${personId})
             or (select count(*) from passkey where person_id = ${personId}) > 1)
        returning id`,
  ])
  if (removed?.length) return 'removed'
  return owned?.length ? 'last-passkey' : 'not-found'
}
