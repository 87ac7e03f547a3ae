import type { Action } from '../plan/action.ts'
import type { Award } from './award.ts'

/** What is needed to know whether an award's actions serve a priority. */
export interface PlanToServe {
  action: (
    id: string,
  ) => Pick<Action, 'priorityId' | 'alsoPriorityIds' | 'mergedIntoId'> | undefined
  hasPriority: (id: string) => boolean
  isWithdrawn: (actionId: string) => boolean
}

/** The action that carries on what was merged into it. Two that name each other end where they began. */
function standingFor(id: string, plan: PlanToServe): string {
  const passed = new Set<string>()
  let at = id
  for (;;) {
    const into = plan.action(at)?.mergedIntoId
    if (!into || passed.has(at)) return at
    passed.add(at)
    at = into
  }
}

/** Why an award serves no priority; null when one of its actions does. */
export type ServesNone = 'no actions' | 'no priority' | 'withdrawn'

export function servesNone(award: Pick<Award, 'actionIds'>, plan: PlanToServe): ServesNone | null {
  if (award.actionIds.length === 0) return 'no actions'
  const serving = [...new Set(award.actionIds.map((id) => standingFor(id, plan)))].filter((id) => {
    const action = plan.action(id)
    return action && [action.priorityId, ...(action.alsoPriorityIds ?? [])].some(plan.hasPriority)
  })
  if (serving.length === 0) return 'no priority'
  return serving.every(plan.isWithdrawn) ? 'withdrawn' : null
}

export const sayServesNone: Record<ServesNone, string> = {
  'no actions':
    'It pays for no action yet, so it serves no priority. Choose the actions it pays for.',
  'no priority':
    'None of its actions stands under a priority any more. Choose other actions, or put them back.',
  withdrawn: 'All its actions have been withdrawn, so it serves no priority now.',
}
