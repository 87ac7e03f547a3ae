import { expect, test } from 'vitest'
import { comparePlans } from '../../../shared/governance/comparePlans.ts'
import { doneMilestones, rollForward } from '../../../shared/governance/forward/rollForward.ts'
import { frozenRows, partsOf } from '../../../shared/governance/freeze.ts'
import type { PlanRows, Stored } from '../../../shared/governance/planRows.ts'
import type { DataOf, Kind } from '../../../shared/kinds.ts'
import { standingOf } from '../../../shared/plan/standing.ts'
import { ashford } from '../../fixtures/ashford/index.ts'

/** The printed plans, as the demonstration holds them. */
const TODAY = '2026-11-22'
const seeded = ashford(TODAY)
const all = <K extends Kind>(kind: K): Stored<DataOf<K>>[] =>
  seeded.flatMap((row) => (row.kind === kind ? [{ ...(row.entry as DataOf<K>), id: row.id }] : []))
const inPlan = <T extends { planId: string }>(rows: T[], id: string) =>
  rows.filter(({ planId }) => planId === id)

function rowsOf(planId: string): PlanRows {
  const plan = all('plan').find(({ id }) => id === planId)
  if (!plan) throw new Error(`there is no ${planId}`)
  const priorities = inPlan(all('priority'), planId)
  const actions = inPlan(all('action'), planId)
  return {
    ...{ plan, priorities, actions, indicators: inPlan(all('indicator'), planId) },
    themes: all('theme').filter((it) => priorities.some(({ id }) => id === it.priorityId)),
    milestones: all('milestone').filter((it) => actions.some(({ id }) => id === it.actionId)),
  }
}

function rolled(planId: string) {
  const rows = rowsOf(planId)
  const updates = all('update')
  return rollForward({
    rows,
    statusOf: (id) => {
      const action = rows.actions.find((it) => it.id === id)
      const own = updates.filter(({ actionId }) => actionId === id)
      return action ? standingOf(action, own, TODAY).status : 'not started'
    },
    doneMilestoneIds: doneMilestones(updates),
    barriers: inPlan(all('barrier'), planId),
    risks: inPlan(all('risk'), planId),
    ...{ riskReviews: all('riskReview'), observations: all('observation'), editions: [] },
    isHere: (kind, id) => seeded.some((row) => row.kind === kind && row.id === id),
    attempt: 0,
  })
}

test.each(all('plan').map(({ id, title }) => [title, id] as const))(
  '%s is rolled forward: every action is carried or closed, and every target has a reason',
  (_title, id) => {
    const { creates, lines, plan } = rolled(id)
    const { actions, indicators } = rowsOf(id)
    const of = (kind: Kind, what: string) =>
      lines.filter((line) => line.kind === kind && line.what === what).length
    expect(of('action', 'carried') + of('action', 'closed')).toBe(actions.length)
    expect(creates.filter(({ kind }) => kind === 'action')).toHaveLength(of('action', 'carried'))
    expect(lines.filter(({ kind }) => kind === 'indicator')).toHaveLength(indicators.length)
    expect(lines.every(({ reason }) => reason !== '')).toBe(true)
    expect(plan.fromOn > (all('plan').find((it) => it.id === id)?.fromOn ?? '')).toBe(true)
    expect(plan.title).not.toBe(all('plan').find((it) => it.id === id)?.title)
  },
)

test('the plan of 2017/18 leaves two of its six targets on anti-social behaviour finished, and its summer count stands by itself', () => {
  const { lines } = rolled('plan-2017-18')
  const ours = all('action').filter(({ priorityId }) => priorityId === 'priority-asb-2017')
  const said = (kind: Kind, isWanted: (id: string) => boolean = () => true) =>
    lines
      .filter((line) => line.kind === kind && isWanted(line.id))
      .map(({ what, reason }) => `${what}: ${reason}`)
  const actions = said('action', (id) => ours.some((it) => it.id === id))
  expect(actions).toHaveLength(6)
  expect(actions.filter((it) => it === 'closed: It is completed')).toHaveLength(2)
  expect(said('indicator')).toContain(
    'carried: Its target stands by itself, and stays; last year came to 563',
  )
})

test('any of them is frozen in a few parts', () => {
  for (const { id } of all('plan')) {
    const parts = partsOf(frozenRows(rowsOf(id)))
    expect(parts.length).toBeGreaterThan(0)
    expect(parts.length).toBeLessThan(12)
  }
})

test('four years apart the two plans share no action, and nothing is made up to join them', () => {
  const comparable = (id: string) => inPlan(all('action'), id)
  const pairs = comparePlans(comparable('plan-2017-18'), comparable('plan-2021-22'))
  expect(pairs.filter(({ is }) => is === 'carried' || is === 'changed')).toEqual([])
})
