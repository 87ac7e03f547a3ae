import type { News } from '../../../shared/figures/news.ts'
import { layOut as layOutRows } from '../../../shared/plan/layOut.ts'
import type { LaidOut } from '../../../shared/plan/layOut.ts'
import type { StatusCounts } from '../../../shared/plan/standing.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import { listActions } from './listed.ts'
import type { Listed } from './listed.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'
import type { Tone } from './ui/tone.ts'
import { capital, statusTone } from './words.ts'

export type PriorityLaidOut = LaidOut<RowOf<'priority'>, RowOf<'theme'>, Listed>

/** A plan laid out as it is read: its priorities, their themes, their actions. */
export function layOut(shell: Shell, planId: string): PriorityLaidOut[] {
  const priorities = shell.all('priority').filter((it) => it.planId === planId)
  const listed = listActions(shell, (action) => action.planId === planId)
  return layOutRows(priorities, shell.all('theme'), listed)
}

/** Who may see a plan and how it is marked are facts of the plan, changed like any other. */
export const changePlan = ({ store }: Shell, id: string, changes: Partial<Plan>) =>
  store.edit('plan', id, changes)

/** The parts of a status bar, in the order of the statuses. */
export const statusSegments = (counts: StatusCounts) =>
  statuses.map((status) => ({
    tone: statusTone[status],
    value: counts[status],
    label: capital(status),
  }))

/** The colour of the worst news of a priority, beside the word that says it. */
export const newsTone: Record<News['is'], Tone> = {
  'no actions': 'none',
  blocked: 'bad',
  'off track': 'warn',
  completed: 'done',
  'not started': 'none',
  'on track': 'good',
}
