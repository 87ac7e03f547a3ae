import { sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { writeBatch } from '../db/writeBatch.ts'
import type { Person } from './person.ts'

export const ENTRA = 'entra'

/** Whose Microsoft account this is. Nothing but its own name is looked at: an e-mail proves nothing. */
export async function ownerOf(home: Database, accountId: string): Promise<string | null> {
  const [found] = await writeBatch(home, [
    sql`select person_id from person_account
        where provider_id = ${ENTRA} and account_id = ${accountId}`,
  ])
  return (found?.[0]?.person_id as string | undefined) ?? null
}

/**
 * Links a Microsoft account to a person, under the rule for every change of what proves them. False
 * when it is another person's, or when that rule no longer lets this session.
 */
export async function linkAccount(
  home: Database,
  person: Person,
  accountId: string,
  now: string,
): Promise<boolean> {
  const [, owned] = await writeBatch(home, [
    sql`insert into person_account (id, person_id, provider_id, account_id, created_at, updated_at)
        select ${crypto.randomUUID()}, ${person.id}, ${ENTRA}, ${accountId}, ${now}, ${now}
        where ${person.proof} <> 'code'
          or (not exists (select 1 from passkey where person_id = ${person.id})
              and not exists (select 1 from person_account where person_id = ${person.id}))
        on conflict (provider_id, account_id) do nothing`,
    sql`select 1 from person_account
        where provider_id = ${ENTRA} and account_id = ${accountId} and person_id = ${person.id}`,
  ])
  return owned?.length === 1
}
