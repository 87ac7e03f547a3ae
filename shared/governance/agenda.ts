import type { Action } from '../plan/action.ts'
import type { Barrier } from '../plan/barrier.ts'
import type { Plan } from '../plan/plan.ts'
import type { Request } from '../plan/request.ts'
import type { Standing } from '../plan/standing.ts'
import type { Meeting } from './meeting.ts'
import type { Minute } from './minute.ts'
import type { Stored } from './planRows.ts'

/** The sections of an agenda, in the order a meeting takes them. */
export const agendaSections = [
  'Matters arising',
  'Overdue',
  'Blocked, and barriers to decide on',
  'Off target',
  'Two people disagree',
  'Risks due for review',
  'Waiting for approval',
  'Asked and not answered',
] as const
export type AgendaSection = (typeof agendaSections)[number]

export interface AgendaItem {
  section: AgendaSection
  /** The row it is about, which its minute will name. */
  kind: 'minute' | 'action' | 'barrier' | 'indicator' | 'plan' | 'risk'
  id: string
  heading: string
  /** Why it is here, in a few words. */
  because: string
  /** The plan it stands in; null for what the meeting itself said. */
  planId: string | null
}

/** What there is, on the phone of whoever looks. */
export interface Ground {
  plans: readonly Stored<Plan>[]
  actions: readonly { action: Stored<Action>; standing: Standing }[]
  barriers: readonly Stored<Barrier>[]
  indicators: readonly { id: string; label: string; planId: string; rag: string; reason: string }[]
  /** Open questions between two people, by the row they are about. */
  conflicts: readonly { id: string; heading: string; planId: string }[]
  risks: readonly { id: string; heading: string; planId: string; reviewOn: string | null }[]
  /** Plans that wait for the board, and what they wait for. */
  waiting: readonly { planId: string; because: string }[]
  requests: readonly Stored<Request>[]
  meetings: readonly Stored<Meeting>[]
  minutes: readonly Stored<Minute>[]
}
