import { plansFor } from '../../governance/meetingFor.ts'
import type { Meeting } from '../../governance/meeting.ts'
import type { Stored } from '../../governance/planRows.ts'
import type { Group } from '../../partnership/group.ts'
import type { Plan } from '../../plan/plan.ts'

/**
 * The plans that may be shown at a meeting: what its agenda may be about and, where one is asked for, that
 * one alone. A restricted plan is not put on the wall of a meeting that others come to, whoever presents.
 * Without a meeting the person looks alone: the plan that is asked for, else all that nobody restricted.
 */
export function plansToShow(
  plans: readonly Stored<Plan>[],
  at: { meeting: Pick<Meeting, 'restrictedToId'>; group: Stored<Group> } | null,
  planId: string | null,
): ReadonlySet<string> {
  const may = at
    ? plansFor(at.meeting, at.group, plans)
    : plans.filter(({ id, restrictedToId }) => id === planId || !restrictedToId)
  return new Set(may.flatMap(({ id }) => (planId === null || id === planId ? id : [])))
}
