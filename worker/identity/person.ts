import { and, eq, gt, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Database } from '../db/database.ts'
import { passkey, person, personAccount, personSession } from '../db/identitySchema.ts'
import type { Env } from '../environment.ts'
import { readPersonToken, takePersonToken } from './cookie.ts'

export type PersonProof = 'code' | 'passkey' | 'entra'

/** Who holds this browser, whatever seats they have. */
export interface Person {
  id: string
  email: string
  sessionId: string
  /** How they showed it at this sign-in. */
  proof: PersonProof
  hasPasskey: boolean
  hasEntra: boolean
}

/** In one round trip; none at all for a browser without a cookie of ours. */
export async function personOf(c: Context<Env>): Promise<Person | null> {
  const token = await readPersonToken(c)
  if (!token) return null
  const [found] = await c.var.home
    .select({
      id: person.id,
      email: person.email,
      sessionId: personSession.id,
      proof: personSession.proof,
      hasPasskey: sql<number>`exists (
        select 1 from ${passkey} where ${passkey.personId} = ${person.id})`,
      hasEntra: sql<number>`exists (
        select 1 from ${personAccount} where ${personAccount.personId} = ${person.id})`,
    })
    .from(personSession)
    .innerJoin(person, eq(person.id, personSession.personId))
    .where(and(eq(personSession.token, token), gt(personSession.expiresAt, c.var.now)))
  return found
    ? { ...found, hasPasskey: found.hasPasskey === 1, hasEntra: found.hasEntra === 1 }
    : null
}

/**
 * Whoever has a second factor must have used it to change one: otherwise a mailbox alone would be
 * enough to add a passkey, and the factor would protect nothing.
 */
export const mayChangeProofs = ({ proof, hasPasskey, hasEntra }: Person) =>
  proof !== 'code' || (!hasPasskey && !hasEntra)

export const endPersonSession = (home: Database, sessionId: string): Promise<unknown> =>
  home.delete(personSession).where(eq(personSession.id, sessionId))

/** Ends it and takes the cookie. */
export async function signOutPerson(c: Context<Env>): Promise<void> {
  const token = await readPersonToken(c)
  if (token) await c.var.home.delete(personSession).where(eq(personSession.token, token))
  takePersonToken(c)
}
