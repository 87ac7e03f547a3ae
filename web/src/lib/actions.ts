import type { Marking } from '../../../shared/access/marking.ts'
import type { Status } from '../../../shared/plan/update.ts'
import { standingWithout } from './listed.ts'
import type { Listed } from './listed.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'
import type { Write } from './store/write.ts'

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
  /** The id that its photos were taken for, and their rows: kept with it, or not at all. */
  { id = newUpdateId(store), photos = [] }: { id?: string; photos?: readonly Write[] } = {},
): Promise<string> {
  const recordedAt = store.world.now().toISOString()
  const entry = { ...progress, byId: me.memberId, recordedAt }
  await store.write([{ op: 'create', kind: 'update', id, entry, because }, ...photos])
  return id
}

export const newUpdateId = ({ world }: Pick<Shell['store'], 'world'>) => `update-${world.newId()}`

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

/** The plan in force: the one that covers today, else the one that started last. */
export function currentPlan(shell: Shell): RowOf<'plan'> | undefined {
  const plans = [...shell.all('plan')].sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
  const { today } = shell
  return plans.find(({ fromOn, toOn }) => fromOn <= today && today <= toOn) ?? plans[0]
}

/**
 * Ticks a milestone: an entry that names it and otherwise leaves everything as it stands. Whoever does
 * the first thing of an action that has not begun has begun it.
 */
export const tickMilestone = (shell: Shell, { action, standing }: Listed, milestoneId: string) =>
  recordUpdate(shell, {
    ...asItStands(action.id, standing.status, shell),
    milestoneIds: [milestoneId],
  })

/** An owner says in the log that they have taken it on. A plan they may not edit need not change for it. */
export const takeOn = (shell: Shell, { action, standing }: Listed) =>
  recordUpdate(shell, {
    ...asItStands(action.id, standing.status, shell),
    ...{ status: standing.status, note: 'Taken on.' },
  })

/** Who leads notes that an owner has agreed: at a meeting, or on the telephone. */
export const noteAccepted = (
  { store }: Shell,
  { id, acceptedByIds }: RowOf<'action'>,
  ownerId: string,
) => store.edit('action', id, { acceptedByIds: [...(acceptedByIds ?? []), ownerId] })

const asItStands = (actionId: string, status: Status, { today }: Shell): Progress => ({
  ...{ actionId, status: status === 'not started' ? 'on track' : status, note: '' },
  ...{ reached: null, happenedOn: today },
})
