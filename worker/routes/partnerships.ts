import { Hono } from 'hono'
import * as v from 'valibot'
import { Email, Id, Line } from '../../shared/words/schema.ts'
import { auditQuery } from '../db/audit.ts'
import { HOME, databaseNamed } from '../db/database.ts'
import { findPartnership, listPartnership } from '../db/directory.ts'
import { creations, foundPartnership } from '../db/partnership.ts'
import type { Env } from '../environment.ts'
import { isOperator } from '../identity/operators.ts'
import { personOf } from '../identity/person.ts'
import { inviteByLetter } from '../mail/invite.ts'
import { atMost, json } from '../middleware/body.ts'
import { limitByAddress } from '../middleware/limits.ts'
import { hashToken, newToken } from '../middleware/token.ts'

const Founding = v.object({
  id: Id,
  name: Line,
  place: Line,
  /** The lead council, which is the first responsible authority. */
  council: Line,
  administrator: v.object({ name: Line, email: Email }),
  binding: v.optional(v.string(), HOME),
})

/**
 * A deployment's operators start partnerships in it; OPERATORS names them by address, and they sign in
 * with a second factor. What they start they do not see: its first administrator is invited.
 */
export const partnerships = new Hono<Env>().post(
  '/',
  limitByAddress,
  atMost(4096),
  json(Founding),
  async (c) => {
    const person = await personOf(c)
    if (!person || person.proof === 'code' || !isOperator(c.env, person.email)) {
      return c.json({ error: 'not-found' as const }, 404)
    }
    const { id, name, place, council, administrator, binding } = c.req.valid('json')
    const db = databaseNamed(c.env, binding)
    if (!db) return c.json({ error: 'no-such-database' as const }, 400)
    if (await findPartnership(c.var.home, id)) return c.json({ error: 'exists' as const }, 409)
    const { now } = c.var
    // The same each time: a founding that was cut short is finished by asking again.
    const memberId = 'member-first'
    const agencyId = 'agency-first'
    const standing = 'responsible authority'
    await foundPartnership(db, {
      ...{ partnershipId: id, memberId, now, nonce: crypto.randomUUID() },
      deviceId: `d-founding-${crypto.randomUUID()}`,
      tokenHash: await hashToken(newToken()),
      mutations: creations(
        [
          { kind: 'partnership', id, entry: { name, place } },
          { kind: 'agency', id: agencyId, entry: { name: council, aliases: [], standing } },
          {
            kind: 'member',
            id: memberId,
            entry: { name: administrator.name, role: 'administrator', agencyId, wardIds: [] },
          },
        ],
        now,
      ),
    })
    await listPartnership(c.var.home, { partnershipId: id, binding, name, createdAt: now })
    await auditQuery(db, { what: 'founded', partnershipId: id, at: now, detail: name })
    const expiresAt = await inviteByLetter(c, {
      ...{ partnershipId: id, partnership: name, memberId, invitedById: memberId },
      email: administrator.email,
    })
    return c.json({ id, memberId, expiresAt }, 200)
  },
)
