import { dueOn } from '../plan/due.ts'
import type { Action } from '../plan/action.ts'
import type { Barrier } from '../plan/barrier.ts'
import type { Plan } from '../plan/plan.ts'
import type { Request } from '../plan/request.ts'
import type { Standing } from '../plan/standing.ts'
import type { Group } from '../partnership/group.ts'
import { daysBetween, sayDate } from '../words/dates.ts'
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

/** Groups that look at everything: they have no plan of their own. */
const overAll: readonly Group['kind'][] = ['board', 'performance group', 'community safety unit']

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
    ...overdue(actions),
    ...blocked(actions, inPlans(ground.barriers)),
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

type Listed = Ground['actions'][number]

const itemOf = (section: AgendaSection, { action }: Listed, because: string): AgendaItem => ({
  ...{ section, kind: 'action', id: action.id, planId: action.planId },
  ...{ heading: `${action.ref} ${action.text}`, because },
})

/** What the last meeting decided, and what became of the actions that arose from it. */
function arising(meeting: Stored<Meeting>, { meetings, minutes, actions }: Ground): AgendaItem[] {
  const before = meetingBefore(meeting, meetings)
  if (!before) return []
  return minutes
    .filter(
      ({ meetingId, decision, actionId }) => meetingId === before.id && (decision || actionId),
    )
    .toSorted((a, b) => a.order - b.order)
    .map(({ id, heading, decision, actionId }): AgendaItem => {
      const own = actions.find(({ action }) => action.id === actionId)
      const so = own ? `its action is ${own.standing.status}` : ''
      return {
        ...{ section: 'Matters arising', kind: 'minute', id, heading, planId: null },
        because: [decision && `Decided: ${decision}`, so].filter(Boolean).join(' · ') || 'Action',
      }
    })
}

const days = (count: number) => (count === 1 ? '1 day late' : `${count} days late`)

const overdue = (actions: readonly Listed[]) =>
  actions
    .filter(({ standing }) => standing.daysLate > 0 && standing.status !== 'blocked')
    .toSorted((a, b) => b.standing.daysLate - a.standing.daysLate)
    .map((it) => itemOf('Overdue', it, days(it.standing.daysLate)))

function blocked(actions: readonly Listed[], barriers: readonly Stored<Barrier>[]): AgendaItem[] {
  const section = 'Blocked, and barriers to decide on'
  const open = barriers.filter(({ clearedOn, decision }) => !clearedOn && !decision)
  return [
    ...actions
      .filter(({ standing }) => standing.status === 'blocked')
      .map((it) => {
        const late = it.standing.daysLate > 0 ? ` · ${days(it.standing.daysLate)}` : ''
        return itemOf(section, it, `${it.standing.latest?.note || 'Blocked'}${late}`)
      }),
    ...open.map(({ id, text, needs, planId }): AgendaItem => {
      const because = needs ? `Needs: ${needs}` : 'A barrier without a decision'
      return { section, kind: 'barrier', id, heading: text, because, planId }
    }),
  ]
}

/** A request is answered by any entry recorded after it. An action asked about twice stands once. */
function unanswered(
  actions: readonly Listed[],
  requests: readonly Stored<Request>[],
  today: string,
): AgendaItem[] {
  return actions.flatMap((it) => {
    const asked = requests
      .filter(({ actionId }) => actionId === it.action.id)
      .filter(({ recordedAt }) => recordedAt > (it.standing.latest?.recordedAt ?? ''))
      .map(({ recordedAt }) => recordedAt.slice(0, 10))
      .sort()[0]
    if (!asked) return []
    const lapse = Math.max(0, daysBetween(asked, today))
    const because = `Asked ${sayDate(asked, today)}${lapse > 0 ? `, ${lapse === 1 ? '1 day' : `${lapse} days`} ago` : ''}`
    return [itemOf('Asked and not answered', it, because)]
  })
}

/** The next date of an action as a meeting says it; empty where there is none. */
export const dueWords = (action: Pick<Action, 'timescale'>, today: string) => {
  const on = dueOn(action.timescale)
  return on ? sayDate(on, today) : action.timescale.words
}
