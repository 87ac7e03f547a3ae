import type { Context } from 'hono'
import { daysAfter } from '../../shared/words/dates.ts'
import { invite } from '../db/directory.ts'
import type { Env } from '../environment.ts'
import { hashToken, newToken } from '../middleware/token.ts'
import { invitationLetter } from './letters.ts'
import { mailerOf } from './mailer.ts'

const INVITATION_DAYS = 14

export interface Invited {
  partnershipId: string
  /** The partnership's name, and the role of whoever invites, as the letter says them. */
  partnership: string
  inviter?: string
  memberId: string
  email: string
  invitedById: string
}

/** Invites somebody to be a member, by letter. Answers until when the invitation can be used. */
export async function inviteByLetter(
  c: Context<Env>,
  { partnership, inviter, ...invited }: Invited,
): Promise<string> {
  const token = newToken()
  const expiresAt = daysAfter(c.var.now, INVITATION_DAYS)
  await invite(c.var.home, {
    ...invited,
    ...{ tokenHash: await hashToken(token), invitedAt: c.var.now, expiresAt },
  })
  // After the hash, so that the token is in no server's log.
  const link = `${new URL(c.req.url).origin}/sign-in#invitation=${token}`
  const letter = invitationLetter({ partnership, link, expiresAt, ...(inviter ? { inviter } : {}) })
  await mailerOf(c.env).send({ to: invited.email, ...letter })
  return expiresAt
}
