import type { Action } from '../plan/action.ts'
import type { Barrier } from '../plan/barrier.ts'
import { dueOn } from '../plan/due.ts'
import type { Request } from '../plan/request.ts'
import { addDays, daysBetween, sayDate } from '../words/dates.ts'
import type { AgendaItem, AgendaSection, Ground } from './agenda.ts'
import type { Meeting } from './meeting.ts'
import { meetingBefore } from './meetingFor.ts'
import type { Stored } from './planRows.ts'

/** The sections of an agenda that take more than a filter. */
type Listed = Ground['actions'][number]

const itemOf = (section: AgendaSection, { action }: Listed, because: string): AgendaItem => ({
  ...{ section, kind: 'action', id: action.id, planId: action.planId },
  ...{ heading: `${action.ref} ${action.text}`, because },
})

/** What the last meeting decided, and what became of the actions that arose from it. */
export function arising(
  meeting: Stored<Meeting>,
  { meetings, minutes, actions }: Ground,
): AgendaItem[] {
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

/** What has been late for months is said by its day: nobody counts thousands of days. */
const sayLate = (days: number, today: string) =>
  days > 60
    ? `Late since ${sayDate(addDays(today, -days), today)}`
    : `${days} ${days === 1 ? 'day' : 'days'} late`

export const overdue = (actions: readonly Listed[], today: string) =>
  actions
    .filter(({ standing }) => standing.daysLate > 0 && standing.status !== 'blocked')
    .toSorted((a, b) => b.standing.daysLate - a.standing.daysLate)
    .map((it) => itemOf('Overdue', it, sayLate(it.standing.daysLate, today)))

export function blocked(
  actions: readonly Listed[],
  barriers: readonly Stored<Barrier>[],
  today: string,
): AgendaItem[] {
  const section = 'Blocked, and barriers to decide on'
  const open = barriers.filter(({ clearedOn, decision }) => !clearedOn && !decision)
  return [
    ...actions
      .filter(({ standing }) => standing.status === 'blocked')
      .map((it) => {
        const late = it.standing.daysLate > 0 ? ` · ${sayLate(it.standing.daysLate, today)}` : ''
        return itemOf(section, it, `${it.standing.latest?.note || 'Blocked'}${late}`)
      }),
    ...open.map(({ id, text, needs, planId }): AgendaItem => {
      const because = needs ? `Needs: ${needs}` : 'A barrier without a decision'
      return { section, kind: 'barrier', id, heading: text, because, planId }
    }),
  ]
}

/** A request is answered by any entry recorded after it. An action asked about twice stands once. */
export function unanswered(
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
