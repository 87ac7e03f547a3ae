import type { Agency } from '../partnership/agency.ts'
import type { Figure } from './figure.ts'
import type { RowOf } from './rows.ts'
import type { ActionStanding } from './stand/actions.ts'
import type { Shelves } from './stand/shelves.ts'
import type { Standings } from './stand/standings.ts'

/** A number of an agency, and whose it is: a role, or an office. Never a person's own. */
export interface RingNumber {
  whose: string
  phone: string
}

/** An agency to ring about an action, and why it. */
export interface Ring {
  agency: RowOf<'agency'>
  why: string
  numbers: RingNumber[]
}

/** Contacts before offices: a role answers for the work, an office only for the building. */
export function numbersOf({ contacts, offices }: Pick<Agency, 'contacts' | 'offices'>) {
  const number = (whose: string, phone: string | null | undefined): RingNumber[] =>
    phone ? [{ whose, phone }] : []
  return [
    ...(contacts ?? []).flatMap(({ role, phone }) => number(role, phone)),
    ...(offices ?? []).flatMap(({ label, phone }) => number(label, phone)),
  ]
}

/**
 * Whom to ring about an action: who could take away what stands in its way comes first, then who leads it,
 * each agency once. Empty where neither is said, or not here.
 */
export function whomToRing(
  { action, barriers }: Pick<ActionStanding, 'action' | 'barriers'>,
  { agency }: Pick<Shelves, 'agency'>,
): Ring[] {
  const open = barriers
    .filter(({ clearedOn, needsAgencyId }) => !clearedOn && needsAgencyId)
    .toSorted((a, b) => compare(a.raisedOn, b.raisedOn) || compare(a.id, b.id))
  const asked = [
    ...open.map(({ needsAgencyId, text }) => ({ id: needsAgencyId, why: `Could clear: ${text}` })),
    { id: action.leadAgencyId, why: 'Leads it' },
  ]
  const rings = new Map<string, Ring>()
  for (const { id, why } of asked) {
    const found = agency.one(id)
    if (found && !rings.has(found.id))
      rings.set(found.id, { agency: found, why, numbers: numbersOf(found) })
  }
  return [...rings.values()]
}

/** The agency to ring about most of the actions behind a figure, and about how many; null where none is known. */
export function ringFirst(
  { behind }: Pick<Figure, 'behind'>,
  { actions, shelves }: Standings,
): { ring: Ring; count: number } | null {
  const byId = new Map(actions.map((it) => [it.action.id, it]))
  const counts = new Map<string, { ring: Ring; count: number }>()
  for (const { id } of behind) {
    const stood = byId.get(id)
    const [ring] = stood ? whomToRing(stood, shelves) : []
    if (!ring) continue
    const known = counts.get(ring.agency.id)
    if (known) known.count++
    else counts.set(ring.agency.id, { ring, count: 1 })
  }
  // Of two with as many, the one whose action is the more urgent: that came first.
  return [...counts.values()].reduce<{ ring: Ring; count: number } | null>(
    (most, it) => (most && most.count >= it.count ? most : it),
    null,
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
