import { layOut } from '../../plan/layOut.ts'
import type { ActionStanding } from '../stand/actions.ts'
import type { IndicatorStanding } from '../stand/indicators.ts'
import type { Standings } from '../stand/standings.ts'
import type { Question } from '../question.ts'
import { sumActions } from './actions.ts'
import type { ActionFigures } from './actions.ts'
import type { Narrowed } from './narrow.ts'
import { sumTargets } from './targets.ts'
import type { TargetFigures } from './targets.ts'

export interface PriorityFigures {
  planId: string
  /** Null for what stands under no priority of the plan any more. */
  priorityId: string | null
  title: string
  /** An action that serves several priorities is counted under each. */
  actions: ActionFigures
  targets: TargetFigures
}

/** The priorities of the plans asked about, as they are read; where something narrows, those with something left. */
export function sumPriorities(
  { shelves }: Standings,
  { plans, actions }: Narrowed,
  indicators: readonly IndicatorStanding[],
  question: Question,
): PriorityFigures[] {
  const { priorityId, fourP, agencyId, wardId, groupId } = question
  // Targets have no 4P and no ward: there, one that is left says nothing of what was asked.
  const byActions = Boolean(fourP ?? wardId)
  const isNarrowed = byActions || Boolean(agencyId ?? groupId)
  const place = new Map(actions.map((it, at) => [it, at]))
  const inOrder = (a: ActionStanding, b: ActionStanding) =>
    (place.get(a) ?? 0) - (place.get(b) ?? 0)
  return plans.flatMap(({ id: planId }) => {
    const priorities = shelves.priority.under(planId)
    const known = new Set(priorities.map(({ id }) => id))
    const mine = indicators.filter(({ indicator }) => indicator.planId === planId)
    const under = (id: string | null) =>
      mine.filter(({ indicator: { priorityId: of } }) =>
        id === null ? of !== null && !known.has(of) : of === id,
      )
    const laid = layOut<(typeof priorities)[number], never, ActionStanding>(
      priorities,
      [],
      actions.filter(({ action }) => action.planId === planId),
    )
    const lost = under(null)
    if (lost.length > 0 && laid.at(-1)?.priority !== null)
      laid.push({ priority: null, themes: [], counted: [] })
    return laid
      .filter(({ priority }) => !priorityId || priority?.id === priorityId)
      .map(({ priority, counted }) => ({
        ...{
          planId,
          priorityId: priority?.id ?? null,
          title: priority?.title ?? 'Under no priority',
        },
        actions: sumActions(counted.toSorted(inOrder)),
        targets: sumTargets(priority ? under(priority.id) : lost),
      }))
      .filter(
        ({ actions: { all }, targets }) =>
          !isNarrowed || all.count > 0 || (!byActions && targets.all.count > 0),
      )
  })
}
