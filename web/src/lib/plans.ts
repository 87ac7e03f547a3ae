import { layOut as layOutRows } from '../../../shared/plan/layOut.ts'
import type { LaidOut } from '../../../shared/plan/layOut.ts'
import { countStatuses, isOffTrack } from '../../../shared/plan/standing.ts'
import type { Standing } from '../../../shared/plan/standing.ts'
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
export function statusSegments(standings: readonly Standing[]) {
  const counts = countStatuses(standings)
  return statuses.map((status) => ({
    tone: statusTone[status],
    value: counts[status],
    label: capital(status),
  }))
}

/** "2 on track, 1 blocked": the statuses there are, counted. */
export const sayCounts = (standings: readonly Standing[]) =>
  statusSegments(standings)
    .filter(({ value }) => value > 0)
    .map(({ value, label }) => `${value} ${label.toLowerCase()}`)
    .join(', ')

/** A priority in one word: its worst news first. */
export function sayPriority(standings: readonly Standing[]): { tone: Tone; label: string } {
  const blocked = standings.filter(({ isBlocked }) => isBlocked).length
  const off = standings.filter(isOffTrack).length
  if (standings.length === 0) return { tone: 'none', label: 'No actions' }
  if (blocked > 0) return { tone: 'bad', label: `${blocked} blocked` }
  if (off > 0) return { tone: 'warn', label: `${off} off track` }
  if (standings.every(({ status }) => status === 'completed'))
    return { tone: 'done', label: 'Completed' }
  if (standings.every(({ status }) => status === 'not started'))
    return { tone: 'none', label: 'Not started' }
  return { tone: 'good', label: 'On track' }
}
