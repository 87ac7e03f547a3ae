import type { Member } from '../partnership/member.ts'
import { dateInUk } from '../words/dates.ts'
import type { Role } from './role.ts'

/** A place in a partnership that a person may take. */
export interface Seat {
  partnershipId: string
  name: string
}

export type Arrival<S extends Seat> =
  { step: 'enter'; seat: S } | { step: 'choose'; seats: readonly S[] } | { step: 'none' }

/**
 * Where somebody goes who has just shown who they are. With one seat there is nothing to ask, unless
 * there is something that they must read first.
 */
export function arrive<S extends Seat>(seats: readonly S[], mustRead: boolean): Arrival<S> {
  const [seat] = seats
  if (!seat) return { step: 'none' }
  return seats.length === 1 && !mustRead ? { step: 'enter', seat } : { step: 'choose', seats }
}

const inTheField: readonly Role[] = ['contributor', 'event helper']

/** Back to where a person was going, if that is an address of this app; else to their role's screen. */
export function landingOf(role: Role, to: string | null): string {
  if (to && /^\/[a-z]/.test(to)) return to
  return inTheField.includes(role) ? '/patch' : '/overview'
}

/** So long after a pass is over what was logged with it is still taken in: phones come back late. */
export const LATE_DAYS = 7

/** A pass ends at a midnight in the United Kingdom; `today` is the date there. */
export const isPassOver = ({ untilAt }: Pick<Member, 'untilAt'>, today: string) =>
  !!untilAt && dateInUk(new Date(untilAt)) <= today
