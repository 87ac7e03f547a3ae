import { dueOn } from './due.ts'
import type { Milestone } from './milestone.ts'
import { supersededBy } from './standing.ts'
import type { Update } from './update.ts'

type Stored<T> = T & { id: string }

export interface MilestoneStanding {
  milestone: Stored<Milestone>
  /** The entry that says it is done: the first that still counts. Null while it is open. */
  done: Stored<Update> | null
  dueOn: string | null
}

/**
 * The milestones of an action in their order, and who says that each is done, and when. An entry that a
 * later one corrects says nothing any more, so a tick is taken back by correcting the entry it came with.
 */
export function milestoneStandings(
  milestones: readonly Stored<Milestone>[],
  updates: readonly Stored<Update>[],
): MilestoneStanding[] {
  const gone = supersededBy(updates)
  const done = new Map<string, Stored<Update>>()
  for (const update of updates) {
    if (gone.has(update.id)) continue
    for (const id of update.milestoneIds ?? []) {
      const known = done.get(id)
      if (!known || isBefore(update, known)) done.set(id, update)
    }
  }
  return [...milestones]
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .map((milestone) => ({
      milestone,
      done: done.get(milestone.id) ?? null,
      dueOn: dueOn(milestone.timescale),
    }))
}

const keyOf = ({ happenedOn, recordedAt, id }: Stored<Update>) =>
  `${happenedOn} ${recordedAt} ${id}`
const isBefore = (a: Stored<Update>, b: Stored<Update>) => keyOf(a) < keyOf(b)
