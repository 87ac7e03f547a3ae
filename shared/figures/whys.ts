import type { Request } from '../plan/request.ts'
import { isOffTrack } from '../plan/standing.ts'
import type { Standing } from '../plan/standing.ts'
import type { Action } from '../plan/action.ts'
import { day } from '../scoring/target/words.ts'
import { dayInUk } from '../words/dates.ts'

/** Why an action counts in each figure of actions; null where it does not. */
export interface Whys {
  offTrack: string | null
  overdue: string | null
  dueSoon: string | null
  silent: string | null
  blocked: string | null
  /** Nobody has recorded anything about it. */
  unwritten: string | null
  /** An update was asked for and has not come. */
  asked: string | null
  unowned: string | null
}
export type ActionWord = keyof Whys
export const actionWords = [
  'offTrack',
  'overdue',
  'dueSoon',
  'silent',
  'blocked',
  'unwritten',
  'asked',
  'unowned',
] as const satisfies readonly ActionWord[]

interface Stood {
  action: Pick<Action, 'ownerIds'>
  standing: Standing
  asked: Pick<Request, 'recordedAt'> | null
}

/**
 * Dates are spelled by our own table of months: a browser and a server may spell them in two ways, and
 * figures are the same to the byte at both ends.
 */
export function whysOf({ action, standing, asked }: Stood): Whys {
  const { status, daysLate, isBlocked, isDueSoon, isSilent, latest, dueOn } = standing
  const late = daysLate > 0 ? sayLate(daysLate) : null
  const blocked = isBlocked
    ? status === 'blocked'
      ? 'Blocked'
      : 'A barrier stands in its way'
    : null
  return {
    offTrack: isOffTrack(standing)
      ? [blocked, status === 'at risk' ? 'At risk' : null, late].filter(Boolean).join(', ')
      : null,
    overdue: late,
    dueSoon: isDueSoon && dueOn ? `Due ${day(dueOn)}` : null,
    silent: isSilent ? saySilence(latest) : null,
    blocked,
    unwritten: latest ? null : nothing,
    asked: asked ? `Asked ${day(dayInUk(asked.recordedAt))}` : null,
    unowned: action.ownerIds.length === 0 ? 'No owner' : null,
  }
}

const nothing = 'Nothing recorded yet'
const saySilence = (latest: Standing['latest']) =>
  latest ? `Nothing heard since ${day(latest.happenedOn)}` : nothing
export const sayLate = (days: number) => `${days} ${days === 1 ? 'day' : 'days'} late`
