import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { HOME } from '../db/database.ts'

/**
 * The browser keeps the name of its partnership's database and a random token; the database keeps the
 * token's SHA-256. Naming another database finds no seat there. `__Host-` binds the cookie to this
 * origin and to TLS; browsers count localhost as secure, so development needs no other name.
 */
const NAME = '__Host-patchwork'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
export const SESSION_DAYS = 30

export const newToken = () => hex(crypto.getRandomValues(new Uint8Array(32)))

export async function hashToken(token: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))))
}

/** What the cookie says; of a browser without one, a token that no seat has. */
export function readCookie(c: Context): { binding: string; token: string } {
  const [binding, token] = (getCookie(c, NAME) ?? '').split('.', 2)
  return token ? { binding: binding ?? HOME, token } : { binding: HOME, token: '' }
}

export const giveToken = (
  c: Context,
  binding: string,
  token: string,
  seconds = SESSION_DAYS * DAY,
) => setCookie(c, NAME, `${binding}.${token}`, { ...OPTIONS, maxAge: seconds })

export const takeToken = (c: Context) => deleteCookie(c, NAME, OPTIONS)

const DAY = 86_400

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
