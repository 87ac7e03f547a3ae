import { Hono } from 'hono'
import type { Context } from 'hono'
import * as v from 'valibot'
import { manages } from '../../shared/access/may.ts'
import { isActive } from '../../shared/partnership/member.ts'
import { daysAfter } from '../../shared/words/dates.ts'
import { Id } from '../../shared/words/schema.ts'
import { auditQuery } from '../db/audit.ts'
import { databaseNamed } from '../db/database.ts'
import { acceptInvitation, seatsOf } from '../db/directory.ts'
import { readMember } from '../db/partnership.ts'
import { admit, endSession, isRefused, sessionQuery, startSession } from '../db/session.ts'
import type { Env } from '../environment.ts'
import { isOperator } from '../identity/operators.ts'
import { personOf, signOutPerson } from '../identity/person.ts'
import type { Person } from '../identity/person.ts'
import { atMost, json } from '../middleware/body.ts'
import { limitByAddress } from '../middleware/limits.ts'
import { SESSION_DAYS, giveToken, hashToken, newToken, takeToken } from '../middleware/token.ts'

const Enter = v.object({ partnershipId: Id })
const Accept = v.object({ token: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })

/** A person takes a seat in a partnership, changes it, and leaves. */
export const session = new Hono<Env>()
  .get('/', async (c) => {
    const who = admit(await sessionQuery(c.var.db, c.var.tokenHash), c.var.now)
    if (isRefused(who) || who.ordered) return c.json({ who: null }, 200)
    const { partnershipId, memberId, role } = who
    return c.json({ who: { partnershipId, memberId, role } }, 200)
  })
  .get('/seats', async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ person: null, seats: [] }, 200)
    const seats = await seatsOf(c.var.home, person.id)
    return c.json(
      {
        person: {
          email: person.email,
          proof: person.proof,
          hasPasskey: person.hasPasskey,
          hasEntra: person.hasEntra,
          /** They run this deployment, and may start partnerships in it. */
          isOperator: isOperator(c.env, person.email),
        },
        seats: seats.map(({ partnershipId, memberId, name }) => ({
          partnershipId,
          memberId,
          name,
        })),
      },
      200,
    )
  })
  .post('/enter', limitByAddress, atMost(1024), json(Enter), async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ error: 'signed-out' as const }, 401)
    const answer = await enter(c, person, c.req.valid('json').partnershipId)
    if (answer.status !== 'ok') return c.json({ error: answer.status }, refusals[answer.status])
    return c.json(answer.seat, 200)
  })
  .post('/accept', limitByAddress, atMost(1024), json(Accept), async (c) => {
    const person = await personOf(c)
    if (!person) return c.json({ error: 'signed-out' as const }, 401)
    const accepted = await acceptInvitation(c.var.home, {
      tokenHash: await hashToken(c.req.valid('json').token),
      email: person.email,
      personId: person.id,
      now: c.var.now,
    })
    // Used, out of date, withdrawn and somebody else's are one answer: it says nothing about others.
    if (!accepted) return c.json({ error: 'no-invitation' as const }, 404)
    const answer = await enter(c, person, accepted.partnershipId)
    if (answer.status !== 'ok') return c.json({ error: answer.status }, refusals[answer.status])
    return c.json(answer.seat, 200)
  })
  .post('/end', async (c) => {
    const who = admit(await sessionQuery(c.var.db, c.var.tokenHash), c.var.now)
    if (!isRefused(who)) {
      const { partnershipId, memberId } = who
      await auditQuery(c.var.db, {
        what: 'signed out',
        partnershipId,
        byId: memberId,
        at: c.var.now,
      })
    }
    await endSession(c.var.db, c.var.tokenHash, c.var.now)
    takeToken(c)
    await signOutPerson(c)
    return c.json({ who: null }, 200)
  })

const refusals = { 'not-found': 404, 'second-factor': 403 } as const

/**
 * Gives a person their seat. The one they leave ends; a seat that a browser brought along is never
 * taken over, so planting a cookie gains nothing.
 */
async function enter(c: Context<Env>, person: Person, partnershipId: string) {
  const seat = (await seatsOf(c.var.home, person.id)).find(
    (it) => it.partnershipId === partnershipId,
  )
  const db = seat && databaseNamed(c.env, seat.binding)
  const member = db && (await readMember(db, partnershipId, seat.memberId))
  if (!member || !isActive(member, c.var.now)) {
    await auditQuery(c.var.home, {
      what: 'refused',
      partnershipId,
      detail: `to enter, person ${person.id}`,
      at: c.var.now,
    })
    return { status: 'not-found' as const }
  }
  if (manages(member.role) && person.proof === 'code') return { status: 'second-factor' as const }
  await endSession(c.var.db, c.var.tokenHash, c.var.now)
  const token = newToken()
  const { memberId } = seat
  await startSession(db, {
    tokenHash: await hashToken(token),
    partnershipId,
    memberId,
    createdAt: c.var.now,
    expiresAt: daysAfter(c.var.now, SESSION_DAYS),
    proof: person.proof,
    personId: person.id,
    personSessionId: person.sessionId,
  })
  await auditQuery(db, {
    what: 'signed in',
    partnershipId,
    byId: memberId,
    detail: `by ${person.proof}`,
    at: c.var.now,
  })
  giveToken(c, seat.binding, token)
  return { status: 'ok' as const, seat: { partnershipId, memberId, role: member.role } }
}
