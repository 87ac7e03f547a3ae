import { daysBetween } from '../words/dates.ts'
import type { Action } from './action.ts'
import { dueOn } from './due.ts'
import { statuses } from './status.ts'
import type { Status, Update } from './update.ts'

type Stored<T> = T & { id: string }

/** How an action stands, worked out from its log. Nothing here is typed in by anybody. */
export interface Standing {
  status: Status
  /** The update that says so, or null when nobody has recorded anything yet. */
  latest: Stored<Update> | null
  dueOn: string | null
  /** Whole days past the due date; 0 when not late, or when there is nothing left to do. */
  daysLate: number
  /** People reached, summed over the log; null when no entry has counted anybody. */
  reached: number | null
}

const isClosed = (status: Status) => status === 'completed' || status === 'withdrawn'

/** The log of an action, newest first: by the day it happened, then by when it was recorded. */
export function logOf(updates: readonly Stored<Update>[]): Stored<Update>[] {
  return [...updates].sort(
    (a, b) =>
      compare(b.happenedOn, a.happenedOn) ||
      compare(b.recordedAt, a.recordedAt) ||
      compare(b.id, a.id),
  )
}

/** Entries that a later one has corrected. They stay in the log and no longer count. */
export const supersededBy = (updates: readonly Update[]): ReadonlySet<string> =>
  new Set(updates.flatMap(({ supersedes }) => supersedes ?? []))

export function standingOf(
  action: Pick<Action, 'timescale'>,
  updates: readonly Stored<Update>[],
  today: string,
): Standing {
  const gone = supersededBy(updates)
  const log = logOf(updates).filter(({ id }) => !gone.has(id))
  const status = log[0]?.status ?? 'not started'
  const due = dueOn(action.timescale)
  const late = due === null || isClosed(status) ? 0 : Math.max(0, daysBetween(due, today))
  const counts = log.flatMap(({ reached }) => reached ?? [])
  return {
    status,
    latest: log[0] ?? null,
    dueOn: due,
    daysLate: late,
    reached: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
  }
}

/**
 * Most urgent first: what is blocked, what is late (longest first), what is at risk, then by due
 * date, then what has no date; what is finished comes last.
 */
export function byUrgency(a: Standing, b: Standing): number {
  return (
    rankOf(a) - rankOf(b) ||
    b.daysLate - a.daysLate ||
    compare(a.dueOn ?? '9999', b.dueOn ?? '9999')
  )
}

function rankOf({ status, daysLate }: Standing): number {
  if (isClosed(status)) return 5
  if (status === 'blocked') return 0
  if (daysLate > 0) return 1
  if (status === 'at risk') return 2
  return status === 'ongoing' ? 4 : 3
}

export type StatusCounts = Record<Status, number>

export function countStatuses(standings: readonly Pick<Standing, 'status'>[]): StatusCounts {
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as StatusCounts
  for (const { status } of standings) counts[status]++
  return counts
}

/** Blocked, at risk or late: what a manager asks about first. */
export const isOffTrack = ({ status, daysLate }: Standing): boolean =>
  status === 'blocked' || status === 'at risk' || daysLate > 0

/** Updates by action, so that a list of actions is read in one pass. */
export function updatesByAction(
  updates: readonly Stored<Update>[],
): ReadonlyMap<string, Stored<Update>[]> {
  const groups = new Map<string, Stored<Update>[]>()
  for (const update of updates) {
    const group = groups.get(update.actionId)
    if (group) group.push(update)
    else groups.set(update.actionId, [update])
  }
  return groups
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
