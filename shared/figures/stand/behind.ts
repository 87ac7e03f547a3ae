import type { Action } from '../../plan/action.ts'
import type { Request } from '../../plan/request.ts'
import { isOffTrack } from '../../plan/standing.ts'
import type { Standing } from '../../plan/standing.ts'
import { day } from '../../scoring/target/words.ts'
import { dayInUk } from '../../words/dayInUk.ts'
import type { Behind } from '../figure.ts'

/** The figures of actions that an action is in or not. */
export const actionWords = [
  'offTrack',
  'overdue',
  'dueSoon',
  'silent',
  'blocked',
  /** Nobody has recorded anything about it. */
  'unwritten',
  /** An update was asked for and has not come. */
  'asked',
  'unowned',
] as const
export type ActionWord = (typeof actionWords)[number]

/** What an action brings to each figure of actions, and why; null where it brings nothing. */
export interface ActionBehind extends Readonly<Record<ActionWord, Behind | null>> {
  all: Behind
  /** Of the figure of its status. */
  status: Behind
  /** Null where it means to reach nobody in particular. */
  reached: Behind | null
  toReach: Behind | null
}

interface Stood {
  action: Pick<Action, 'ownerIds' | 'reachTarget'> & { id: string }
  standing: Standing
  asked: Pick<Request, 'recordedAt'> | null
}

/**
 * Made once with the action's standing, for every sum it is in. Dates are spelled by our own table of months:
 * a browser and a server may spell them in two ways, and figures are the same to the byte at both ends.
 */
export function behindOf({ action, standing, asked }: Stood): ActionBehind {
  const { id, reachTarget } = action
  const { status, daysLate, isBlocked, isDueSoon, isSilent, latest, dueOn, reached } = standing
  const late = daysLate > 0 ? sayLate(daysLate) : null
  const blocked = isBlocked ? sayBlocked(standing) : null
  const isRisky = status === 'at risk' ? 'At risk' : null
  const off = isOffTrack(standing) ? [blocked, isRisky, late].filter(Boolean).join(', ') : null
  const because = (why: string | null) => (why === null ? null : { id, count: 1, why })
  const reach = (count: number) =>
    reachTarget?.count ? { id, count, why: sayReach(reached ?? 0, reachTarget) } : null
  return {
    all: { id, count: 1, why: status },
    status: { id, count: 1, why: off ?? status },
    offTrack: because(off),
    overdue: because(late),
    dueSoon: because(isDueSoon && dueOn ? `Due ${day(dueOn)}` : null),
    silent: because(isSilent ? saySilence(latest) : null),
    blocked: because(blocked),
    unwritten: because(latest ? null : nothing),
    asked: because(asked ? `Asked ${day(dayInUk(asked.recordedAt))}` : null),
    unowned: because(action.ownerIds.length === 0 ? 'No owner' : null),
    // Of an action that nothing counts anybody for yet, "0 of 500": its target is there all the same.
    reached: reach(reached ?? 0),
    toReach: reach(reachTarget?.count ?? 0),
  }
}

const nothing = 'Nothing recorded yet'
const sayBlocked = ({ status }: Standing) =>
  status === 'blocked' ? 'Blocked' : 'A barrier stands in its way'
const saySilence = (latest: Standing['latest']) =>
  latest ? `Nothing heard since ${day(latest.happenedOn)}` : nothing
const sayReach = (reached: number, { count, audience }: NonNullable<Action['reachTarget']>) =>
  `${reached} of ${count}${audience ? ` ${audience}` : ''}`
export const sayLate = (days: number) => `${days} ${days === 1 ? 'day' : 'days'} late`
