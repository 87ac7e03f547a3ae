import type { Marking } from '../../../shared/access/marking.ts'
import type { Status } from '../../../shared/plan/update.ts'
import { listActions, standingWithout } from './listed.ts'
import type { Listed } from './listed.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** The verbs and reads of actions: what a screen asks for, and what a tap does. */
export interface Progress {
  actionId: string
  status: Status
  note: string
  reached: number | null
  happenedOn: string
  milestoneIds?: string[]
  supersedes?: string
}

/** Records progress on this phone. Resolves, with the new entry's id, once it is durable. */
export async function recordUpdate(
  { store, me }: Shell,
  progress: Progress,
  because: string | null = null,
): Promise<string> {
  const id = `update-${store.world.newId()}`
  const recordedAt = store.world.now().toISOString()
  const entry = { ...progress, byId: me.memberId, recordedAt }
  await store.create('update', id, entry, because ?? undefined)
  return id
}

/**
 * Takes an entry back. The log keeps both: the correction says what stood before, so the status is
 * again what it was.
 */
export function undoUpdate(shell: Shell, mistaken: RowOf<'update'>): Promise<string> {
  const { actionId } = mistaken
  const before = standingWithout(shell, mistaken)
  return recordUpdate(shell, {
    actionId,
    status: before?.status ?? 'not started',
    note: 'Recorded by mistake.',
    reached: null,
    happenedOn: before?.latest?.happenedOn ?? shell.today,
    supersedes: mistaken.id,
  })
}

export const markAction = ({ store }: Shell, id: string, marking: Marking) =>
  store.edit('action', id, { marking })

/** Mine are those I own, or am asked about; if there are none, those on my wards. */
export function myActions(shell: Shell): Listed[] {
  const { memberId } = shell.me
  const wards = shell.one('member', memberId)?.wardIds ?? []
  const running = listActions(
    shell,
    ({ planId }) => shell.one('plan', planId)?.state !== 'archived',
  )
  const mine = running.filter(
    ({ action, asked }) => action.ownerIds.includes(memberId) || asked?.toIds.includes(memberId),
  )
  if (mine.length > 0) return mine
  return running.filter(({ action }) => action.wardIds.some((id) => wards.includes(id)))
}

/** The plan in force: the one that covers today, else the one that started last. */
export function currentPlan(shell: Shell): RowOf<'plan'> | undefined {
  const plans = [...shell.all('plan')].sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
  const { today } = shell
  return plans.find(({ fromOn, toOn }) => fromOn <= today && today <= toOn) ?? plans[0]
}
