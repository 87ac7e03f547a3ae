import { Hono } from 'hono'
import * as v from 'valibot'
import { MAX_PUSH_BYTES } from '../../shared/sync/limits.ts'
import { PushRequest } from '../../shared/sync/protocol.ts'
import { daysAfter } from '../../shared/words/dates.ts'
import { Id, Line } from '../../shared/words/schema.ts'
import { HOME } from '../db/database.ts'
import { listPartnership } from '../db/directory.ts'
import { foundPartnership, readMembers } from '../db/partnership.ts'
import { startSession } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { atMost, json } from '../middleware/body.ts'
import { SESSION_DAYS, giveToken, hashToken, newToken } from '../middleware/token.ts'

const Founding = v.object({ ...PushRequest.entries, partnershipId: Id, memberId: Id })
const Named = v.looseObject({
  kind: v.literal('partnership'),
  entry: v.looseObject({ name: Line }),
})
const SignIn = v.object({ partnershipId: Id, memberId: Id })

/** The demonstration: one partnership, and sign-in without proof of who one is. Never deployed. */
export const demo = new Hono<Env>()
  .get('/members/:partnershipId', async (c) =>
    c.json(await readMembers(c.var.home, c.req.param('partnershipId')), 200),
  )
  .post('/partnership', atMost(MAX_PUSH_BYTES), json(Founding), async (c) => {
    const { partnershipId, mutations, ...founding } = c.req.valid('json')
    const isNew = await foundPartnership(c.var.home, {
      ...founding,
      ...{ partnershipId, mutations },
      tokenHash: await hashToken(newToken()),
      now: c.var.now,
      nonce: crypto.randomUUID(),
    })
    const named = mutations.find((mutation) => v.is(Named, mutation))
    await listPartnership(c.var.home, {
      partnershipId,
      binding: HOME,
      name: named ? v.parse(Named, named).entry.name : partnershipId,
      createdAt: c.var.now,
    })
    return c.json({ isNew }, 200)
  })
  .post('/sign-in', atMost(4096), json(SignIn), async (c) => {
    const { partnershipId, memberId } = c.req.valid('json')
    const members = await readMembers(c.var.home, partnershipId)
    if (!members.some(({ id }) => id === memberId))
      return c.json({ error: 'not-found' as const }, 404)
    const token = newToken()
    await startSession(c.var.home, {
      tokenHash: await hashToken(token),
      partnershipId,
      memberId,
      createdAt: c.var.now,
      expiresAt: daysAfter(c.var.now, SESSION_DAYS),
      proof: 'demo',
    })
    giveToken(c, HOME, token)
    return c.json({ partnershipId, memberId }, 200)
  })
