import { sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { writeBatch } from '../db/writeBatch.ts'
import type { Env } from '../environment.ts'
import { hashToken, newToken } from '../middleware/token.ts'

/**
 * A question put to one browser, to be answered by that browser, once, and soon. The browser keeps a
 * random key in a cookie of its own kind, so that a passkey prompt waiting on the sign-in page and a
 * trip to Microsoft do not disturb each other; the database keeps the key's hash.
 */
export type ChallengeKind = 'register' | 'passkey' | 'entra'

const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
const nameOf = (kind: ChallengeKind) => `__Host-patchwork-${kind}`

/** A key for a question that is about to be asked, and the hash it will be found by. */
export async function newKey(): Promise<{ key: string; keyHash: string }> {
  const key = newToken()
  return { key, keyHash: await hashToken(key) }
}

export async function askBrowser(
  c: Context<Env>,
  kind: ChallengeKind,
  { key, keyHash }: { key: string; keyHash: string },
  value: unknown,
  minutes: number,
): Promise<void> {
  const { now } = c.var
  const expiresAt = new Date(Date.parse(now) + minutes * 60_000).toISOString()
  await writeBatch(c.var.home, [
    sql`delete from challenge where expires_at <= ${now}`,
    sql`insert into challenge (key_hash, kind, value, expires_at)
        values (${keyHash}, ${kind}, ${JSON.stringify(value)}, ${expiresAt})`,
  ])
  setCookie(c, nameOf(kind), key, { ...OPTIONS, maxAge: minutes * 60 })
}

/** The hash of what this browser brings: what `takeChallenge` looks for. */
export const keyHashOf = (c: Context<Env>, kind: ChallengeKind) =>
  hashToken(getCookie(c, nameOf(kind)) ?? '')

/** What was asked. Reading it deletes it, in one statement, so that one answer is all there can be. */
export async function takeChallenge<Value>(
  c: Context<Env>,
  kind: ChallengeKind,
): Promise<Value | null> {
  const keyHash = await keyHashOf(c, kind)
  const [rows] = await writeBatch(c.var.home, [
    sql`delete from challenge
        where key_hash = ${keyHash} and kind = ${kind} and expires_at > ${c.var.now}
        returning value`,
  ])
  deleteCookie(c, nameOf(kind), OPTIONS)
  const value = rows?.[0]?.value
  return typeof value === 'string' ? (JSON.parse(value) as Value) : null
}
