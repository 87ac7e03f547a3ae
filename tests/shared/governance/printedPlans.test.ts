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
const seeded: Held[] = ashford(TODAY)
interface Held {
  kind: Kind
  id: string
  entry: unknown
}
const all = <K extends Kind>(kind: K, held = seeded): Stored<DataOf<K>>[] =>
  held.flatMap((row) => (row.kind === kind ? [{ ...(row.entry as DataOf<K>), id: row.id }] : []))
const inPlan = <T extends { planId: string }>(rows: T[], id: string) =>
  rows.filter(({ planId }) => planId === id)

function rowsOf(planId: string, held = seeded): PlanRows {
  const every = <K extends Kind>(kind: K) => all(kind, held)
  const plan = every('plan').find(({ id }) => id === planId)
  if (!plan) throw new Error(`there is no ${planId}`)
  const priorities = inPlan(every('priority'), planId)
  const actions = inPlan(every('action'), planId)
  return {
    ...{ plan, priorities, actions, indicators: inPlan(every('indicator'), planId) },
    themes: every('theme').filter((it) => priorities.some(({ id }) => id === it.priorityId)),
    milestones: every('milestone').filter((it) => actions.some(({ id }) => id === it.actionId)),
  }
}

function rolled(planId: string, held = seeded) {
  const every = <K extends Kind>(kind: K) => all(kind, held)
  const rows = rowsOf(planId, held)
  const updates = every('update')
  return rollForward({
    rows,
    statusOf: (id) => {
      const action = rows.actions.find((it) => it.id === id)
      const own = updates.filter(({ actionId }) => actionId === id)
      return action ? standingOf(action, own, TODAY).status : 'not started'
    },
    doneMilestoneIds: doneMilestones(updates),
    barriers: inPlan(every('barrier'), planId),
    risks: inPlan(every('risk'), planId),
    ...{ riskReviews: every('riskReview'), observations: every('observation'), editions: [] },
    isHere: (kind, id) => held.some((row) => row.kind === kind && row.id === id),
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

test.each([
  // It was printed before anything was done: nothing in it is closed.
  ['plan-2013-14', '2017-04-01', 4, 0],
  ['plan-2017-18', '2021-04-01', 4, 26],
])(
  '%s is walked forward, year by year, until the next printed one begins on %s',
  (first, until, years, closed) => {
    let held = seeded
    let planId = first
    const printed = rowsOf(first)
    for (let year = 0; year < years; year++) {
      const before = rowsOf(planId, held)
      const { creates, lines, plan, planId: next } = rolled(planId, held)
      held = [...held, ...creates]
      const after = rowsOf(next, held)
      expect(plan.carriedFromId).toBe(planId)
      // Each that goes on leads back to the one before it, once, under the same ref and in the same words.
      const carried = lines.filter(({ kind, what }) => kind === 'action' && what === 'carried')
      expect(after.actions.map(({ carriedFromId }) => carriedFromId).toSorted()).toEqual(
        carried.map(({ id }) => id).toSorted(),
      )
      for (const { ref, text, carriedFromId } of after.actions)
        expect({ ref, text }).toEqual(pick(before.actions.find(({ id }) => id === carriedFromId)))
      // Nobody has recorded anything since: what was not closed in the first year is closed in none.
      if (year > 0) expect(after.actions).toHaveLength(before.actions.length)
      planId = next
    }
    const last = rowsOf(planId, held)
    expect(last.plan.fromOn).toBe(until)
    expect(last.actions).toHaveLength(printed.actions.length - closed)
    expect(new Set(held.map(({ id }) => id)).size).toBe(held.length)
  },
)
const pick = (action?: { ref: string; text: string }) =>
  action && { ref: action.ref, text: action.text }

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
