import { daysBetween } from '../words/dates.ts'
import type { Action } from './action.ts'
import type { Barrier } from './barrier.ts'
import { dueOn } from './due.ts'
import type { Milestone } from './milestone.ts'
import { statuses } from './status.ts'
import type { Status, Update } from './update.ts'

type Stored<T> = T & { id: string }

/** How an action stands, worked out from its log. Nothing here is typed in by anybody. */
export interface Standing {
  status: Status
  /** The update that says so, or null when nobody has recorded anything yet. */
  latest: Stored<Update> | null
  /** The day of what is expected next: of the action itself, or of a milestone before it. */
  dueOn: string | null
  /** Whole days past the due date; 0 when not late, or when there is nothing left to do. */
  daysLate: number
  /** Something is expected within fourteen days, today included. */
  isDueSoon: boolean
  /** Its status says so, or a barrier stands in its way that nobody has cleared. */
  isBlocked: boolean
  /** Nothing has been recorded for so many days that somebody should ask. */
  isSilent: boolean
  /** People reached, summed over the log and what linked events counted; null when nothing counts anybody. */
  reached: number | null
  /** Of its milestones, how many an entry says are done; `all` is 0 where it has none. */
  milestones: { done: number; all: number }
}

/** What stands beside an action and bears on how it stands. */
export interface Around {
  milestones?: readonly Stored<Pick<Milestone, 'timescale'>>[]
  barriers?: readonly Pick<Barrier, 'clearedOn'>[]
  /** The plan's first day: silence about what nobody has written about is counted from there. */
  sinceOn?: string | undefined
  /** The partnership's own number of days. */
  silentDays?: number | null | undefined
  /** People whom linked events reached; null where none is linked. */
  fromEvents?: number | null
}

export const SOON_DAYS = 14
export const SILENT_DAYS = 90

export const isClosed = (status: Status) => status === 'completed' || status === 'withdrawn'

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

/** `updates` are the action's own and those of what was merged into it. `today` is a date. */
export function standingOf(
  action: Pick<Action, 'timescale'>,
  updates: readonly Stored<Update>[],
  today: string,
  { milestones = [], barriers = [], sinceOn, silentDays, fromEvents = null }: Around = {},
): Standing {
  const gone = supersededBy(updates)
  const log = logOf(updates).filter(({ id }) => !gone.has(id))
  const status = log[0]?.status ?? 'not started'
  const isOver = isClosed(status)
  const done = new Set(log.flatMap(({ milestoneIds }) => milestoneIds ?? []))
  const open = milestones.filter(({ id }) => !done.has(id))
  const due = earliest([
    dueOn(action.timescale, log.filter(isAnswer).map(dayOf)),
    ...open.map(({ timescale }) => dueOn(timescale)),
  ])
  const left = due === null || isOver ? null : daysBetween(today, due)
  const counts = [
    ...log.flatMap(({ reached, eventId }) => (eventId ? [] : (reached ?? []))),
    ...(fromEvents === null ? [] : [fromEvents]),
  ]
  const said = updates.reduce((last, update) => later(last, heard(update)), sinceOn ?? '')
  return {
    status,
    latest: log[0] ?? null,
    dueOn: due,
    daysLate: left === null ? 0 : Math.max(0, -left),
    isDueSoon: left !== null && left >= 0 && left <= SOON_DAYS,
    isBlocked: !isOver && (status === 'blocked' || barriers.some((it) => !it.clearedOn)),
    isSilent: !isOver && daysBetween(said || today, today) >= (silentDays ?? SILENT_DAYS),
    reached: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    milestones: { done: milestones.length - open.length, all: milestones.length },
  }
}

/** Word that it has not begun, or that it cannot go on, is no answer to a recurrence. */
const isAnswer = ({ status }: Update) => status !== 'not started' && status !== 'blocked'
const dayOf = ({ happenedOn }: Update) => happenedOn
/** A correction, or what is told late, breaks a silence too. */
const heard = ({ happenedOn, recordedAt }: Update) => later(happenedOn, recordedAt.slice(0, 10))
const later = (a: string, b: string) => (a < b ? b : a)
const earliest = (days: readonly (string | null)[]) =>
  days.reduce((first, day) => (first === null || (day !== null && day < first) ? day : first), null)

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

function rankOf({ status, daysLate, isBlocked }: Standing): number {
  if (isClosed(status)) return 5
  if (isBlocked) return 0
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
export const isOffTrack = ({ status, daysLate, isBlocked }: Standing): boolean =>
  isBlocked || status === 'at risk' || daysLate > 0

/** Rows by the action they count for, so that a list of actions is read in one pass. */
export function byAction<T extends { actionId?: string | null | undefined }>(
  rows: readonly T[],
  targets: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    if (!row.actionId) continue
    const id = targets.get(row.actionId) ?? row.actionId
    const group = groups.get(id)
    if (group) group.push(row)
    else groups.set(id, [row])
  }
  return groups
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
