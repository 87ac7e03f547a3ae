import { Hono } from 'hono'
import * as v from 'valibot'
import { ReminderSettings } from '../../shared/reminders/settings.ts'
import { digestAfterToday, nextDigestAt } from '../../shared/reminders/when.ts'
import { dateInUk } from '../../shared/words/dates.ts'
import { databaseNamed } from '../db/database.ts'
import { findPartnership } from '../db/directory.ts'
import {
  addressesOf,
  readSettings,
  saveSettings,
  stopLetters,
  subscribe,
  unsubscribe,
} from '../db/reminders.ts'
import type { Env } from '../environment.ts'
import { secretOf } from '../identity/secret.ts'
import { atMost, json } from '../middleware/body.ts'
import { allowed, signedIn } from '../middleware/door.ts'
import { limitBy, limitByAddress } from '../middleware/limits.ts'
import { isPushService } from '../reminders/push/endpoint.ts'
import { receiverOf } from '../reminders/push/send.ts'
import { vapidOf } from '../reminders/push/vapid.ts'
import { readStopToken } from '../reminders/stopToken.ts'

const text = v.pipe(v.string(), v.maxLength(1024))
/** As a browser writes its subscription down; what else it says is left out. */
const Subscription = v.object({
  endpoint: v.pipe(text, v.check(isPushService, 'is not the address of a push service')),
  keys: v.object({ p256dh: text, auth: text }),
})
const Stop = v.object({ token: text })

/** How one wants to be reminded: one's own settings, and nobody else's. */
export const reminders = new Hono<Env>()
  // From a letter, by whoever holds it: they may be signed in nowhere.
  .post('/stop', limitByAddress, atMost(2048), json(Stop), async (c) => {
    const whose = await readStopToken(secretOf(c.env), c.req.valid('json').token)
    const where = whose && (await findPartnership(c.var.home, whose.partnershipId))
    const db = where && databaseNamed(c.env, where.binding)
    if (!db) return c.json({ error: 'not-found' as const }, 404)
    await stopLetters(db, whose)
    return c.json({ isStopped: true }, 200)
  })
  .use(
    signedIn,
    allowed('edit', 'reminder'),
    limitBy((c) => c.var.who.memberId),
  )
  .get('/', async (c) => {
    const { db, home, who, tokenHash } = c.var
    const { settings, endpoint } = await readSettings(db, who, tokenHash)
    const addresses = await addressesOf(home, who.partnershipId, [who.memberId])
    return c.json(
      {
        settings,
        /** Where letters go; null where nobody has signed in by mail. */
        email: addresses.get(who.memberId) ?? c.env.addressOf?.(who.memberId) ?? null,
        /** What a browser subscribes with; null where this deployment sends no push messages. */
        pushKey: vapidOf(c.env)?.publicKey ?? null,
        /** Where this browser was reached when it last said so. */
        endpoint,
      },
      200,
    )
  })
  .post('/', atMost(1024), json(ReminderSettings), async (c) => {
    const settings = c.req.valid('json')
    const { partnershipId, memberId } = c.var.who
    await saveSettings(
      c.var.db,
      { partnershipId, memberId },
      { ...settings, origin: new URL(c.req.url).origin },
      {
        at: nextDigestAt(settings, c.var.now),
        afterToday: digestAfterToday(settings, c.var.now),
        today: dateInUk(new Date(c.var.now)),
      },
    )
    return c.json({ settings }, 200)
  })
  .post('/push', atMost(4096), json(Subscription), async (c) => {
    if (!vapidOf(c.env)) return c.json({ error: 'not-found' as const }, 404)
    const { endpoint, keys } = c.req.valid('json')
    if (!(await receiverOf({ endpoint, ...keys })))
      return c.json({ error: 'invalid' as const, detail: 'keys cannot be a browser’s' }, 400)
    const { partnershipId, memberId } = c.var.who
    await subscribe(
      c.var.db,
      {
        ...{ partnershipId, memberId, tokenHash: c.var.tokenHash, since: c.var.now },
        ...{ endpoint, p256dh: keys.p256dh, auth: keys.auth },
      },
      new URL(c.req.url).origin,
    )
    return c.json({ endpoint }, 200)
  })
  .post('/push/remove', async (c) => {
    await unsubscribe(c.var.db, c.var.tokenHash)
    return c.json({ endpoint: null }, 200)
  })
