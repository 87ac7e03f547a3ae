import type { Kind } from '../kinds.ts'
import type { Role } from './role.ts'

export interface Actor {
  memberId: string
  role: Role
}

const everything = 'everything'
const planning: readonly Kind[] = [
  'priority',
  'theme',
  'action',
  'update',
  'observation',
  'indicator',
]
const analysis: readonly Kind[] = ['edition', 'matrixRow', 'indicator', 'observation']

/** What each role may write. Reading is by scope and is the database's business, not this table's. */
const mayWrite: Record<Role, typeof everything | readonly Kind[]> = {
  administrator: everything,
  manager: everything,
  'priority lead': planning,
  contributor: ['update', 'observation'],
  'event helper': [],
  analyst: [...analysis, 'update'],
  'board member': [],
  'scrutiny reader': [],
}

/** Roles that may record a fact in somebody else's name, as a manager does for a colleague on the phone. */
const onBehalf: readonly Role[] = ['administrator', 'manager']

/** Roles that look after a plan, and so after the conflicts in it. */
const settlers: readonly Role[] = ['administrator', 'manager', 'priority lead']

/** A conflict goes to the one whose words did not get in, and to those who look after the plan. */
export const maySettle = (actor: Actor, mineById: string): boolean =>
  mineById === actor.memberId || settlers.includes(actor.role)

/**
 * May this member write this row? The same answer on the phone, where it hides a button, and at the
 * door, where it decides.
 */
export function may(actor: Actor, kind: Kind, data: unknown): boolean {
  const kinds = mayWrite[actor.role]
  if (kinds !== everything && !kinds.includes(kind)) return false
  const byId = authorOf(data)
  return byId === null || byId === actor.memberId || onBehalf.includes(actor.role)
}

function authorOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('byId' in data)) return null
  return typeof data.byId === 'string' ? data.byId : ''
}
