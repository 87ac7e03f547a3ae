import { dateInUk, sayDate } from '../../../shared/words/dates.ts'
import { api } from './api.ts'
import { ask } from './answer.ts'

/**
 * The address each member signs in with. It is kept at the office and on nobody's phone, so all of
 * this needs signal.
 */
export const readAccess = () => ask((it) => api.members.$get({}, it))
export type Access = Extract<Awaited<ReturnType<typeof readAccess>>, { ok: true }>['is']

export const inviteMember = (id: string, email: string) =>
  ask((it) => api.members[':id'].invite.$post({ param: { id }, json: { email } }, it))

/** Their sign-in, their open invitations and their browsers' sessions all end. */
export const removeAccess = (id: string) =>
  ask((it) => api.members[':id']['remove-access'].$post({ param: { id } }, it))

export const invitationOf = ({ invitations }: Access, id: string) =>
  invitations.find(({ memberId }) => memberId === id)
export const hasAccess = ({ people }: Access, id: string) =>
  people.some(({ memberId }) => memberId === id)

/** "signs in as a@b", "invited, until Thu 3 Dec", "no access yet". */
export function sayAccess(access: Access, id: string, today: string): string {
  const seat = access.people.find(({ memberId }) => memberId === id)
  if (seat) return seat.email ? `signs in as ${seat.email}` : 'signs in'
  const open = invitationOf(access, id)
  return open
    ? `invited, until ${sayDate(dateInUk(new Date(open.expiresAt)), today)}`
    : 'no access yet'
}
