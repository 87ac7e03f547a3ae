import { countStatuses, isOffTrack } from '../plan/standing.ts'
import type { Standing } from '../plan/standing.ts'
import { statuses } from '../plan/status.ts'
import type { Status } from '../plan/update.ts'

/** How some actions go, in one word: the worst news first. */
export interface News {
  is: 'no actions' | 'blocked' | 'off track' | 'completed' | 'not started' | 'on track'
  /** As people read it: "3 blocked". */
  label: string
}

export function newsOf(standings: readonly Standing[]): News {
  const blocked = standings.filter(({ isBlocked }) => isBlocked).length
  const off = standings.filter(isOffTrack).length
  if (standings.length === 0) return { is: 'no actions', label: 'No actions' }
  if (blocked > 0) return { is: 'blocked', label: `${blocked} blocked` }
  if (off > 0) return { is: 'off track', label: `${off} off track` }
  if (standings.every(({ status }) => status === 'completed'))
    return { is: 'completed', label: 'Completed' }
  if (standings.every(({ status }) => status === 'not started'))
    return { is: 'not started', label: 'Not started' }
  return { is: 'on track', label: 'On track' }
}

/** "2 on track, 1 blocked": the statuses there are, counted. */
export function sayStatuses(standings: readonly Pick<Standing, 'status'>[]): string {
  const counts: Record<Status, number> = countStatuses(standings)
  return statuses.flatMap((it) => (counts[it] > 0 ? `${counts[it]} ${it}` : [])).join(', ')
}
