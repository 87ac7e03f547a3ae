import type { Context } from 'hono'
import { deleteCookie, getCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Env } from '../environment.ts'
import { PERSON_SESSION_DAYS } from './auth.ts'
import { secretOf } from './secret.ts'

/**
 * The person's cookie: better-auth's session token, and the token's signature. The database keeps the
 * token alone, so a copy of it signs nobody in. `__Host-` binds the cookie to this origin and to TLS.
 */
const NAME = '__Host-patchwork-person'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

/** The session token of this browser; null without a cookie that we signed. */
export async function readPersonToken(c: Context<Env>): Promise<string | null> {
  if (!getCookie(c, NAME)) return null
  return (await getSignedCookie(c, secretOf(c.env), NAME)) || null
}

export const givePersonToken = (c: Context<Env>, token: string) =>
  setSignedCookie(c, NAME, token, secretOf(c.env), {
    ...OPTIONS,
    maxAge: PERSON_SESSION_DAYS * 86_400,
  })

export const takePersonToken = (c: Context<Env>) => deleteCookie(c, NAME, OPTIONS)
