import { unanswered } from '../plan/asked.ts'
import { mergeTargets } from '../plan/merged.ts'
import type { Action } from '../plan/action.ts'
import type { Barrier } from '../plan/barrier.ts'
import type { Milestone } from '../plan/milestone.ts'
import type { Plan } from '../plan/plan.ts'
import type { Request } from '../plan/request.ts'
import { byAction, standingOf } from '../plan/standing.ts'
import type { Update } from '../plan/update.ts'
import type { Grounds, Stored } from './reminder.ts'

export interface DeliveryRows {
  plans: readonly Stored<Plan>[]
  actions: readonly Stored<Action>[]
  updates: readonly Stored<Update>[]
  milestones: readonly Stored<Milestone>[]
  barriers: readonly Stored<Barrier>[]
  requests: readonly Stored<Request>[]
  /** The partnership's own number of days. */
  silentDays: number | null | undefined
}

/**
 * Every action with how it stands, from rows read at once: what a phone keeps up to date bit by bit, for
 * whoever has the rows and no store. What was merged into another is in that.
 */
export function listActions(
  rows: DeliveryRows,
  today: string,
): Pick<Grounds, 'listed' | 'targets'> {
  const targets = mergeTargets(rows.actions)
  const updates = byAction(rows.updates, targets)
  const milestones = byAction(rows.milestones, targets)
  const barriers = byAction(rows.barriers, targets)
  const requests = byAction(rows.requests, targets)
  const since = new Map(rows.plans.map(({ id, fromOn }) => [id, fromOn]))
  const listed = rows.actions
    .filter(({ id }) => !targets.has(id))
    .map((action) => {
      const log = updates.get(action.id) ?? []
      const around = {
        milestones: milestones.get(action.id) ?? [],
        barriers: barriers.get(action.id) ?? [],
        ...{ sinceOn: since.get(action.planId), silentDays: rows.silentDays },
      }
      const standing = standingOf(action, log, today, around)
      return { action, standing, asked: unanswered(requests.get(action.id) ?? [], log) }
    })
  return { listed, targets }
}
