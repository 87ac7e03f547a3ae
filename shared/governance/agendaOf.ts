import type { Group } from '../partnership/group.ts'
import { sayDate } from '../words/dates.ts'
import type { AgendaItem, Ground } from './agenda.ts'
import { arising, blocked, overdue, unanswered } from './agendaItems.ts'
import type { Meeting } from './meeting.ts'
import { plansFor } from './meetingFor.ts'
import type { Stored } from './planRows.ts'

/**
 * What a meeting has before it, gathered from the rows as they stand. An action stands once, under the
 * worst that is to be said of it.
 */
export function agendaOf(
  meeting: Stored<Meeting>,
  group: Stored<Group>,
  ground: Ground,
  today: string,
): AgendaItem[] {
  const plans = plansFor(meeting, group, ground.plans)
  const ids = new Set(plans.map(({ id }) => id))
  const inPlans = <T extends { planId: string }>(rows: readonly T[]) =>
    rows.filter(({ planId }) => ids.has(planId))
  const actions = ground.actions.filter(
    ({ action }) => ids.has(action.planId) && !action.mergedIntoId,
  )
  return [
    ...arising(meeting, ground),
    ...overdue(actions, today),
    ...blocked(actions, inPlans(ground.barriers), today),
    ...inPlans(ground.indicators)
      .filter(({ rag }) => rag === 'red')
      .map(({ id, label, planId, reason }): AgendaItem => {
        return {
          ...{ section: 'Off target', kind: 'indicator', id, planId },
          ...{ heading: label, because: reason },
        }
      }),
    ...inPlans(ground.conflicts).map(({ id, heading, planId }): AgendaItem => {
      const because = '2 people changed it at once, and nobody has settled it'
      return { section: 'Two people disagree', kind: 'action', id, heading, because, planId }
    }),
    ...inPlans(ground.risks).flatMap(({ id, heading, planId, reviewOn }): AgendaItem[] => {
      if (!reviewOn || reviewOn > meeting.onDate) return []
      const because = `Review due ${sayDate(reviewOn, today)}`
      return [{ section: 'Risks due for review', kind: 'risk', id, heading, because, planId }]
    }),
    ...inPlans(ground.waiting).flatMap(({ planId, because }): AgendaItem[] => {
      const heading = plans.find(({ id }) => id === planId)?.title ?? ''
      return [
        { section: 'Waiting for approval', kind: 'plan', id: planId, heading, because, planId },
      ]
    }),
    ...unanswered(actions, ground.requests, today),
  ]
}
