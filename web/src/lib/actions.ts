import type { Marking } from '../../../shared/access/marking.ts'
import type { Status } from '../../../shared/plan/update.ts'
import { standingOf, updatesByAction } from '../../../shared/plan/standing.ts'
import type { Standing } from '../../../shared/plan/standing.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

/** The verbs and reads of actions: what a screen asks for, and what a tap does. */
export interface Progress {
  actionId: string
  status: Status
  note: string
  reached: number | null
  happenedOn: string
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
  const earlier = shell
    .all('update')
    .filter((update) => update.actionId === actionId && update.id !== mistaken.id)
  const action = shell.one('action', actionId)
  const before = action && standingOf(action, earlier, shell.today)
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

export interface Listed {
  action: RowOf<'action'>
  standing: Standing
}

/** Actions with how they stand today. */
export function listActions(
  shell: Shell,
  isWanted: (action: RowOf<'action'>) => boolean = () => true,
): Listed[] {
  const updates = updatesByAction(shell.all('update'))
  return shell
    .all('action')
    .filter(isWanted)
    .map((action) => ({
      action,
      standing: standingOf(action, updates.get(action.id) ?? [], shell.today),
    }))
}

/** Mine are those I own; if I own none, those on my wards. */
export function myActions(shell: Shell): Listed[] {
  const { memberId } = shell.me
  const wards = shell.one('member', memberId)?.wardIds ?? []
  // What a year that is over left undone is nobody's patch any more.
  const mine = (isWanted: (action: RowOf<'action'>) => boolean) =>
    listActions(
      shell,
      (action) => isWanted(action) && shell.one('plan', action.planId)?.state !== 'archived',
    )
  const owned = mine(({ ownerIds }) => ownerIds.includes(memberId))
  if (owned.length > 0) return owned
  return mine(({ wardIds }) => wardIds.some((id) => wards.includes(id)))
}

/** The plan in force: the one that covers today, else the one that started last. */
export function currentPlan(shell: Shell): RowOf<'plan'> | undefined {
  const plans = [...shell.all('plan')].sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
  const { today } = shell
  return plans.find(({ fromOn, toOn }) => fromOn <= today && today <= toOn) ?? plans[0]
}
