import type { Group } from '../partnership/group.ts'
import type { Plan } from '../plan/plan.ts'
import type { Meeting } from './meeting.ts'
import type { Stored } from './planRows.ts'

/** Groups that look at everything: they have no plan of their own. */
export const overAll: readonly Group['kind'][] = [
  'board',
  'performance group',
  'community safety unit',
]

/**
 * The plans a meeting of this group is about: those it delivers or that are restricted to it; of the
 * board and its like, all. What is restricted is never on the agenda of a meeting whose minutes others
 * may read, whoever looks. Plans of past years are nobody's business any more.
 */
export function plansFor(
  meeting: Pick<Meeting, 'restrictedToId'>,
  group: Stored<Group>,
  plans: readonly Stored<Plan>[],
): Stored<Plan>[] {
  return plans.filter(
    ({ state, groupId, restrictedToId }) =>
      state !== 'archived' &&
      (!restrictedToId || restrictedToId === meeting.restrictedToId) &&
      (overAll.includes(group.kind) || groupId === group.id || restrictedToId === group.id),
  )
}

/** The meeting of this group that came before; of two on one day, the one that began earlier. */
export function meetingBefore(
  meeting: Stored<Meeting>,
  meetings: readonly Stored<Meeting>[],
): Stored<Meeting> | undefined {
  const at = ({ onDate, startsAt, id }: Stored<Meeting>) => `${onDate} ${startsAt ?? ''} ${id}`
  return meetings
    .filter((it) => it.groupId === meeting.groupId && at(it) < at(meeting))
    .filter((it) => !it.restrictedToId || it.restrictedToId === meeting.restrictedToId)
    .toSorted((a, b) => (at(a) < at(b) ? 1 : -1))[0]
}
