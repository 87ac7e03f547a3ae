import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/**
 * The browser keeps a random token; the database keeps its SHA-256. `__Host-` binds the cookie to
 * this origin and to TLS; browsers count localhost as secure, so development needs no other name.
 */
const NAME = '__Host-patchwork'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
export const SESSION_DAYS = 30

export const newToken = () => hex(crypto.getRandomValues(new Uint8Array(32)))

export async function hashToken(token: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))))
}

/** The hash of this request's token; of the empty string, which no session has, when there is none. */
export const tokenHashOf = (c: Context) => hashToken(getCookie(c, NAME) ?? '')

export const giveToken = (c: Context, token: string) =>
  setCookie(c, NAME, token, { ...OPTIONS, maxAge: SESSION_DAYS * 86_400 })

export const takeToken = (c: Context) => deleteCookie(c, NAME, OPTIONS)

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
