import { Hono } from 'hono'
import * as v from 'valibot'
import { Member } from '../../shared/partnership/member.ts'
import { MAX_PUSH_BYTES, PushRequest } from '../../shared/sync/protocol.ts'
import { Id } from '../../shared/words/schema.ts'
import { foundPartnership, readMembers } from '../db/partnership.ts'
import { startSession } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { atMost, json } from '../middleware/body.ts'
import { SESSION_DAYS, giveToken, hashToken, newToken } from '../middleware/token.ts'

const Founding = v.object({ ...PushRequest.entries, partnershipId: Id, memberId: Id })
const SignIn = v.object({ partnershipId: Id, memberId: Id })

const expiry = (now: string) => new Date(Date.parse(now) + SESSION_DAYS * 86_400_000).toISOString()

/**
 * The demonstration: one partnership, and sign-in without proof of who one is. It exists only where
 * `DEMO` is "1", which `npm start` and `npm run dev` set and a deployment must not.
 */
export const demo = new Hono<Env>()
  .use(async (c, next) =>
    c.env.DEMO === '1' ? next() : c.json({ error: 'not-found' as const }, 404),
  )
  .get('/members/:partnershipId', async (c) => {
    const members = await readMembers(c.var.db, c.req.param('partnershipId'))
    return c.json(
      members.map(({ id, data }) => ({ id, ...v.parse(Member, data) })),
      200,
    )
  })
  .post('/partnership', atMost(MAX_PUSH_BYTES), json(Founding), async (c) => {
    const isNew = await foundPartnership(c.var.db, {
      ...c.req.valid('json'),
      tokenHash: await hashToken(newToken()),
      now: c.var.now,
      expiresAt: c.var.now,
      nonce: crypto.randomUUID(),
    })
    return c.json({ isNew }, 200)
  })
  .post('/sign-in', atMost(4096), json(SignIn), async (c) => {
    const { partnershipId, memberId } = c.req.valid('json')
    const members = await readMembers(c.var.db, partnershipId)
    if (!members.some(({ id }) => id === memberId))
      return c.json({ error: 'not-found' as const }, 404)
    const token = newToken()
    await startSession(c.var.db, {
      tokenHash: await hashToken(token),
      partnershipId,
      memberId,
      createdAt: c.var.now,
      expiresAt: expiry(c.var.now),
    })
    giveToken(c, token)
    return c.json({ partnershipId, memberId }, 200)
  })
