import { Hono } from 'hono'
import * as v from 'valibot'
import { may } from '../../shared/access/may.ts'
import { Event } from '../../shared/event/event.ts'
import { orders } from '../../shared/sync/protocol.ts'
import { audited } from '../db/audit.ts'
import { findDevice, orderDevice, readContacts, readDevices } from '../db/device.ts'
import { readRow } from '../db/partnership.ts'
import type { Env } from '../environment.ts'
import { endPersonSession } from '../identity/person.ts'
import { atMost, json } from '../middleware/body.ts'
import { signedIn } from '../middleware/door.ts'
import { limitBy } from '../middleware/limits.ts'
import { tellNews } from '../poke.ts'

/** The browsers that are signed in: one's own, and for who looks after the partnership everybody's. */
export const devices = new Hono<Env>()
  .use(
    signedIn,
    limitBy((c) => c.var.who.memberId),
  )
  .get('/', async (c) => {
    const { who } = c.var
    const isAll = may(who, 'read', { kind: 'device', data: null })
    const list = await readDevices(c.var.db, who.partnershipId, isAll ? null : who.memberId)
    return c.json(
      list.map((it) => ({ ...it, isSignedIn: Boolean(it.isSignedIn) })),
      200,
    )
  })
  .get('/at/:eventId', async (c) => {
    const { who } = c.var
    const eventId = c.req.param('eventId')
    const found = await readRow(c.var.db, who.partnershipId, 'event', eventId)
    const data = found && v.parse(Event, found.data)
    const group = data?.restrictedToId
    // Whoever leads the day asks who has gone quiet; whoever may only tick at it does not.
    const leads =
      data &&
      (!group || who.groupIds.includes(group)) &&
      may(who, 'edit', { kind: 'event', id: eventId, data, after: { ...data, title: '' } })
    if (!found || !leads) return c.json({ error: 'not-found' as const }, 404)
    const event = { id: eventId, scope: found.scope }
    return c.json(await readContacts(c.var.db, who.partnershipId, event), 200)
  })
  .post('/:id/order', atMost(1024), json(v.object({ order: v.picklist(orders) })), async (c) => {
    const { who, now } = c.var
    const id = c.req.param('id')
    const found = await findDevice(c.var.db, who.partnershipId, id)
    const subject = { kind: 'device' as const, data: { memberId: found?.memberId } }
    if (!found || !may(who, 'order', subject)) {
      await audited(c, 'refused', { about: id, detail: 'to order a device' })
      return c.json({ error: 'not-found' as const }, 404)
    }
    const { order } = c.req.valid('json')
    await orderDevice(c.var.db, {
      ...{ id, order, now },
      partnershipId: who.partnershipId,
      by: who.memberId,
    })
    tellNews(c, who.partnershipId)
    // Whoever holds the phone must not take the seat again with what the browser remembers.
    if (found.personSessionId) await endPersonSession(c.var.home, found.personSessionId)
    await audited(c, order === 'wipe' ? 'wipe ordered' : 'sign-out ordered', {
      about: found.memberId,
      detail: `${found.label ?? 'a browser'}, ${id}`,
    })
    return c.json({ id, order }, 200)
  })
