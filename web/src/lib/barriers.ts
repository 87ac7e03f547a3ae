import { may } from '../../../shared/access/may.ts'
import type { Barrier } from '../../../shared/plan/barrier.ts'
import { actorOf } from './actor.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** The reads and verbs of barriers: what stops an action, who has to remove it, what was decided. */

type Said = Pick<Barrier, 'text' | 'needs' | 'needsAgencyId'>
interface Where {
  planId: string
  /** Null for what stands in the way of a whole plan. */
  actionId: string | null
}

/** Raises a barrier on this phone. Resolves, with its id, once it is durable. */
export async function raiseBarrier(
  { store, me, today }: Shell,
  where: Where,
  said: Said,
  because: string | null = null,
): Promise<string> {
  const id = `barrier-${store.world.newId()}`
  const recordedAt = store.world.now().toISOString()
  const entry = { ...where, ...said, raisedOn: today, byId: me.memberId, recordedAt }
  await store.create('barrier', id, entry, because ?? undefined)
  return id
}

export const changeBarrier = (
  { store }: Shell,
  id: string,
  changes: Partial<Barrier>,
  because: string | null = null,
) => store.edit('barrier', id, changes, because ?? undefined)

export const clearBarrier = (shell: Shell, id: string) =>
  changeBarrier(shell, id, { clearedOn: shell.today })

/** What is cleared may come back: the same barrier stands again, with what was decided about it. */
export const reopenBarrier = (shell: Shell, id: string) =>
  changeBarrier(shell, id, { clearedOn: null })

export const mayRaise = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'barrier', data: { byId: shell.me.memberId } })

export const mayChange = (shell: Shell, barrier: RowOf<'barrier'>) =>
  may(actorOf(shell), 'edit', { kind: 'barrier', id: barrier.id, data: barrier })

/** The forum's standing list: open ones first, the longest-standing on top; then what was cleared last. */
export const barriersOf = (shell: Shell, planId: string): RowOf<'barrier'>[] =>
  shell
    .all('barrier')
    .filter((it) => it.planId === planId)
    .toSorted(
      (a, b) =>
        compare(b.clearedOn ?? '9999', a.clearedOn ?? '9999') ||
        compare(a.raisedOn, b.raisedOn) ||
        compare(a.id, b.id),
    )

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
