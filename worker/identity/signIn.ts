import { sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { writeBatch } from '../db/writeBatch.ts'
import type { Env } from '../environment.ts'
import { openAuth } from './auth.ts'
import { givePersonToken, readPersonToken } from './cookie.ts'
import { secretOf } from './secret.ts'
import type { Person, PersonProof } from './person.ts'

export const authOf = (c: Context<Env>) =>
  openAuth(c.var.home, secretOf(c.env), new URL(c.req.url).origin)

/** Signs a person in by a passkey or by Microsoft. */
export async function signIn(c: Context<Env>, personId: string, proof: PersonProof): Promise<void> {
  const { internalAdapter } = await authOf(c).$context
  const { token } = await internalAdapter.createSession(personId, false, { proof }, true)
  await welcome(c, token)
}

/**
 * Gives the browser its new session. It is always a new one: the one it brought, its own or planted,
 * is ended and never becomes anybody's. What has run out goes in the same batch.
 */
export async function welcome(c: Context<Env>, token: string): Promise<void> {
  const before = await readPersonToken(c)
  await writeBatch(c.var.home, [
    sql`delete from person_session where token = ${before} or expires_at <= ${c.var.now}`,
  ])
  await givePersonToken(c, token)
}

/**
 * A person has just shown a second factor in a session that began with less. The session keeps its id,
 * which the seats refer to, and gets a new token, so that a copied cookie does not rise with it.
 */
export async function raiseProof(
  c: Context<Env>,
  { sessionId }: Pick<Person, 'sessionId'>,
  proof: PersonProof,
): Promise<void> {
  const token = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  await writeBatch(c.var.home, [
    sql`update person_session set proof = ${proof}, token = ${token}, updated_at = ${c.var.now}
        where id = ${sessionId}`,
  ])
  await givePersonToken(c, token)
}
