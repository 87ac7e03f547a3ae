import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptedBy } from '../../../shared/plan/acceptance.ts'
import { unanswered } from '../../../shared/plan/asked.ts'
import { mergeTargets } from '../../../shared/plan/merged.ts'
import { milestoneStandings } from '../../../shared/plan/milestones.ts'
import { standingOf } from '../../../shared/plan/standing.ts'
import { statuses } from '../../../shared/plan/status.ts'
import type { Status, Update } from '../../../shared/plan/update.ts'
import { addDays } from '../../../shared/words/dates.ts'

const today = '2026-11-22'
const undated = { timescale: { means: 'none' as const, words: 'Ongoing' } }
const due = (dueOn: string) => ({ timescale: { means: 'due' as const, words: '', dueOn } })
const step = (id: string, dueOn?: string, order = 1) => ({
  ...{ id, actionId: 'action', text: id, order },
  ...(dueOn ? due(dueOn) : undated),
})
let serial = 0
const wrote = (on: string, more: Partial<Update> & { id?: string; status?: Status } = {}) => ({
  ...{ id: `u-${++serial}`, actionId: 'action', status: 'on track' as Status, note: '' },
  ...{ reached: null, happenedOn: on, byId: 'pcso', recordedAt: `${on}T12:00:00.000Z` },
  ...more,
})
const doneIn = (list: ReturnType<typeof milestoneStandings>) =>
  list.flatMap(({ milestone, done }) => (done ? `${milestone.id} by ${done.byId}` : []))

describe('a milestone is done because an entry says so', () => {
  const steps = [step('b', undefined, 2), step('a', undefined, 1)]

  test('who and when come from the entry; the first that says it counts', () => {
    const log = [
      wrote('2026-11-20', { milestoneIds: ['a'], byId: 'warden' }),
      wrote('2026-11-02', { milestoneIds: ['a'] }),
    ]
    expect(doneIn(milestoneStandings(steps, log))).toEqual(['a by pcso'])
    expect(standingOf(undated, log, today, { milestones: steps }).milestones).toEqual({
      ...{ done: 1, all: 2 },
    })
  })

  test('correcting the entry takes the tick back, and another entry may give it again', () => {
    const wrong = wrote('2026-11-20', { milestoneIds: ['a', 'b'] })
    const right = wrote('2026-11-20', { milestoneIds: ['b'], supersedes: wrong.id })
    const log = [wrong, right]
    expect(doneIn(milestoneStandings(steps, log))).toEqual(['b by pcso'])
    const again = wrote('2026-11-21', { milestoneIds: ['a'], byId: 'warden' })
    expect(doneIn(milestoneStandings(steps, [...log, again]))).toEqual(['a by warden', 'b by pcso'])
  })

  test('they stand in their order, and two of one place in the same order on every phone', () => {
    const same = [step('d'), step('c')]
    const ids = (list: typeof same) => milestoneStandings(list, []).map((it) => it.milestone.id)
    expect(ids(same)).toEqual(['c', 'd'])
    expect(ids(same.toReversed())).toEqual(['c', 'd'])
  })

  const entry = fc.record({
    on: fc.integer({ min: 0, max: 40 }).map((n) => addDays(today, -n)),
    ticks: fc.subarray(['a', 'b', 'c']),
    status: fc.constantFrom(...statuses),
    corrects: fc.nat(8),
  })
  const log = fc.array(entry, { maxLength: 8 }).map((entries) =>
    entries.map(({ on, ticks, status, corrects }, at) => ({
      ...wrote(on, { milestoneIds: ticks, status }),
      id: `e-${at}`,
      ...(corrects < at && { supersedes: `e-${corrects}` }),
    })),
  )
  const three = [step('a', addDays(today, 3)), step('b', addDays(today, -3)), step('c')]

  test('the order of rows never matters, to a standing or to a tick', () => {
    fc.assert(
      fc.property(log, fc.func(fc.nat()), (list, dice) => {
        const shuffled = [...list].sort((a, b) => (dice(a.id) ?? 0) - (dice(b.id) ?? 0))
        const around = { milestones: three, sinceOn: '2026-04-01' }
        expect(standingOf(undated, shuffled, today, around)).toEqual(
          standingOf(undated, list, today, around),
        )
        expect(milestoneStandings(three, shuffled)).toEqual(milestoneStandings(three, list))
      }),
    )
  })

  test('what is counted as done is what is shown as done', () => {
    fc.assert(
      fc.property(log, (list) => {
        const { milestones } = standingOf(undated, list, today, { milestones: three })
        expect(milestones.done).toBe(doneIn(milestoneStandings(three, list)).length)
      }),
    )
  })
})

describe('what is expected next', () => {
  test.each<[what: string, own: string | null, steps: string[], next: string | null]>([
    ['the action’s own day', '2026-12-10', [], '2026-12-10'],
    ['a milestone before it', '2026-12-10', ['2026-12-24', '2026-11-20'], '2026-11-20'],
    ['a milestone of an action without a day', null, ['2026-11-30'], '2026-11-30'],
    ['nothing', null, [], null],
  ])('is %s', (_what, own, steps, next) => {
    const milestones = steps.map((on, at) => step(`m-${at}`, on))
    const { dueOn } = standingOf(own ? due(own) : undated, [], today, { milestones })
    expect(dueOn).toBe(next)
  })

  test('a milestone that is done is expected no more', () => {
    const milestones = [step('m', '2026-11-01')]
    const late = standingOf(undated, [wrote('2026-11-20')], today, { milestones })
    expect(late.daysLate).toBe(21)
    const log = [wrote('2026-11-20', { milestoneIds: ['m'] })]
    expect(standingOf(undated, log, today, { milestones })).toMatchObject({
      ...{ daysLate: 0, dueOn: null, milestones: { done: 1, all: 1 } },
    })
  })

  test.each<[dueIn: number, status: Status, isSoon: boolean]>([
    [-1, 'on track', false],
    [0, 'on track', true],
    [14, 'on track', true],
    [15, 'on track', false],
    [3, 'completed', false],
    [3, 'withdrawn', false],
  ])('in %d days and %s is due soon: %s', (dueIn, status, isSoon) => {
    const log = [wrote('2026-11-01', { status })]
    expect(standingOf(due(addDays(today, dueIn)), log, today).isDueSoon).toBe(isSoon)
  })

  test.each<[status: Status, due: string]>([
    ['on track', '2026-12-20'],
    ['ongoing', '2026-12-20'],
    ['not started', '2026-11-20'],
    ['blocked', '2026-11-20'],
  ])('a monthly thing that is %s is next due on %s', (status, expected) => {
    const timescale = { means: 'recurrence', words: '', every: 'month', nextDueOn: '2026-11-20' }
    const log = [wrote('2026-11-19', { status })]
    expect(standingOf({ timescale } as never, log, today).dueOn).toBe(expected)
  })
})

describe('silence', () => {
  const silent = (log: ReturnType<typeof wrote>[], around = {}) =>
    standingOf(undated, log, today, around).isSilent

  test.each<[daysAgo: number, status: Status, is: boolean]>([
    [89, 'on track', false],
    [90, 'on track', true],
    [90, 'not started', true],
    [90, 'completed', false],
    [90, 'withdrawn', false],
  ])('last word %d days ago, %s: silent %s', (daysAgo, status, is) => {
    expect(silent([wrote(addDays(today, -daysAgo), { status })])).toBe(is)
  })

  test('the partnership may choose its own number of days', () => {
    const log = [wrote(addDays(today, -30))]
    expect(silent(log, { silentDays: 30 })).toBe(true)
    expect(silent(log, { silentDays: 31 })).toBe(false)
    expect(silent(log, { silentDays: null })).toBe(false)
  })

  test('where nobody has written anything it is counted from the plan’s first day', () => {
    expect(silent([], { sinceOn: '2026-04-01' })).toBe(true)
    expect(silent([], { sinceOn: '2026-11-01' })).toBe(false)
    expect(silent([], { sinceOn: '2027-04-01' })).toBe(false)
    expect(silent([])).toBe(false)
  })

  test('what is told late, and a correction, break it', () => {
    const old = wrote('2026-03-01')
    expect(silent([{ ...old, recordedAt: '2026-11-01T09:00:00.000Z' }])).toBe(false)
    const mended = wrote('2026-03-01', { recordedAt: '2026-11-01T09:00:00.000Z' })
    expect(silent([old, { ...mended, supersedes: old.id }])).toBe(false)
  })
})

describe('blocked', () => {
  test.each<[status: Status, cleared: (string | null)[], is: boolean]>([
    ['on track', [], false],
    ['blocked', [], true],
    ['on track', [null], true],
    ['on track', ['2026-11-01'], false],
    ['on track', ['2026-11-01', null], true],
    ['blocked', ['2026-11-01'], true],
    ['completed', [null], false],
    ['withdrawn', [null], false],
  ])('%s with barriers cleared on %j: %s', (status, cleared, is) => {
    const barriers = cleared.map((clearedOn) => ({ clearedOn }))
    const log = [wrote('2026-11-20', { status })]
    expect(standingOf(undated, log, today, { barriers }).isBlocked).toBe(is)
  })
})

describe('merged actions', () => {
  test.each<[what: string, into: Record<string, string>, targets: Record<string, string>]>([
    ['none', {}, {}],
    ['one', { a: 'b' }, { a: 'b' }],
    ['a chain counts at its end', { a: 'b', b: 'c' }, { a: 'c', b: 'c' }],
    ['into what is not here: it stands for itself', { a: 'gone' }, {}],
    ['up to what is not here', { a: 'b', b: 'gone' }, { a: 'b' }],
    ['into itself', { a: 'a' }, {}],
    ['into each other, at once', { a: 'b', b: 'a' }, { b: 'a' }],
    ['into a ring', { d: 'b', b: 'c', c: 'b' }, { d: 'b', c: 'b' }],
  ])('%s', (_what, into, targets) => {
    const actions = ['a', 'b', 'c', 'd'].map((id) => ({ id, mergedIntoId: into[id] ?? null }))
    expect(Object.fromEntries(mergeTargets(actions))).toEqual(targets)
    expect(mergeTargets(actions.toReversed())).toEqual(mergeTargets(actions))
  })

  test('whatever is merged into what, each log ends at an action that is still listed', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const target = fc.constantFrom(...ids, 'gone', null)
    fc.assert(
      fc.property(fc.tuple(target, target, target, target, target), (into) => {
        const targets = mergeTargets(ids.map((id, at) => ({ id, mergedIntoId: into[at] ?? null })))
        const listed = ids.filter((id) => !targets.has(id))
        expect(listed.length).toBeGreaterThan(0)
        for (const end of targets.values()) expect(listed).toContain(end)
      }),
    )
  })
})

describe('a request for an update', () => {
  const asked = (at: string, id = at) => ({
    ...{ id, actionId: 'action', toIds: ['pcso'], byId: 'manager', recordedAt: at },
  })
  const morning = asked('2026-11-20T09:00:00.000Z')

  test('stands until any entry is recorded after it', () => {
    expect(unanswered([morning], [])).toBe(morning)
    expect(unanswered([morning], [wrote('2026-11-19')])).toBe(morning)
    expect(unanswered([morning], [wrote('2026-11-20')])).toBe(null)
  })

  test('what was written before it and sent after does not answer; what is told of old days does', () => {
    const early = wrote('2026-11-20', { recordedAt: '2026-11-20T08:00:00.000Z' })
    expect(unanswered([morning], [early])).toBe(morning)
    const same = wrote('2026-11-20', { recordedAt: morning.recordedAt })
    expect(unanswered([morning], [same])).toBe(morning)
    const told = wrote('2026-06-01', { recordedAt: '2026-11-20T10:00:00.000Z' })
    expect(unanswered([morning], [told])).toBe(null)
  })

  test('of several the newest is shown, and one answer is enough for all', () => {
    const noon = asked('2026-11-20T12:30:00.000Z')
    expect(unanswered([noon, morning], [wrote('2026-11-20')])).toBe(noon)
    expect(unanswered([morning, noon], [wrote('2026-11-21')])).toBe(null)
    expect(unanswered([], [])).toBe(null)
  })
})

test('an owner has taken an action on once a lead says so, or once they have written in its log', () => {
  const action = { ownerIds: ['warden', 'pcso', 'lead'], acceptedByIds: ['lead', 'somebody else'] }
  expect([...acceptedBy(action, [wrote(today)])]).toEqual(['pcso', 'lead'])
  expect([...acceptedBy({ ownerIds: ['warden'] }, [wrote(today)])]).toEqual([])
})
