import { Hono } from 'hono'
import * as v from 'valibot'
import { may } from '../../shared/access/may.ts'
import { audited } from '../db/audit.ts'
import { findPartnership, hasAccess, readAccess, removeAccess } from '../db/directory.ts'
import { endSeatsOf } from '../db/device.ts'
import { readRow } from '../db/partnership.ts'
import { forgetReminders } from '../db/reminders.ts'
import type { Env } from '../environment.ts'
import { inviteByLetter } from '../mail/invite.ts'
import { atMost, json } from '../middleware/body.ts'
import { allowed, signedIn } from '../middleware/door.ts'
import { limitBy, limitByAddress } from '../middleware/limits.ts'
import { tellNews } from '../poke.ts'
import { Email } from '../../shared/words/schema.ts'

/**
 * Who may sit where. What a member is (role, agency, groups, wards) is a row that syncs and is edited
 * like any other; here is what must not be on every phone: the address they sign in with.
 */
export const members = new Hono<Env>()
  .use(
    signedIn,
    allowed('edit', 'member'),
    limitBy((c) => c.var.who.memberId),
  )
  .get('/', async (c) => {
    const { people, invitations } = await readAccess(c.var.home, c.var.who.partnershipId, c.var.now)
    return c.json({ people, invitations }, 200)
  })
  .post(
    '/:id/invite',
    limitByAddress,
    atMost(2048),
    json(v.object({ email: Email })),
    async (c) => {
      const { who } = c.var
      const memberId = c.req.param('id')
      const found = await readRow(c.var.db, who.partnershipId, 'member', memberId)
      const subject = { kind: 'member' as const, id: memberId, data: found?.data }
      if (!found || !may(who, 'create', subject)) {
        await audited(c, 'refused', { about: memberId, detail: 'to invite' })
        return c.json({ error: 'not-found' as const }, 404)
      }
      if (await hasAccess(c.var.home, who.partnershipId, memberId)) {
        return c.json({ error: 'has-access' as const }, 409)
      }
      const { email } = c.req.valid('json')
      const partnership = await findPartnership(c.var.home, who.partnershipId)
      await audited(c, 'invited', { about: memberId })
      const expiresAt = await inviteByLetter(c, {
        ...{ partnershipId: who.partnershipId, partnership: partnership?.name ?? '' },
        ...{ inviter: who.role, invitedById: who.memberId, memberId, email },
      })
      return c.json({ expiresAt }, 200)
    },
  )
  .post('/:id/remove-access', async (c) => {
    const { who, now } = c.var
    const memberId = c.req.param('id')
    const found = await readRow(c.var.db, who.partnershipId, 'member', memberId)
    const subject = { kind: 'member' as const, id: memberId, data: found?.data }
    if (!found || memberId === who.memberId || !may(who, 'create', subject)) {
      await audited(c, 'refused', { about: memberId, detail: 'to remove access' })
      return c.json({ error: 'not-found' as const }, 404)
    }
    await removeAccess(c.var.home, { partnershipId: who.partnershipId, memberId }, now)
    await forgetReminders(c.var.db, { partnershipId: who.partnershipId, memberId })
    await endSeatsOf(c.var.db, {
      partnershipId: who.partnershipId,
      memberId,
      by: who.memberId,
      now,
    })
    tellNews(c, who.partnershipId)
    await audited(c, 'access removed', { about: memberId })
    return c.json({ memberId }, 200)
  })
