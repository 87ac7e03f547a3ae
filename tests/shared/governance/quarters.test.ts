import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresOf } from '../../../shared/governance/figuresOf.ts'
import { quartersOf } from '../../../shared/governance/quarters.ts'
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
  const standing = (status: 'on track' | 'blocked' | 'completed', daysLate = 0) => ({
    ...{ status, daysLate, latest: null, dueOn: null, reached: null },
    ...{ isDueSoon: false, isBlocked: status === 'blocked', isSilent: false },
    milestones: { done: 0, all: 0 },
  })
  const text = figuresOf({
    standings: [standing('on track'), standing('blocked', 3), standing('completed')],
    targets: [
      { label: 'Burglary', rag: 'red' },
      { label: 'Arson', rag: 'grey' },
    ],
    openBarriers: 1,
    openRisks: 2,
  })
  expect(text.split('\n')).toEqual([
    '3 actions: 1 on track, 1 blocked, 1 completed.',
    '1 late, 1 off track in all.',
    '2 targets: 0 on target, 0 close, 1 off target, 1 too early to say.',
    'Off target: Burglary.',
    '1 open barrier, 2 open risks.',
  ])
})
