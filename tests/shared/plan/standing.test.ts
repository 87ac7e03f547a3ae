import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  byAction,
  byUrgency,
  countStatuses,
  isOffTrack,
  logOf,
  standingOf,
} from '../../../shared/plan/standing.ts'
import type { Standing } from '../../../shared/plan/standing.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Status, Update } from '../../../shared/plan/update.ts'

const today = '2026-11-22'
const due = (dueOn: string) => ({ timescale: { means: 'due' as const, words: '', dueOn } })
const undated = { timescale: { means: 'none' as const, words: 'Ongoing' } }

let serial = 0
const wrote = (status: Status, on: string, more: Partial<Update> & { id?: string } = {}) => ({
  id: `u-${++serial}`,
  actionId: 'action',
  status,
  note: '',
  reached: null,
  happenedOn: on,
  byId: 'pcso',
  recordedAt: `${on}T12:00:00.000Z`,
  ...more,
})

describe('the status of an action', () => {
  test('an action nobody has written about is not started', () => {
    expect(standingOf(undated, [], today)).toEqual({
      status: 'not started',
      latest: null,
      dueOn: null,
      daysLate: 0,
      isDueSoon: false,
      isBlocked: false,
      isSilent: false,
      reached: null,
      milestones: { done: 0, all: 0 },
    })
  })

  test('the entry about the latest day counts, whichever was typed in last', () => {
    const log = [
      wrote('blocked', '2026-11-20', { recordedAt: '2026-11-22T09:00:00.000Z' }),
      wrote('on track', '2026-11-21'),
    ]
    expect(standingOf(undated, log, today).status).toBe('on track')
    expect(standingOf(undated, [...log].reverse(), today).status).toBe('on track')
  })

  test('of two entries about one day the one recorded later counts', () => {
    const log = [
      wrote('at risk', '2026-11-21', { recordedAt: '2026-11-21T16:00:00.000Z' }),
      wrote('on track', '2026-11-21', { recordedAt: '2026-11-21T09:00:00.000Z' }),
    ]
    expect(standingOf(undated, log, today).latest).toBe(log[0])
  })

  test('two entries of one moment stand in the same order on every phone', () => {
    const log = [wrote('at risk', today, { id: 'b' }), wrote('blocked', today, { id: 'a' })]
    expect(logOf(log)).toEqual(logOf([...log].reverse()))
  })

  test('an entry that was corrected counts no more, neither its status nor the people it reached', () => {
    const log = [
      wrote('on track', '2026-11-01', { reached: 30 }),
      wrote('completed', '2026-11-20', { id: 'wrong', reached: 500 }),
      wrote('at risk', '2026-11-02', { supersedes: 'wrong', reached: 5 }),
    ]
    expect(standingOf(undated, log, today)).toMatchObject({ status: 'at risk', reached: 35 })
  })

  test('a correction of a correction leaves only the last word', () => {
    const log = [
      wrote('completed', '2026-11-20', { id: 'first', reached: 1 }),
      wrote('blocked', '2026-11-19', { id: 'second', supersedes: 'first', reached: 2 }),
      wrote('at risk', '2026-11-18', { supersedes: 'second', reached: 4 }),
    ]
    expect(standingOf(undated, log, today)).toMatchObject({ status: 'at risk', reached: 4 })
  })

  test.each<[reached: (number | null)[], total: number | null]>([
    [[], null],
    [[null, null], null],
    [[null, 0], 0],
    [[30, null, 12], 42],
  ])('counts of %j reach %s', (counts, total) => {
    const log = counts.map((reached) => wrote('on track', today, { reached }))
    expect(standingOf(undated, log, today).reached).toBe(total)
  })

  test('updates are told apart by the action they count for, and none is lost', () => {
    const log = [wrote('on track', today), wrote('blocked', today, { actionId: 'other' })]
    const merged = wrote('at risk', today, { actionId: 'gone' })
    const groups = byAction([...log, merged], new Map([['gone', 'action']]))
    expect(groups.get('action')).toEqual([log[0], merged])
    expect(groups.get('other')).toEqual([log[1]])
    expect(groups.has('gone')).toBe(false)
  })
})

describe('days late', () => {
  test.each<[dueOn: string, status: Status, days: number]>([
    ['2026-11-23', 'on track', 0],
    ['2026-11-22', 'on track', 0],
    ['2026-11-21', 'on track', 1],
    ['2026-10-24', 'on track', 29],
    ['2025-11-22', 'not started', 365],
    ['2026-11-21', 'blocked', 1],
    ['2026-11-21', 'ongoing', 1],
    ['2026-11-21', 'completed', 0],
    ['2026-11-21', 'withdrawn', 0],
  ])('due on %s and %s: %d', (dueOn, status, days) => {
    const { daysLate } = standingOf(due(dueOn), [wrote(status, '2026-11-01')], today)
    expect(daysLate).toBe(days)
  })

  test('what has no date is never late', () => {
    expect(standingOf(undated, [], '2999-01-01').daysLate).toBe(0)
  })

  test.each<[status: Status, daysLate: number, isOff: boolean]>([
    ['on track', 0, false],
    ['on track', 1, true],
    ['at risk', 0, true],
    ['blocked', 0, true],
    ['completed', 0, false],
    ['ongoing', 0, false],
  ])('%s and %d days late is off track: %s', (status, daysLate, isOff) => {
    expect(isOffTrack(stood(status, null, daysLate))).toBe(isOff)
  })
})

const stood = (status: Status, dueOn: string | null = null, daysLate = 0): Standing => ({
  ...standingOf(undated, [wrote(status, '2026-11-01')], today),
  dueOn,
  daysLate,
})

describe('most urgent first', () => {
  test('blocked, late (longest first), at risk, by date, without a date, ongoing, finished', () => {
    const inOrder = [
      stood('blocked', '2026-11-01', 21),
      stood('blocked', '2026-12-01'),
      stood('on track', '2026-11-02', 20),
      stood('at risk', '2026-11-21', 1),
      stood('at risk', '2026-12-24'),
      stood('at risk'),
      stood('not started', '2026-11-22'),
      stood('on track', '2026-11-23'),
      stood('on track'),
      stood('ongoing', '2026-11-22'),
      stood('completed', '2020-01-01'),
      stood('withdrawn'),
    ]
    expect([...inOrder].reverse().sort(byUrgency)).toEqual(inOrder)
  })

  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10))
  const standing = fc
    .tuple(fc.constantFrom(...statuses), fc.option(day))
    .map(([status, on]) => standingOf(on ? due(on) : undated, [wrote(status, '2026-11-01')], today))

  test('turning two around turns the answer around', () => {
    fc.assert(
      fc.property(standing, standing, (a, b) => {
        expect(Math.sign(byUrgency(a, b)) + Math.sign(byUrgency(b, a))).toBe(0)
      }),
    )
  })

  test('what comes before the second comes before the third', () => {
    fc.assert(
      fc.property(standing, standing, standing, (a, b, c) => {
        const [first, second, third] = [a, b, c].sort(byUrgency)
        if (!first || !second || !third) throw new Error('one got lost')
        expect(byUrgency(first, second)).toBeLessThanOrEqual(0)
        expect(byUrgency(second, third)).toBeLessThanOrEqual(0)
        expect(byUrgency(first, third)).toBeLessThanOrEqual(0)
        if (byUrgency(first, third) === 0) expect(byUrgency(first, second)).toBe(0)
      }),
    )
  })

  test('what is finished comes after everything that is not', () => {
    const isClosed = ({ status }: Standing) => status === 'completed' || status === 'withdrawn'
    fc.assert(
      fc.property(standing, standing, (a, b) => {
        fc.pre(isClosed(a) && !isClosed(b))
        expect(byUrgency(a, b)).toBeGreaterThan(0)
      }),
    )
  })
})

describe('counting', () => {
  test('every action is counted once, and every status is there', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statuses)), (list) => {
        const counts = countStatuses(list.map((status) => ({ status })))
        expect(Object.keys(counts)).toEqual([...statuses])
        expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(list.length)
        for (const status of statuses)
          expect(counts[status]).toBe(list.filter((it) => it === status).length)
      }),
    )
  })
})
