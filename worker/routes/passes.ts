import { Hono } from 'hono'
import * as v from 'valibot'
import { LATE_DAYS } from '../../shared/access/arrival.ts'
import { may } from '../../shared/access/may.ts'
import { PassCode, newPassCode } from '../../shared/access/passCode.ts'
import { Event } from '../../shared/event/event.ts'
import { isActive } from '../../shared/partnership/member.ts'
import { addDays, daysAfter, startOfDayInUk } from '../../shared/words/dates.ts'
import { Id, Line } from '../../shared/words/schema.ts'
import { audited, auditQuery } from '../db/audit.ts'
import { databaseNamed } from '../db/database.ts'
import { findPartnership, usePass } from '../db/directory.ts'
import { actorOf, creations, readMember, readRow, seatQuery, writeAs } from '../db/partnership.ts'
import { issuePass, readPasses, withdrawPass } from '../db/pass.ts'
import { endSession } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { atMost, json } from '../middleware/body.ts'
import { allowed, signedIn } from '../middleware/door.ts'
import { limitBy, limitByAddress } from '../middleware/limits.ts'
import { giveToken, hashToken, newToken } from '../middleware/token.ts'
import { tellNews } from '../poke.ts'

const Issue = v.object({ eventId: Id })
const Take = v.object({ code: PassCode, name: Line })

/**
 * One-day passes for borrowed phones: whoever has the code becomes an event helper of that one event
 * until the day is over, and then no more.
 */
export const passes = new Hono<Env>()
  .post('/take', limitByAddress, atMost(1024), json(Take), async (c) => {
    const { code, name } = c.req.valid('json')
    const { now } = c.var
    const found = await usePass(c.var.home, await hashToken(code), now)
    const where = found && (await findPartnership(c.var.home, found.partnershipId))
    const db = where && databaseNamed(c.env, where.binding)
    const issuer = db && (await readMember(db, found.partnershipId, found.issuedById))
    // The pass is worth what its issuer is worth: one who has left or lost the right opens nothing.
    const actor = issuer && isActive(issuer, now) && actorOf(found.issuedById, issuer)
    if (!actor || !may(actor, 'create', { kind: 'pass', data: null })) {
      return c.json({ error: 'not-found' as const }, 404)
    }
    const { partnershipId, eventId, expiresAt, agencyId } = found
    const token = newToken()
    const tokenHash = await hashToken(token)
    const memberId = `member-${crypto.randomUUID()}`
    const entry = {
      ...{ name, role: 'event helper', agencyId, wardIds: [] },
      ...{ eventId, untilAt: expiresAt },
    }
    const seat = { tokenHash, partnershipId, memberId, expiresAt, createdAt: now, proof: 'pass' }
    await writeAs(
      db,
      {
        ...{ tokenHash, now, nonce: crypto.randomUUID() },
        deviceId: `d-pass-${crypto.randomUUID()}`,
        mutations: creations([{ kind: 'member', id: memberId, entry }], now),
      },
      // A lead may not add members; this one the pass adds, and the lead stands for it in the history.
      { ...actor, role: 'manager', partnershipId },
      [seatQuery({ ...seat, personId: `pass:${found.id}` })],
    )
    tellNews(c, partnershipId, where.binding)
    await endSession(c.var.db, c.var.tokenHash, now)
    await auditQuery(db, {
      what: 'took a pass',
      partnershipId,
      byId: memberId,
      at: now,
      about: eventId,
    })
    // The seat ends at midnight; what the phone still has may come for some days, in the same name.
    const lastAt = daysAfter(expiresAt, LATE_DAYS)
    const seconds = Math.ceil((Date.parse(lastAt) - Date.parse(now)) / 1000)
    giveToken(c, where.binding, token, seconds)
    return c.json({ partnershipId, memberId, role: 'event helper' as const, expiresAt }, 200)
  })
  .use(
    signedIn,
    allowed('create', 'pass'),
    limitBy((c) => c.var.who.memberId),
  )
  .get('/', async (c) => {
    return c.json(await readPasses(c.var.home, c.var.who.partnershipId, c.var.now), 200)
  })
  .post('/', atMost(1024), json(Issue), async (c) => {
    const { who, now } = c.var
    const { eventId } = c.req.valid('json')
    const found = await readRow(c.var.db, who.partnershipId, 'event', eventId)
    const event = found && v.parse(Event, found.data)
    // Restricted events are for those who may see them: a code would lead past that.
    if (!event || event.restrictedToId || !may(who, 'read', { kind: 'event', data: event })) {
      await audited(c, 'refused', { about: eventId, detail: 'to issue a pass' })
      return c.json({ error: 'not-found' as const }, 404)
    }
    // Until the night after the event: teams write their debrief in the evening.
    const expiresAt = startOfDayInUk(addDays(event.onDate, 1))
    if (expiresAt <= now) return c.json({ error: 'event-over' as const }, 409)
    const code = newPassCode(roll)
    const id = crypto.randomUUID()
    await issuePass(c.var.home, {
      ...{ id, eventId, expiresAt, issuedAt: now },
      partnershipId: who.partnershipId,
      agencyId: event.leadAgencyId ?? who.agencyId,
      codeHash: await hashToken(code),
      issuedById: who.memberId,
    })
    await audited(c, 'pass issued', { about: eventId })
    return c.json({ id, code, expiresAt }, 200)
  })
  .post('/:id/withdraw', async (c) => {
    const { who, now } = c.var
    const id = c.req.param('id')
    if (!(await withdrawPass(c.var.home, c.var.db, who.partnershipId, id, now))) {
      await audited(c, 'refused', { about: id, detail: 'to withdraw a pass' })
      return c.json({ error: 'not-found' as const }, 404)
    }
    await audited(c, 'pass withdrawn', { about: id })
    return c.json({ id }, 200)
  })

/** An even die: bytes that would favour the low sides are thrown again. */
function roll(sides: number): number {
  const most = 256 - (256 % sides)
  for (;;) {
    const [byte = most] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < most) return byte % sides
  }
}
