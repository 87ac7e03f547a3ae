import { Hono } from 'hono'
import { endSession, sessionQuery, signedInFrom } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { takeToken, tokenHashOf } from '../middleware/token.ts'

export const session = new Hono<Env>()
  .get('/', async (c) => {
    const who = signedInFrom(await sessionQuery(c.var.db, await tokenHashOf(c), c.var.now))
    return c.json({ who, isDemo: c.env.DEMO === '1' }, 200)
  })
  .post('/end', async (c) => {
    await endSession(c.var.db, await tokenHashOf(c))
    takeToken(c)
    return c.json({ who: null }, 200)
  })
