import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresOf } from '../../../shared/figures/kept.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import type { Rows } from '../../../shared/figures/rows.ts'
import { quartersOf } from '../../../shared/governance/quarters.ts'
import { sayFigures } from '../../../shared/governance/sayFigures.ts'
import type { Status } from '../../../shared/plan/update.ts'
import { addDays } from '../../../shared/words/dates.ts'

test.each<[from: string, to: string, quarters: string[]]>([
  [
    '2026-04-01',
    '2027-03-31',
    [
      '2026-Q1 Apr to Jun 2026',
      '2026-Q2 Jul to Sep 2026',
      '2026-Q3 Oct to Dec 2026',
      '2026-Q4 Jan to Mar 2027',
    ],
  ],
  ['2026-04-01', '2026-08-31', ['2026-Q1 Apr to Jun 2026', '2026-Q2 Jul to Aug 2026']],
  ['2026-12-01', '2027-02-28', ['2026-Q1 Dec 2026 to Feb 2027']],
  ['2026-04-01', '2026-04-30', ['2026-Q1 Apr 2026']],
])('a plan from %s to %s has the quarters %j', (fromOn, toOn, said) => {
  // Node 24 and Chromium abbreviate September as "Sept".
  const found = quartersOf({ fromOn, toOn }).map(({ id, label }) => `${id} ${label}`)
  expect(found.map((it) => it.replace('Sept', 'Sep'))).toEqual(said)
})

test('the fifth quarter of a rolling plan is the first of its second year', () => {
  const ids = quartersOf({ fromOn: '2026-04-01', toOn: '2029-03-31' }).map(({ id }) => id)
  expect(ids).toHaveLength(12)
  expect(ids[4]).toBe('2027-Q1')
  expect(ids[11]).toBe('2028-Q4')
})

const day = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2010-01-01', days))

test('quarters cover a plan without a gap, and no two are called the same', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 4000 }), (fromOn, length) => {
      const toOn = addDays(fromOn, length)
      const quarters = quartersOf({ fromOn, toOn })
      expect(quarters[0]?.fromOn).toBe(fromOn)
      expect(quarters.at(-1)?.toOn).toBe(toOn)
      expect(new Set(quarters.map(({ id }) => id)).size).toBe(quarters.length)
      for (const [at, { fromOn: next }] of quarters.slice(1).entries())
        expect(next).toBe(addDays(quarters[at]?.toOn ?? '', 1))
    }),
  )
})

test('the figures of a quarter are sentences that stand by themselves', () => {
  const due = { means: 'due' as const, words: '', dueOn: '2026-11-19' }
  const action = (id: string) => ({
    ...{ id, planId: 'plan', priorityId: 'p', themeId: 't', ref: id, text: id, order: 1 },
    ...{ leadAgencyId: null, stakeholderIds: [], ownerIds: [], wardIds: [], reachTarget: null },
    timescale: due,
  })
  const by = { byId: 'm', recordedAt: '2026-11-01T09:00:00.000Z' }
  const wrote = (actionId: string, status: Status) => ({
    ...{ id: `u-${actionId}`, actionId, status, note: '', reached: null, ...by },
    happenedOn: '2026-11-01',
  })
  const period = { from: '2026-04-01', to: '2027-03-31' }
  const target = (id: string) => ({
    ...{ id, planId: 'plan', priorityId: null, label: id, order: 1, sourceAgencyId: null, period },
    ...{ unit: 'count' as const, polarity: 'lower' as const, baseline: null },
    rule: { kind: 'at-most' as const, value: 10 },
  })
  const rows: Rows = {
    plan: [
      {
        ...{ id: 'plan', title: 'Plan', kind: 'annual', state: 'approved' },
        ...{ fromOn: '2026-04-01', toOn: '2027-03-31' },
      },
    ],
    action: [action('a'), action('b'), action('c')].map((it) =>
      it.id === 'a' ? { ...it, timescale: { means: 'none', words: '' } } : it,
    ),
    update: [wrote('a', 'on track'), wrote('b', 'blocked'), wrote('c', 'completed')],
    indicator: [target('burglary'), target('arson')],
    observation: [
      {
        id: 'o',
        indicatorId: 'burglary',
        byId: 'm',
        value: 90,
        from: '2026-04-01',
        to: '2026-04-30',
      },
    ],
    barrier: [{ id: 'b-1', planId: 'plan', text: 'x', raisedOn: '2026-11-01', ...by }],
  }
  const figures = figuresOf(rows, { ...plainQuestion('2026-11-22'), planId: 'plan' })
  const labelOf = (id: string) => (id === 'burglary' ? 'Burglary' : 'Arson')
  expect(sayFigures(figures, labelOf, 2).split('\n')).toEqual([
    '3 actions: 1 on track, 1 blocked, 1 completed.',
    '1 late, 1 off track in all.',
    '2 targets: 0 on target, 0 close, 1 off target, 1 too early to say.',
    'Off target: Burglary.',
    '1 open barrier, 2 open risks.',
  ])
})
