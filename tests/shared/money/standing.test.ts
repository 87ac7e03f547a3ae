import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { Award } from '../../../shared/money/award.ts'
import { Fund } from '../../../shared/money/fund.ts'
import type { PlanToServe } from '../../../shared/money/serves.ts'
import type { Spent } from '../../../shared/money/spending.ts'
import { evaluationDue, standFund } from '../../../shared/money/standing.ts'

const today = '2026-11-22'
const fund = (more: Partial<Fund> = {}): Fund & { id: string } => ({
  id: 'fund-1',
  ...{ planId: 'plan-1', kind: 'grant', title: 'Commissioner’s grant', pence: 1_000_000 },
  ...more,
})
const award = (id: string, pence: number | null, actionIds = ['action-1']) => ({
  ...{ id, fundId: 'fund-1', title: id, actionIds, pence },
})
const spent = (id: string, awardId: string, pence: number, spentOn = '2026-05-01'): Spent => ({
  ...{ id, awardId, what: id, pence, spentOn, byId: 'member-1' },
  recordedAt: '2026-05-01T09:00:00.000Z',
})

const actions: Record<
  string,
  { priorityId: string; alsoPriorityIds?: string[]; mergedIntoId?: string }
> = {
  'action-1': { priorityId: 'priority-1' },
  'action-lost': { priorityId: 'priority-gone' },
  'action-also': { priorityId: 'priority-gone', alsoPriorityIds: ['priority-1'] },
  'action-merged': { priorityId: 'priority-gone', mergedIntoId: 'action-1' },
  'action-round': { priorityId: 'priority-gone', mergedIntoId: 'action-about' },
  'action-about': { priorityId: 'priority-gone', mergedIntoId: 'action-round' },
  'action-off': { priorityId: 'priority-1' },
}
const plan: PlanToServe = {
  action: (id) => actions[id],
  hasPriority: (id) => id === 'priority-1',
  isWithdrawn: (id) => id === 'action-off',
}
const kinds = (concerns: { kind: string }[]) => concerns.map(({ kind }) => kind)

describe('a fund', () => {
  test('sums are exact, and what is left follows from them', () => {
    const { awardedPence, spentPence, toAwardPence, awards, concerns } = standFund(
      fund(),
      [award('a', 600_010), award('b', 300_020), { ...award('c', 5), fundId: 'fund-2' }],
      [spent('s', 'a', 100_001), spent('t', 'b', 29), spent('u', 'c', 5)],
      plan,
      today,
    )
    expect([awardedPence, spentPence, toAwardPence]).toEqual([900_030, 100_030, 99_970])
    expect(awards.map(({ leftPence }) => leftPence)).toEqual([500_009, 299_991])
    expect(concerns).toEqual([])
  })

  test.each([
    ['to the penny', 400_000, []],
    ['by a penny too much', 400_001, ['over-awarded']],
  ])('a grant given away %s', (_, second, concerns) => {
    const standing = standFund(fund(), [award('a', 600_000), award('b', second)], [], plan, today)
    expect(kinds(standing.concerns)).toEqual(concerns)
  })

  test('a grant spent twice over is said with both sums and the way out', () => {
    const { concerns, awards } = standFund(
      fund(),
      [award('a', 1_000_000)],
      [spent('s', 'a', 1_000_000), spent('t', 'a', 1_000_000)],
      plan,
      today,
    )
    expect(concerns[0]?.text).toBe('£20,000 is spent out of £10,000: £10,000 more than there is.')
    expect(awards[0]?.concerns[0]?.text).toMatch(/£10,000 too much\. Correct an entry/)
  })

  test('a sum nobody has said is asked for, and is not nothing', () => {
    const { toAwardPence, awards, concerns } = standFund(
      fund({ pence: null }),
      [award('a', null)],
      [spent('s', 'a', 5)],
      plan,
      today,
    )
    expect([toAwardPence, awards[0]?.leftPence]).toEqual([null, null])
    expect(kinds(concerns)).toEqual(['no-sum'])
    expect(kinds(awards[0]?.concerns ?? [])).toEqual(['no-sum'])
  })

  test('a correction that moves a purchase to another award leaves the first', () => {
    const moved = { ...spent('t', 'b', 500), supersedes: 's' }
    const { awards } = standFund(
      fund(),
      [award('a', 500), award('b', 500)],
      [spent('s', 'a', 500), moved],
      plan,
      today,
    )
    expect(awards.map(({ spentPence }) => spentPence)).toEqual([0, 500])
  })

  test('spending before it began or after it ended is shown; its first and last day are inside', () => {
    const bounds = { fromOn: '2026-04-01', toOn: '2026-10-31', evaluation: 'Written.' }
    const days = ['2026-03-31', '2026-04-01', '2026-10-31', '2026-11-01']
    const { awards } = standFund(
      fund(bounds),
      [award('a', 100)],
      days.map((on, at) => spent(`s${at}`, 'a', 1, on)),
      plan,
      today,
    )
    expect(awards[0]?.concerns.map(({ text }) => text)).toEqual([
      '£0.02 was spent outside the time of the grant. Check the days.',
    ])
  })
})

describe('a grant whose actions serve no priority is flagged', () => {
  test.each([
    ['an action under a priority', ['action-1'], []],
    ['an action that also serves one', ['action-also'], []],
    ['an action merged into one under a priority', ['action-merged'], []],
    ['one that serves and one that does not', ['action-lost', 'action-1'], []],
    ['no action at all', [], ['serves-none']],
    ['an action whose priority is gone', ['action-lost'], ['serves-none']],
    ['an action that is not there', ['action-nowhere'], ['serves-none']],
    ['two actions merged into each other', ['action-round'], ['serves-none']],
    ['withdrawn actions alone', ['action-off'], ['serves-none']],
    ['a withdrawn one and another', ['action-off', 'action-1'], []],
  ])('%s', (_, actionIds, concerns) => {
    const { awards } = standFund(fund(), [award('a', 1, actionIds)], [], plan, today)
    expect(kinds(awards[0]?.concerns ?? [])).toEqual(concerns)
  })

  test('a grant of which nothing is awarded serves none; a budget may wait', () => {
    expect(kinds(standFund(fund(), [], [], plan, today).concerns)).toEqual(['serves-none'])
    expect(standFund(fund({ kind: 'fund' }), [], [], plan, today).concerns).toEqual([])
  })
})

describe('the evaluation at the end', () => {
  test.each([
    [{ evaluationDueOn: '2026-12-23' }, null],
    [{ evaluationDueOn: '2026-12-22' }, 'The evaluation is due in 30 days.'],
    [{ evaluationDueOn: '2026-11-23' }, 'The evaluation is due in 1 day.'],
    [{ evaluationDueOn: '2026-11-22' }, 'The evaluation is due today.'],
    [{ evaluationDueOn: '2026-11-21' }, 'The evaluation is 1 day late. Write what came of it.'],
    [{ evaluationDueOn: '2026-11-01', evaluation: 'Fewer thefts.' }, null],
    [
      { evaluationDueOn: '2026-11-01', evaluation: '  ' },
      'The evaluation is 21 days late. Write what came of it.',
    ],
    [{ toOn: '2026-11-21' }, 'The grant has ended and nobody has written what came of it.'],
    [{ toOn: '2026-11-22' }, null],
    [{}, null],
  ])('%j: %s', (given, said) =>
    expect(evaluationDue({ kind: 'grant', ...given }, today)).toBe(said),
  )
})

test('money that a plan names without saying how much fits, and parts of a penny do not', () => {
  const named = { planId: 'plan-1', kind: 'grant', title: 'Named in the plan' }
  expect(v.is(Fund, named)).toBe(true)
  expect(v.is(Award, { fundId: 'fund-1', title: 'A post', actionIds: [] })).toBe(true)
  expect(v.is(Fund, { ...named, pence: 0.5 })).toBe(false)
  expect(v.is(Fund, { ...named, pence: -1 })).toBe(false)
})
