import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roles } from '../../../shared/access/role.ts'
import { DUE_DAYS } from '../../../shared/reminders/actionReminders.ts'
import { whys } from '../../../shared/reminders/reminder.ts'
import { remindersOf } from '../../../shared/reminders/remindersOf.ts'
import { addDays } from '../../../shared/words/dates.ts'
import type { Rows } from './rows.ts'
import * as of from './rows.ts'

const { today, action, barrier, due, event, finding, findingStep, inShort, me, plan } = of
const { reminded, request, step, update } = of

describe('one’s own actions', () => {
  test.each<[said: string, rows: Rows, expected: string[]]>([
    ['due today', { actions: [action('a', { timescale: due(today) })] }, ['due a']],
    ['due in 7 days', { actions: [action('a', { timescale: due('2026-11-29') })] }, ['due a']],
    ['due in 8 days: not yet', { actions: [action('a', { timescale: due('2026-11-30') })] }, []],
    ['a day late', { actions: [action('a', { timescale: due('2026-11-21') })] }, ['late a']],
    [
      'late and completed: nothing is left to do',
      {
        actions: [action('a', { timescale: due('2026-11-20') })],
        updates: [update('u', '2026-11-19', { status: 'completed' })],
      },
      [],
    ],
    [
      'asked about, and late: one reminder, and that is the asking',
      {
        actions: [action('a', { timescale: due('2026-11-21') })],
        requests: [request('2026-11-20')],
      },
      ['asked a'],
    ],
    [
      'asked about, and answered since',
      {
        actions: [action('a')],
        requests: [request('2026-11-20')],
        updates: [update('u', '2026-11-21')],
      },
      [],
    ],
    [
      'somebody else was asked',
      { actions: [action('a')], requests: [request('2026-11-20', { toIds: ['warden'] })] },
      [],
    ],
    [
      'silent for the partnership’s own number of days',
      { actions: [action('a')], updates: [update('u', '2026-11-08')], silentDays: 14 },
      ['silent a'],
    ],
    [
      'heard a day later than that',
      { actions: [action('a')], updates: [update('u', '2026-11-09')], silentDays: 14 },
      [],
    ],
    ['somebody else’s', { actions: [action('a', { ownerIds: ['x'], timescale: due(today) })] }, []],
    [
      'of a plan that is over',
      {
        plans: [plan('plan', { state: 'archived' })],
        actions: [action('a', { timescale: due(today) })],
      },
      [],
    ],
    [
      'of a plan that is not here, as after its scope was lost',
      { plans: [], actions: [action('a', { timescale: due(today) })] },
      [],
    ],
    [
      'merged into another: its log counts there',
      {
        actions: [
          action('a', { timescale: due(today) }),
          action('b', { timescale: due(today), mergedIntoId: 'a' }),
        ],
      },
      ['due a'],
    ],
  ])('%s', (_said, rows, expected) => {
    expect(inShort(rows)).toEqual(expected)
  })

  test('without any, those on one’s wards, as My patch has it', () => {
    const rows = {
      actions: [action('a', { ownerIds: ['x'], wardIds: ['w'], timescale: due(today) })],
    }
    expect(inShort(rows, me({ wardIds: ['w'] }))).toEqual(['due a'])
    expect(inShort(rows, me({ wardIds: ['v'] }))).toEqual([])
  })

  test('whatever is due was in one of the weekly letters before it', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays(today, days))
    fc.assert(
      fc.property(day, (dueOn) => {
        const rows = { actions: [action('a', { timescale: due(dueOn) })] }
        const letters = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((week) => addDays(today, week * DUE_DAYS))
        return letters.some((on) => on <= dueOn && inShort(rows, me(), on).includes('due a'))
      }),
    )
  })
})

describe('a barrier', () => {
  const on = { actionId: 'a' }
  const decided = { decision: 'Use the spare set', decidedOn: '2026-11-18' }
  test.each<[said: string, rows: Rows, who: Parameters<typeof me>[0], expected: string[]]>([
    [
      'waits for its owner',
      { barriers: [barrier('b', { ownerId: 'lead' })] },
      { memberId: 'lead' },
      ['barrier b'],
    ],
    [
      'waits for nobody once it is cleared',
      { barriers: [barrier('b', { ownerId: 'lead', clearedOn: today })] },
      { memberId: 'lead' },
      [],
    ],
    [
      'of nobody waits for who leads for the agency that must give',
      { barriers: [barrier('b', { needsAgencyId: 'council' })] },
      { memberId: 'lead', role: 'priority lead', agencyId: 'council' },
      ['barrier b'],
    ],
    [
      'and not for everybody there',
      { barriers: [barrier('b', { needsAgencyId: 'council' })] },
      { memberId: 'w', agencyId: 'council' },
      [],
    ],
    [
      'that was decided is news to who raised it',
      { barriers: [barrier('b', decided)] },
      {},
      ['decided b'],
    ],
    [
      'and to the owner of the action',
      { actions: [action('a')], barriers: [barrier('b', { ...on, ...decided, byId: 'x' })] },
      {},
      ['decided b'],
    ],
    [
      'and to the owner of what the action was merged into',
      {
        actions: [action('a', { ownerIds: [], mergedIntoId: 'c' }), action('c')],
        barriers: [barrier('b', { ...on, ...decided, byId: 'x' })],
      },
      {},
      ['decided b'],
    ],
    ['not to others', { barriers: [barrier('b', { ...decided, byId: 'x' })] }, {}, []],
    [
      'for fourteen days',
      { barriers: [barrier('b', { ...decided, decidedOn: '2026-11-08' })] },
      {},
      ['decided b'],
    ],
    [
      'and no longer',
      { barriers: [barrier('b', { ...decided, decidedOn: '2026-11-07' })] },
      {},
      [],
    ],
  ])('%s', (_said, rows, who, expected) => {
    expect(inShort(rows, me(who))).toEqual(expected)
  })
})

describe('a plan that was handed in', () => {
  const plans = [plan('plan', { state: 'submitted' })]
  test.each(roles)('waits for whoever may approve it: %s', (role) => {
    const may = ['administrator', 'manager', 'board member'].includes(role)
    const rows = { plans, approvals: [step('s')] }
    expect(inShort(rows, me({ role }))).toEqual(may ? ['approval plan'] : [])
  })

  test.each<[said: string, steps: Parameters<typeof step>[], expected: string[]]>([
    ['by oneself waits for the others', [['s', { byId: 'pcso' }]], []],
    ['and was approved waits for nobody', [['s'], ['t', { step: 'approved', byId: 'x' }]], []],
    ['and was returned waits for nobody', [['s'], ['t', { step: 'returned', byId: 'x' }]], []],
    [
      'a second time waits again',
      [['s'], ['t', { step: 'returned', byId: 'x' }], ['u', { round: 2 }]],
      ['approval plan'],
    ],
  ])('%s', (_said, steps, expected) => {
    const rows = { plans, approvals: steps.map((it) => step(...it)) }
    expect(inShort(rows, me({ role: 'board member' }))).toEqual(expected)
  })
})

describe('an event', () => {
  test.each<[said: string, given: ReturnType<typeof event>, isSaid: boolean]>([
    ['of today', event('e', today), true],
    ['of tomorrow', event('e', '2026-11-23'), true],
    ['of the day after', event('e', '2026-11-24'), false],
    ['of yesterday', event('e', '2026-11-21'), false],
    ['one’s agency leads', event('e', today, { agencyIds: [], leadAgencyId: 'police' }), true],
    ['on one’s wards', event('e', today, { agencyIds: [], wardIds: ['w'] }), true],
    ['of others elsewhere', event('e', today, { agencyIds: ['fire'], wardIds: ['v'] }), false],
  ])('%s', (_said, given, isSaid) => {
    expect(inShort({ events: [given] }, me({ wardIds: ['w'] }))).toEqual(isSaid ? ['event e'] : [])
  })
})

describe('a finding', () => {
  test.each<[said: string, given: Rows, isSaid: boolean]>([
    ['of ten days ago for one’s agency', { findings: [finding('f')] }, true],
    ['on one’s wards', { findings: [finding('f', { forAgencyId: null, wardId: 'w' })] }, true],
    [
      'for others elsewhere',
      { findings: [finding('f', { forAgencyId: 'fire', wardId: 'v' })] },
      false,
    ],
    ['for nobody, nowhere', { findings: [finding('f', { forAgencyId: null })] }, false],
    ['due today', { findings: [finding('f', { recordedAt: '2026-11-15T10:00:00.000Z' })] }, true],
    [
      'due tomorrow',
      { findings: [finding('f', { recordedAt: '2026-11-16T10:00:00.000Z' })] },
      false,
    ],
    ['that can wait', { findings: [finding('f', { urgency: 'when you can' })] }, false],
    ['in hand', { findings: [finding('f')], findingSteps: [findingStep('f', 'in hand')] }, true],
    [
      'put right',
      { findings: [finding('f')], findingSteps: [findingStep('f', 'put right')] },
      false,
    ],
  ])('%s', (_said, given, isSaid) => {
    expect(inShort(given, me({ wardIds: ['w'] }))).toEqual(isSaid ? ['finding f'] : [])
  })

  test('joined to another is reminded of once, by the more urgent of the two, marked if either is', () => {
    const findings = [
      finding('f', { urgency: 'when you can' }),
      finding('g', { joinedToId: 'f', urgency: 'now', marking: 'OFFICIAL-SENSITIVE' }),
    ]
    expect(reminded({ findings })).toEqual([
      {
        ...{ why: 'finding', key: 'finding:f:2026-11-12', id: 'f', planId: null, actionId: null },
        ...{ ref: '', text: 'Graffiti, Mill Lane', onDate: '2026-11-12', isSensitive: true },
      },
    ])
  })
})

test('what is marked or restricted is known as such, by its plan too', () => {
  const rows = {
    plans: [plan(), plan('hidden', { restrictedToId: 'group' })],
    actions: [
      action('open', { timescale: due(today) }),
      action('marked', { timescale: due(today), marking: 'OFFICIAL-SENSITIVE' }),
      action('hidden', { timescale: due(today), planId: 'hidden' }),
    ],
    barriers: [barrier('b', { planId: 'hidden', ownerId: 'pcso' })],
  }
  const sensitive = reminded(rows).filter(({ isSensitive }) => isSensitive)
  expect(sensitive.map(({ id }) => id).sort()).toEqual(['b', 'hidden', 'marked'])
})

describe('whatever the rows', () => {
  const on = fc.integer({ min: -40, max: 20 }).map((days) => addDays(today, days))
  const member = fc.constantFrom('pcso', 'lead', 'x')
  const which = fc.constantFrom('a', 'b', 'c')
  const nullable = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: null })
  const rows: fc.Arbitrary<Rows> = fc.record({
    plans: fc.constant([plan(), plan('next', { state: 'submitted' })]),
    actions: fc.tuple(
      ...['a', 'b', 'c'].map((id) =>
        fc.tuple(on, member, nullable(which)).map(([dueOn, owner, into]) =>
          action(id, {
            timescale: due(dueOn),
            ownerIds: [owner],
            mergedIntoId: into === id ? null : into,
          }),
        ),
      ),
    ),
    updates: fc
      .array(fc.tuple(on, which), { maxLength: 5 })
      .map((list) => list.map(([day, actionId], nth) => update(`u-${nth}`, day, { actionId }))),
    requests: fc
      .uniqueArray(on, { maxLength: 4 })
      .chain((days) =>
        fc.tuple(
          ...days.map((day) =>
            fc
              .tuple(which, member)
              .map(([actionId, to]) => request(day, { actionId, toIds: [to] })),
          ),
        ),
      ),
    barriers: fc
      .array(fc.tuple(which, nullable(member), member, nullable(on)), { maxLength: 4 })
      .map((list) =>
        list.map(([actionId, ownerId, byId, decidedOn], nth) =>
          barrier(`b-${nth}`, { actionId, ownerId, byId, decidedOn }),
        ),
      ),
    approvals: fc
      .array(fc.tuple(fc.constantFrom('submitted', 'returned', 'approved'), on), { maxLength: 4 })
      .map((list) =>
        list.map(([what, day], nth) =>
          step(`s-${nth}`, {
            planId: 'next',
            step: what as 'submitted',
            recordedAt: `${day}T0${nth}:00:00.000Z`,
          }),
        ),
      ),
    events: fc
      .array(on, { maxLength: 4 })
      .map((days) => days.map((day, nth) => event(`e-${nth}`, day))),
    findings: fc
      .array(fc.tuple(on, nullable(fc.constantFrom('police', 'fire'))), { maxLength: 4 })
      .map((list) =>
        list.map(([day, forAgencyId], nth) =>
          finding(`f-${nth}`, { forAgencyId, recordedAt: `${day}T10:00:00.000Z` }),
        ),
      ),
    silentDays: fc.constantFrom(null, 7, 14),
  })
  const who = fc
    .constantFrom(...roles)
    .chain((role) => member.map((memberId) => me({ role, memberId })))
  const turned = (given: Rows): Rows =>
    Object.fromEntries(
      Object.entries(given).map(([name, it]) => [name, Array.isArray(it) ? it.toReversed() : it]),
    )

  test('the order of the rows changes nothing, and asking twice answers the same', () => {
    fc.assert(
      fc.property(rows, who, (given, reader) => {
        const grounds = of.groundsOf(given)
        const once = remindersOf(grounds, reader, today)
        expect(remindersOf(grounds, reader, today)).toEqual(once)
        expect(reminded(turned(given), reader)).toEqual(once)
      }),
    )
  })

  test('each has a key of its own, an action has one reminder, and reasons stand in their order', () => {
    fc.assert(
      fc.property(rows, who, (given, reader) => {
        const list = reminded(given, reader)
        expect(new Set(list.map(({ key }) => key)).size).toBe(list.length)
        const actions = list.filter(({ why }) => ['asked', 'late', 'due', 'silent'].includes(why))
        expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
        const places = list.map(({ why }) => whys.indexOf(why))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })

  test('the holder of a pass is reminded of nothing', () => {
    fc.assert(
      fc.property(rows, (given) => reminded(given, me({ role: 'event helper' })).length === 0),
    )
  })
})
