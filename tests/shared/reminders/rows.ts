import type { Actor } from '../../../shared/access/may.ts'
import type { Approval } from '../../../shared/governance/approval.ts'
import type { Event } from '../../../shared/event/event.ts'
import type { Finding } from '../../../shared/finding/finding.ts'
import type { FindingStep } from '../../../shared/finding/findingStep.ts'
import { standFindings } from '../../../shared/finding/standing.ts'
import type { Action } from '../../../shared/plan/action.ts'
import type { Barrier } from '../../../shared/plan/barrier.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import type { Request } from '../../../shared/plan/request.ts'
import type { Update } from '../../../shared/plan/update.ts'
import { listActions } from '../../../shared/reminders/listActions.ts'
import type { DeliveryRows } from '../../../shared/reminders/listActions.ts'
import type { Grounds, Stored } from '../../../shared/reminders/reminder.ts'
import { remindersOf } from '../../../shared/reminders/remindersOf.ts'

/** A small district to be reminded of. It is Sunday 22 November 2026. */
export const today = '2026-11-22'

export const me = (more: Partial<Actor> = {}): Actor => ({
  ...{ memberId: 'pcso', role: 'contributor', agencyId: 'police', groupIds: [], wardIds: [] },
  ...{ eventId: null, scopes: null },
  ...more,
})

export const plan = (id = 'plan', more: Partial<Plan> = {}): Stored<Plan> => ({
  ...{ id, title: 'Rolling plan', kind: 'rolling', state: 'approved' },
  ...{ fromOn: '2026-11-01', toOn: '2027-10-31' },
  ...more,
})

export const due = (dueOn: string) => ({ means: 'due' as const, words: `by ${dueOn}`, dueOn })

export const action = (id: string, more: Partial<Action> = {}): Stored<Action> => ({
  ...{ id, planId: 'plan', priorityId: 'priority', themeId: 'theme', ref: '1.1', text: `Do ${id}` },
  ...{ leadAgencyId: 'police', stakeholderIds: [], ownerIds: ['pcso'], wardIds: [] },
  ...{ timescale: { means: 'none', words: 'Ongoing' }, reachTarget: null, order: 1 },
  ...more,
})

export const update = (id: string, on: string, more: Partial<Update> = {}): Stored<Update> => ({
  ...{ id, actionId: 'a', status: 'on track', note: '', reached: null, happenedOn: on },
  ...{ byId: 'pcso', recordedAt: `${on}T12:00:00.000Z` },
  ...more,
})

export const request = (on: string, more: Partial<Request> = {}): Stored<Request> => ({
  ...{ id: `ask-${on}`, actionId: 'a', toIds: ['pcso'], byId: 'manager' },
  recordedAt: `${on}T10:00:00.000Z`,
  ...more,
})

export const barrier = (id: string, more: Partial<Barrier> = {}): Stored<Barrier> => ({
  ...{ id, planId: 'plan', text: 'No keys to the lamp posts', raisedOn: '2026-11-10' },
  ...{ byId: 'pcso', recordedAt: '2026-11-10T10:00:00.000Z' },
  ...more,
})

export const step = (id: string, more: Partial<Approval> = {}): Stored<Approval> => ({
  ...{ id, planId: 'plan', step: 'submitted', round: 1, byId: 'lead' },
  recordedAt: '2026-11-19T10:00:00.000Z',
  ...more,
})

export const event = (id: string, onDate: string, more: Partial<Event> = {}): Stored<Event> => ({
  ...{ id, title: 'Cleansweep', kind: 'Cleansweep', onDate, wardIds: [], agencyIds: ['police'] },
  ...more,
})

export const finding = (id: string, more: Partial<Finding> = {}): Stored<Finding> => ({
  ...{ id, sort: 'graffiti', street: 'Mill Lane', urgency: 'this week', forAgencyId: 'police' },
  ...{ byId: 'lead', recordedAt: '2026-11-12T10:00:00.000Z' },
  ...more,
})

export const findingStep = (
  findingId: string,
  what: FindingStep['step'],
  more: Partial<FindingStep> = {},
): Stored<FindingStep> => ({
  ...{ id: `${what} ${findingId}`, findingId, step: what, byId: 'lead' },
  recordedAt: '2026-11-15T10:00:00.000Z',
  ...more,
})

export type Rows = Partial<DeliveryRows> &
  Partial<Pick<Grounds, 'approvals' | 'events'>> & {
    findings?: Stored<Finding>[]
    findingSteps?: Stored<FindingStep>[]
  }

export function groundsOf(given: Rows, on = today): Grounds {
  const rows: DeliveryRows = {
    ...{ plans: [plan()], actions: [], updates: [], milestones: [], barriers: [], requests: [] },
    ...{ silentDays: null },
    ...given,
  }
  const { plans, barriers } = rows
  const { approvals = [], events = [] } = given
  const findings = standFindings(given.findings ?? [], given.findingSteps ?? [], on).map(
    (standing) => ({ standing, where: standing.finding.street ?? '' }),
  )
  return { ...listActions(rows, on), plans, barriers, approvals, events, findings }
}

export const reminded = (rows: Rows, who = me(), on = today) =>
  remindersOf(groundsOf(rows, on), who, on)

/** "late a", "due b": what somebody is reminded of, in its order. */
export const inShort = (...asked: Parameters<typeof reminded>) =>
  reminded(...asked).map(({ why, id }) => `${why} ${id}`)
