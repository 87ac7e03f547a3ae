import type { Approval } from '../governance/approval.ts'
import type { Event } from '../event/event.ts'
import type { FindingStanding } from '../finding/standing.ts'
import type { Action } from '../plan/action.ts'
import type { Barrier } from '../plan/barrier.ts'
import type { Plan } from '../plan/plan.ts'
import type { Request } from '../plan/request.ts'
import type { Standing } from '../plan/standing.ts'

/** Why somebody is reminded, in the order in which it matters. */
export const whys = [
  'asked',
  'late',
  'barrier',
  'decided',
  'approval',
  'event',
  'finding',
  'due',
  'silent',
] as const
export type Why = (typeof whys)[number]

/** One thing that waits for one member. Nothing of it is stored: it is worked out from the rows. */
export interface Reminder {
  why: Why
  /** Names it for as long as it is the same reminder: an action that is late again has another. */
  key: string
  /** The row it is about: an action, a barrier, a plan, an event or a finding, by `why`. */
  id: string
  planId: string | null
  actionId: string | null
  /** As printed in the plan; empty where there is none. */
  ref: string
  /** What the row says of itself, in the words somebody typed. */
  text: string
  /** The day it is about: due, held, asked, decided; null where there is none. */
  onDate: string | null
  /** Marked so, or shared with a group alone: a letter says that it is there and not what it says. */
  isSensitive: boolean
}

export type Stored<T> = T & { id: string }

/** An action with how it stands today, as every list of actions has it. */
export interface ListedAction {
  action: Stored<Action>
  standing: Standing
  asked: Stored<Request> | null
}

/** A finding with how it stands today and where it is, in words: empty where nobody said. */
export interface FoundAt {
  standing: FindingStanding
  where: string
}

/** What reminders are worked out from: rows that their reader may see, in any order. */
export interface Grounds {
  listed: readonly ListedAction[]
  /** Where what is said of a merged action counts. */
  targets: ReadonlyMap<string, string>
  plans: readonly Stored<Plan>[]
  barriers: readonly Stored<Barrier>[]
  approvals: readonly Stored<Approval>[]
  events: readonly Stored<Event>[]
  findings: readonly FoundAt[]
}
