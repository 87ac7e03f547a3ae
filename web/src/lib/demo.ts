import * as v from 'valibot'
import { Member } from '../../../shared/partnership/member.ts'
import { Id } from '../../../shared/words/schema.ts'
import { finishLeaving } from './session.ts'
import { enter } from './shell.svelte.ts'

/**
 * The demonstration of local development: its people, and one tap to be one of them. A deployment has
 * no such routes, so their types are not among the worker's and the answers are checked here.
 */
export const DEMO_PARTNERSHIP = 'ashford'

const People = v.array(v.object({ id: Id, name: Member.entries.name, role: Member.entries.role }))
export type DemoPerson = v.InferOutput<typeof People>[number]

/** Null where there is no demonstration, and without signal. */
export async function demoPeople(): Promise<DemoPerson[] | null> {
  const answer = await fetch(`/api/demo/members/${DEMO_PARTNERSHIP}`)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null)
  const people = v.safeParse(People, answer)
  return people.success ? people.output : null
}

export async function beDemoPerson(memberId: string): Promise<boolean> {
  await finishLeaving()
  const me = { partnershipId: DEMO_PARTNERSHIP, memberId }
  const response = await fetch('/api/demo/sign-in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(me),
  }).catch(() => null)
  if (!response?.ok) return false
  enter(me)
  return true
}
