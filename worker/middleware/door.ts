import { createMiddleware } from 'hono/factory'
import { may } from '../../shared/access/may.ts'
import type { Thing, Verb } from '../../shared/access/may.ts'
import { audited } from '../db/audit.ts'
import { databaseNamed, openDatabase } from '../db/database.ts'
import { admit, isRefused, sessionQuery } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { hashToken, readCookie } from './token.ts'

/** Opens the databases and reads the clock once, so that one request has one `now`. */
export const prepare = createMiddleware<Env>(async (c, next) => {
  const { binding, token } = readCookie(c)
  const home = openDatabase(c.env.DB)
  c.set('home', home)
  c.set('db', databaseNamed(c.env, binding) ?? home)
  c.set('tokenHash', await hashToken(token))
  c.set('now', new Date().toISOString())
  await next()
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'same-origin')
  c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
})

/**
 * A form on another site can post with this site's cookies; `SameSite=Lax` and this check each stop
 * that alone. Requests that change nothing pass.
 */
export const sameOrigin = createMiddleware<Env>(async (c, next) => {
  const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && origin !== new URL(c.req.url).origin)
  if (!isSafe && isForeign) return c.json({ error: 'cross-origin' as const }, 403)
  return next()
})

/** For routes that are not sync: who asks, or 401. Sync asks inside its own batch. */
export const signedIn = createMiddleware<Env>(async (c, next) => {
  const who = admit(await sessionQuery(c.var.db, c.var.tokenHash), c.var.now)
  if (isRefused(who)) return c.json(who, who.error === 'signed-out' ? 401 : 403)
  // A browser that was told to leave is told nothing else.
  if (who.ordered) return c.json({ error: 'signed-out' as const }, 401)
  c.set('who', who)
  return next()
})

/**
 * For a route that one right of the access table opens. Anybody else hears that there is no such
 * thing, and the refusal is noted.
 */
export const allowed = (verb: Verb, kind: Thing) =>
  createMiddleware<Env>(async (c, next) => {
    if (may(c.var.who, verb, { kind, data: null })) return next()
    await audited(c, 'refused', { detail: `${c.req.method} ${new URL(c.req.url).pathname}` })
    return c.json({ error: 'not-found' as const }, 404)
  })
