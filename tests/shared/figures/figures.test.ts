import { describe, expect, test } from 'vitest'
import { figuresOf } from '../../../shared/figures/kept.ts'
import type { Figure } from '../../../shared/figures/figure.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import type { Question } from '../../../shared/figures/question.ts'
import type { Rows } from '../../../shared/figures/rows.ts'
import type { Status } from '../../../shared/plan/update.ts'

const today = '2026-11-22'
const none = { means: 'none' as const, words: '' }
const due = (dueOn: string) => ({ means: 'due' as const, words: '', dueOn })

const plan = (id: string, more = {}) => ({
  ...{ id, title: id, kind: 'rolling' as const, state: 'approved' as const },
  ...{ fromOn: '2026-04-01', toOn: '2027-03-31', ...more },
})
const action = (id: string, more = {}) => ({
  ...{ id, planId: 'plan', priorityId: 'violence', themeId: 'theme', ref: id, text: id, order: 1 },
  ...{ leadAgencyId: null, stakeholderIds: [], ownerIds: ['pcso'], wardIds: [] },
  ...{ timescale: none, reachTarget: null, ...more },
})
let serial = 0
const wrote = (actionId: string, status: Status, on = '2026-11-01', more = {}) => ({
  ...{ id: `u-${++serial}`, actionId, status, note: '', reached: null, happenedOn: on },
  ...{ byId: 'pcso', recordedAt: `${on}T12:00:00.000Z`, ...more },
})
const member = (id: string, agencyId: string, groupIds: string[] = []) => ({
  ...{ id, name: id, role: 'contributor' as const, agencyId, wardIds: [], groupIds },
})
const agency = (id: string) => ({
  ...{ id, name: id, aliases: [], standing: 'responsible authority' as const },
})
const priority = (id: string, order: number, planId = 'plan') => ({
  ...{ id, planId, kind: 'priority' as const, title: id, order, leadAgencyId: null },
})
const by = { byId: 'pcso', recordedAt: '2026-11-10T09:00:00.000Z' }

const district: Rows = {
  agency: [agency('council'), agency('police')],
  ward: [{ id: 'victoria', name: 'Victoria', code: 'E05000001' }],
  group: [{ id: 'sub-group', name: 'Sub-group', kind: 'sub-group' }],
  member: [member('pcso', 'police'), member('officer', 'council', ['sub-group'])],
  plan: [
    plan('plan'),
    plan('last-year', { state: 'archived', fromOn: '2025-04-01' }),
    plan('next-year', { state: 'draft', carriedFromId: 'plan', fromOn: '2027-04-01' }),
  ],
  priority: [priority('asb', 2), priority('violence', 1), priority('old', 1, 'last-year')],
  theme: [{ id: 'theme', priorityId: 'violence', label: 'Prevent', order: 1, fourP: 'prevent' }],
  action: [
    action('late', { timescale: due('2026-11-10'), leadAgencyId: 'police', wardIds: ['victoria'] }),
    action('risky', { leadAgencyId: 'council', alsoPriorityIds: ['asb'], themeId: 'other' }),
    action('stopped', { ownerIds: [], stakeholderIds: ['police'] }),
    action('soon', {
      timescale: due('2026-12-06'),
      reachTarget: { count: 500, audience: 'pupils' },
    }),
    action('later', { timescale: due('2026-12-07'), priorityId: 'asb' }),
    action('quiet', { ownerIds: ['officer'] }),
    action('gone', { mergedIntoId: 'soon' }),
    action('old', { planId: 'last-year', priorityId: 'old' }),
    action('next', { planId: 'next-year' }),
  ],
  update: [
    wrote('late', 'on track'),
    wrote('risky', 'at risk'),
    wrote('stopped', 'on track'),
    wrote('soon', 'on track', '2026-11-02', { reached: 100 }),
    wrote('gone', 'on track', '2026-11-01', { reached: 20 }),
    wrote('later', 'completed'),
    wrote('old', 'blocked', '2025-06-01'),
  ],
  barrier: [{ id: 'b-1', planId: 'plan', actionId: 'stopped', text: 'x', raisedOn: today, ...by }],
  request: [{ id: 'q-1', actionId: 'late', toIds: ['pcso'], ...by }],
}

const ask = (more: Partial<Question> = {}, rows = district) =>
  figuresOf(rows, { ...plainQuestion(today), ...more })
const idsOf = ({ behind }: Figure) => behind.map(({ id }) => id)
const whyOf = ({ behind }: Figure) => Object.fromEntries(behind.map(({ id, why }) => [id, why]))

describe('the actions of a partnership', () => {
  const { actions, planIds } = ask()

  test('are those of plans that run: last year is over, and what was carried on is counted once', () => {
    expect(planIds).toEqual(['plan'])
    expect(idsOf(actions.all).sort()).toEqual([
      ...['late', 'later', 'quiet', 'risky', 'soon', 'stopped'],
    ])
  })

  test('off track is what is blocked, late or at risk, the most urgent first, and says which', () => {
    expect(actions.offTrack.behind).toEqual([
      { id: 'stopped', count: 1, why: 'A barrier stands in its way' },
      { id: 'late', count: 1, why: '12 days late' },
      { id: 'risky', count: 1, why: 'At risk' },
    ])
  })

  test('each other figure opens to its rows and says why', () => {
    expect(whyOf(actions.overdue)).toEqual({ late: '12 days late' })
    expect(whyOf(actions.dueSoon)).toEqual({ soon: 'Due 6 December 2026' })
    expect(whyOf(actions.silent)).toEqual({ quiet: 'Nothing recorded yet' })
    expect(whyOf(actions.unwritten)).toEqual({ quiet: 'Nothing recorded yet' })
    expect(whyOf(actions.blocked)).toEqual({ stopped: 'A barrier stands in its way' })
    expect(whyOf(actions.asked)).toEqual({ late: 'Asked 10 November 2026' })
    expect(whyOf(actions.unowned)).toEqual({ stopped: 'No owner' })
    expect(idsOf(actions.byStatus['at risk'])).toEqual(['risky'])
    expect(idsOf(actions.byStatus.completed)).toEqual(['later'])
  })

  test('reach is of the actions that have a target, with what was merged into them', () => {
    expect(actions.reached).toEqual({
      ...{ kind: 'action', count: 120 },
      behind: [{ id: 'soon', count: 120, why: '120 of 500 pupils' }],
    })
    expect(actions.toReach.count).toBe(500)
  })

  test('priorities stand in their order, and what serves two is counted under both', () => {
    const { priorities } = ask()
    expect(
      priorities.map(({ priorityId, actions: { all, news } }) => [
        ...[priorityId, all.count, news.label],
      ]),
    ).toEqual([
      ['violence', 5, '1 blocked'],
      ['asb', 2, '1 off track'],
    ])
    // The more urgent comes first, though it is listed under another.
    expect(priorities[1] && idsOf(priorities[1].actions.all)).toEqual(['risky', 'later'])
  })
})

describe('what narrows', () => {
  const left = (more: Partial<Question>) => idsOf(ask(more).actions.all).sort()
  test.each<[Partial<Question>, string]>([
    [{ priorityId: 'asb' }, 'later risky'],
    [{ fourP: 'prevent' }, 'late later quiet soon stopped'],
    [{ fourP: 'pursue' }, ''],
    [{ agencyId: 'police' }, 'late stopped'],
    [{ wardId: 'victoria' }, 'late'],
    [{ groupId: 'sub-group' }, 'quiet'],
    [{ planId: 'last-year' }, 'old'],
    [{ priorityId: 'old' }, 'old'],
    [{ planId: 'next-year' }, 'next'],
    [{ agencyId: 'police', wardId: 'victoria', priorityId: 'violence' }, 'late'],
  ])('%j leaves %s', (more, ids) => {
    expect(left(more).join(' ')).toBe(ids)
  })

  test('a group that delivers a plan has all of it; the board looks at everything', () => {
    const own = { ...district, plan: [plan('plan', { groupId: 'sub-group' })] }
    expect(ask({ groupId: 'sub-group' }, own).actions.all.count).toBe(6)
    const board: Rows = {
      ...district,
      group: [{ id: 'sub-group', name: 'Board', kind: 'board' }],
    }
    expect(ask({ groupId: 'sub-group' }, board).actions.all.count).toBe(6)
  })

  test.each<[Partial<Question>, string]>([
    [{ planId: 'no-plan' }, 'plan'],
    [{ priorityId: 'no-priority' }, 'priority'],
    [{ agencyId: 'no-agency' }, 'agency'],
    [{ wardId: 'no-ward' }, 'ward'],
    [{ groupId: 'no-group' }, 'group'],
  ])('%j is not here: that is said, and nothing is counted for it', (more, word) => {
    const figures = ask(more)
    expect(figures.unknown).toEqual([
      {
        ...{ word, id: Object.values(more)[0] },
        says: `This ${word} has been taken out, or is not shared with you, so nothing is counted for it.`,
      },
    ])
    expect(figures.actions.all.count + figures.contacts.length).toBe(0)
    expect(figures.waiting.barriers.count + figures.findings.open.count).toBe(0)
    expect(figures.owed).toBeNull()
  })

  test('a priority of another plan is said to be one', () => {
    const { unknown, actions } = ask({ planId: 'plan', priorityId: 'old' })
    expect(unknown.map(({ says }) => says)).toEqual([
      'This priority stands in another plan, so nothing is counted for it in this one.',
    ])
    expect(actions.all.count).toBe(0)
  })

  test('what a filter does not narrow is said beside it', () => {
    expect(ask().unheeded).toEqual({})
    expect(ask({ planId: 'plan' }).unheeded).toEqual({
      ...{ findings: ['planId'], conflicts: ['planId'], meetings: ['planId'] },
      contacts: ['planId'],
    })
    expect(ask({ wardId: 'victoria' }).unheeded.targets).toEqual(['wardId'])
  })
})

describe('targets', () => {
  const year = { from: '2026-04-01', to: '2027-03-31' }
  const indicator = (id: string, more = {}) => ({
    ...{
      id,
      planId: 'plan',
      priorityId: 'violence',
      label: id,
      order: 1,
      sourceAgencyId: 'police',
    },
    ...{ unit: 'count' as const, polarity: 'lower' as const, period: year },
    baseline: { value: 1200, from: '2025-04-01', to: '2026-03-31' },
    rule: { kind: 'change-percent' as const, by: -2 },
    frequency: 'quarter' as const,
    ...more,
  })
  const half = (indicatorId: string, value: number | null, more = {}) => ({
    ...{ id: `o-${++serial}`, indicatorId, from: '2026-04-01', to: '2026-09-30', value },
    ...{ byId: 'pcso', ...more },
  })
  const rows: Rows = {
    ...district,
    indicator: [
      indicator('fewer'),
      indicator('aim', { polarity: 'higher', rule: { kind: 'change-percent', by: 5 }, order: 2 }),
      indicator('unset', { rule: { kind: 'to-be-set' }, order: 3 }),
      indicator('plain', { rule: null, order: 4 }),
      indicator('broken', { period: { from: '2027-03-31', to: '2026-04-01' }, order: 5 }),
      indicator('of-the-plan', { priorityId: null, order: 6, rule: { kind: 'to-be-set' } }),
    ],
    observation: [half('fewer', 900), half('aim', 900), half('plain', 10)],
  }
  const { targets, priorities } = ask({}, rows)

  test('stand by their colour, and by where they go as the plan hopes: more can be the aim', () => {
    expect(
      targets.rows.map(({ id, rag, direction, travel }) => [id, rag, direction, travel]),
    ).toEqual([
      ['fewer', 'red', 'up', 'worse'],
      ['aim', 'green', 'up', 'better'],
      ['unset', 'grey', null, null],
      ['broken', 'grey', null, null],
      ['of-the-plan', 'grey', null, null],
    ])
    expect(idsOf(targets.byRag.grey)).toEqual(['unset', 'broken', 'of-the-plan'])
    expect(idsOf(targets.byTravel.better)).toEqual(['aim'])
    expect(idsOf(targets.information)).toEqual(['plain'])
  })

  test('what is asked of a count is said as the whole number that meets it', () => {
    const baseline = { value: 747, from: '2025-04-01', to: '2026-03-31' }
    const of = { ...rows, indicator: [indicator('one', { baseline })], observation: [] }
    expect(ask({}, of).targets.rows).toMatchObject([{ id: 'one', target: 732 }])
  })

  test('one that cannot be judged says so, and takes no other with it', () => {
    const broken = targets.rows.find(({ id }) => id === 'broken')
    expect(broken?.reason).toBe(
      'It cannot be judged until it is put right: indicator.period.to is before its from.',
    )
  })

  test.each<[string, object, ReturnType<typeof half>[], string, string]>([
    [
      'a quarter entered twice, by two agencies without signal',
      {},
      [half('one', 300), half('one', 310)],
      'grey',
      'Two figures cover the same days, so somebody must say which one stands.',
    ],
    [
      'a period that overlaps another',
      {},
      [half('one', 300), half('one', 80, { from: '2026-09-01', to: '2026-10-31' })],
      'grey',
      'Two figures cover the same days, so somebody must say which one stands.',
    ],
    [
      'a baseline of zero',
      { baseline: { value: 0, from: '2025-04-01', to: '2026-03-31' } },
      [half('one', 3)],
      'grey',
      'The baseline is zero, and no per cent of zero is any change.',
    ],
    [
      'a change from a baseline that nobody has set',
      { baseline: null },
      [half('one', 3)],
      'grey',
      'There is no baseline, so the target cannot be worked out.',
    ],
    [
      'a figure still to be confirmed, which is no zero',
      {},
      [half('one', null, { missing: 'to-be-confirmed' })],
      'grey',
      'The figures are still to be confirmed.',
    ],
  ])('%s is said, and nothing is guessed', (_, more, observation, rag, reason) => {
    const of = { ...rows, indicator: [indicator('one', more)], observation }
    const [row] = ask({}, of).targets.rows
    expect([row?.rag, row?.reason]).toEqual([rag, reason])
  })

  test('stand under their priority; one of the whole plan stands under none', () => {
    expect(priorities.map(({ targets: { all } }) => idsOf(all))).toEqual([
      ['fewer', 'aim', 'unset', 'broken'],
      [],
    ])
  })

  test('a value is owed until it is in; “not available” is an answer, “to be confirmed” none', () => {
    const owes = (observation: Rows['observation']) =>
      whyOf(ask({ agencyId: 'police' }, { ...rows, observation }).owed?.values ?? whyOfNothing)
        .fewer
    const summer = 'Nothing yet for Jul to Sept 2026'
    expect(owes([])).toBe(summer)
    expect(owes([half('fewer', 9)])).toBeUndefined()
    expect(owes([half('fewer', 9, { to: '2026-09-29' })])).toBe(summer)
    expect(owes([half('fewer', null, { missing: 'unavailable' })])).toBeUndefined()
    expect(owes([half('fewer', null, { missing: 'to-be-confirmed' })])).toBe(summer)
    const wrong = half('fewer', 9)
    const gap = half('fewer', 9, { supersedes: wrong.id, from: '2026-08-01' })
    expect(owes([wrong, gap])).toBe(summer)
  })
})
const whyOfNothing: Figure = { kind: 'indicator', count: 0, behind: [] }

describe('what an agency owes', () => {
  const finding = (id: string, more = {}) => ({
    ...{ id, sort: 'litter' as const, urgency: 'this week' as const, forAgencyId: 'police', ...by },
    ...{ wardId: 'victoria', ...more },
  })
  const rows: Rows = {
    ...district,
    finding: [
      finding('f-1'),
      finding('f-2', { urgency: 'now' }),
      finding('f-3', { forAgencyId: null }),
    ],
    barrier: [
      { ...{ id: 'b-1', planId: 'plan', actionId: 'stopped', text: '', raisedOn: today }, ...by },
      {
        ...{ id: 'b-2', planId: 'plan', actionId: 'risky', text: '', raisedOn: '2026-10-01' },
        ...{ needsAgencyId: 'police', ...by },
      },
    ],
  }
  const { owed, findings, waiting } = ask({ agencyId: 'police' }, rows)

  test('led, joint, late, asked, found, and what stands until it gives something', () => {
    expect(owed && idsOf(owed.led)).toEqual(['late'])
    expect(owed && idsOf(owed.joint)).toEqual(['stopped'])
    expect(owed && idsOf(owed.overdue)).toEqual(['late'])
    expect(owed && idsOf(owed.asked)).toEqual(['late'])
    expect(owed && idsOf(owed.barriers)).toEqual(['b-2'])
    expect(idsOf(waiting.barriers)).toEqual(['b-2', 'b-1'])
  })

  test('an update that was asked of another agency’s people is not owed by this one', () => {
    const both = action('late', { leadAgencyId: 'police', stakeholderIds: ['council'] })
    const asked = (agencyId: string) =>
      ask({ agencyId }, { ...rows, action: [both] }).owed?.asked.count
    expect([asked('police'), asked('council')]).toEqual([1, 0])
  })

  test('findings say how late they are; the longest overdue first', () => {
    expect(owed && whyOf(owed.findings)).toEqual({ 'f-2': '12 days late', 'f-1': '5 days late' })
    expect(findings.byUrgency.now.count).toBe(1)
    expect(ask({}, rows).findings.byAgency.map((it) => [it.agencyId, it.open.count])).toEqual([
      ['police', 2],
      [null, 1],
    ])
  })
})

describe('the events of the period', () => {
  const event = (id: string, onDate: string, more = {}) => ({
    ...{ id, title: id, kind: 'Cleansweep' as const, onDate, wardIds: ['victoria'], agencyIds: [] },
    ...more,
  })
  const links = { soon: { kind: 'action' as const, measure: 'contacts' as const } }
  const rows: Rows = {
    ...district,
    event: [
      event('first', '2026-11-01', { links }),
      event('planned', '2026-11-30', { wardIds: [], kind: 'roadshow' }),
      event('before', '2026-10-31'),
      event('template', '2026-11-05', { template: 'Cleansweep' }),
    ],
    outreach: [
      { id: 'x-1', eventId: 'first', kind: 'contact made', count: 3, ...by },
      { id: 'x-2', eventId: 'first', kind: 'contact made', count: 2, supersedes: 'x-1', ...by },
      { id: 'x-3', eventId: 'first', kind: 'audience reached', count: 20, ...by },
      { id: 'x-4', eventId: 'before', kind: 'contact made', count: 50, ...by },
    ],
  }
  const { events, actions } = ask({}, rows)

  test('are those within it, both its ends inside, and no template', () => {
    expect(idsOf(events.all)).toEqual(['first', 'planned'])
    expect(idsOf(events.planned)).toEqual(['planned'])
    expect(idsOf(events.byKind.roadshow)).toEqual(['planned'])
  })

  test('what was done is counted once, a correction in the place of what it corrects', () => {
    expect(events.counts.contacts).toEqual({
      ...{ kind: 'event', count: 2 },
      behind: [{ id: 'first', count: 2, why: 'Cleansweep, 1 November 2026' }],
    })
    expect(events.people.count).toBe(22)
    // 120 from the log, and the contacts of the linked event.
    expect(actions.reached.count).toBe(122)
  })

  test('are a plan’s, a priority’s or a group’s by what they are linked with', () => {
    const left = (more: Partial<Question>) => idsOf(ask(more, rows).events.all)
    expect(left({ planId: 'plan' })).toEqual(['first'])
    expect(left({ priorityId: 'asb' })).toEqual([])
    expect(left({ fourP: 'prevent' })).toEqual(['first'])
    expect(left({ wardId: 'victoria' })).toEqual(['first'])
    expect(left({ groupId: 'sub-group' })).toEqual([])
  })

  test('what links an event with an action that was merged links it with what that went into', () => {
    const old = { gone: { kind: 'action' as const, measure: 'contacts' as const } }
    const of = { ...rows, event: [event('first', '2026-11-01', { links: old })] }
    expect(idsOf(ask({ priorityId: 'violence' }, of).events.all)).toEqual(['first'])
    expect(ask({}, of).actions.reached.count).toBe(122)
  })
})

describe('the last contact of each agency', () => {
  test('the longest silence first; one that nothing was ever heard of before all', () => {
    const rows = { ...district, action: [action('a', { leadAgencyId: 'council' })] }
    expect(ask({}, rows).contacts).toEqual([
      { agencyId: 'council', lastAt: null, days: null, entry: null, leads: 1, joins: 0 },
      {
        ...{ agencyId: 'police', lastAt: '2026-11-10T09:00:00.000Z', days: 12 },
        ...{ entry: { kind: 'request', id: 'q-1' }, leads: 0, joins: 0 },
      },
    ])
  })
})

describe('questions between two people', () => {
  const rows: Rows = {
    ...district,
    conflict: [
      { id: 'c-1', rowId: 'late', field: 'text' },
      { id: 'c-2', rowId: 'old', field: 'text' },
    ],
  }
  test('have to be settled whatever plan they are in, and are narrowed by all else', () => {
    expect(ask({ planId: 'plan' }, rows).waiting.conflicts.count).toBe(2)
    expect(idsOf(ask({ agencyId: 'police' }, rows).waiting.conflicts)).toEqual(['c-1'])
    expect(idsOf(ask({ priorityId: 'violence' }, rows).waiting.conflicts)).toEqual(['c-1'])
  })
})
