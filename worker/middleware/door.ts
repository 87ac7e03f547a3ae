import { createMiddleware } from 'hono/factory'
import { openDatabase } from '../db/database.ts'
import { sessionQuery, signedInFrom } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { tokenHashOf } from './token.ts'

/** Opens the database and reads the clock once, so that one request has one `now`. */
export const prepare = createMiddleware<Env>(async (c, next) => {
  c.set('db', openDatabase(c.env.DB))
  c.set('now', new Date().toISOString())
  await next()
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
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
  const who = signedInFrom(await sessionQuery(c.var.db, await tokenHashOf(c), c.var.now))
  if (!who) return c.json({ error: 'signed-out' as const }, 401)
  c.set('who', who)
  return next()
})
