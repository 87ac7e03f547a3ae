import type { Approval } from '../../../shared/governance/approval.ts'
import type { PlanRows, Stored } from '../../../shared/governance/planRows.ts'
import type { YearEnd } from '../../../shared/governance/forward/yearEnd.ts'
import type { Action } from '../../../shared/plan/action.ts'
import type { Plan } from '../../../shared/plan/plan.ts'
import type { Status } from '../../../shared/plan/update.ts'

export const plan = (more: Partial<Plan> = {}): Stored<Plan> => ({
  ...{ id: 'plan-1', title: 'Partnership plan 2021/22', kind: 'annual', state: 'approved' },
  ...{ fromOn: '2021-04-01', toOn: '2022-03-31' },
  ...more,
})

export const action = (id: string, more: Partial<Action> = {}): Stored<Action> => ({
  ...{ id, planId: 'plan-1', priorityId: 'priority-1', themeId: 'theme-1', ref: id, text: id },
  ...{ leadAgencyId: null, stakeholderIds: [], ownerIds: [], wardIds: [], reachTarget: null },
  ...{ timescale: { means: 'none', words: '' }, order: 1 },
  ...more,
})

export const rows = (more: Partial<PlanRows> = {}): PlanRows => ({
  plan: plan(),
  priorities: [
    {
      ...{ id: 'priority-1', planId: 'plan-1', kind: 'priority', title: 'Burglary' },
      ...{ order: 1, leadAgencyId: null },
    },
  ],
  themes: [{ id: 'theme-1', priorityId: 'priority-1', label: 'Prevent', order: 1, fourP: null }],
  ...{ actions: [], milestones: [], indicators: [] },
  ...more,
})

type Ending = Partial<Omit<YearEnd, 'rows' | 'statusOf'>> & {
  rows?: Partial<PlanRows>
  statuses?: Record<string, Status>
}

export const yearEnd = ({ rows: given, statuses = {}, ...more }: Ending = {}): YearEnd => ({
  rows: rows(given),
  statusOf: (id) => statuses[id] ?? 'not started',
  doneMilestoneIds: new Set(),
  ...{ barriers: [], risks: [], riskReviews: [], observations: [], editions: [] },
  isHere: () => true,
  attempt: 0,
  ...more,
})

/** A step at an hour of one day, as "returned 2 board 10": which, round, by whom, when. */
export function step(said: string): Approval & { id: string } {
  const found = /^(.+?) (\d+) (\S+) (\d+)(?: (\S+))?$/.exec(said)
  const [, name = '', round = '', byId = '', hour = '', quarter] = found ?? []
  return {
    ...{ id: `${name}-${round}-${byId}-${hour}`.replaceAll(' ', '-'), planId: 'plan-1' },
    ...{ step: name as Approval['step'], round: Number(round), byId, quarter: quarter ?? null },
    recordedAt: `2026-05-01T${hour.padStart(2, '0')}:00:00.000Z`,
  }
}
