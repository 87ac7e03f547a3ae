import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ground } from '../../../shared/governance/agenda.ts'
import { agendaOf } from '../../../shared/governance/agendaOf.ts'
import { meetingBefore, plansFor } from '../../../shared/governance/meetingFor.ts'
import type { Meeting } from '../../../shared/governance/meeting.ts'
import { minutesOf } from '../../../shared/governance/minutesOf.ts'
import type { Minute } from '../../../shared/governance/minute.ts'
import type { Stored } from '../../../shared/governance/planRows.ts'
import type { Group } from '../../../shared/partnership/group.ts'
import type { Standing } from '../../../shared/plan/standing.ts'
import type { Status } from '../../../shared/plan/update.ts'
import { action, plan } from './people.ts'

const TODAY = '2026-05-20'
const board: Stored<Group> = { id: 'board', name: 'Board', kind: 'board' }
const asb: Stored<Group> = { id: 'asb', name: 'ASB sub-group', kind: 'sub-group' }

const meeting = (id: string, onDate: string, more: Partial<Meeting> = {}): Stored<Meeting> => ({
  ...{ id, groupId: 'board', title: id, onDate, state: 'planned' },
  ...more,
})
const minute = (id: string, more: Partial<Minute> = {}): Stored<Minute> => ({
  ...{ id, meetingId: 'last', order: 1, heading: id, byId: 'me' },
  recordedAt: '2026-04-20T10:00:00.000Z',
  ...more,
})
const listed = (id: string, status: Status, daysLate = 0, planId = 'plan-1') => {
  const standing: Standing = {
    ...{ status, daysLate, latest: null, dueOn: null, reached: null },
    ...{ isDueSoon: false, isBlocked: status === 'blocked', isSilent: false },
    milestones: { done: 0, all: 0 },
  }
  return { action: action(id, { planId }), standing }
}
const nothing: Ground = {
  plans: [plan({ state: 'approved', groupId: 'asb' })],
  ...{ actions: [], barriers: [], indicators: [], conflicts: [], risks: [], waiting: [] },
  ...{ requests: [], meetings: [], minutes: [] },
}
const said = (ground: Partial<Ground>, at = meeting('now', TODAY), group = board) =>
  agendaOf(at, group, { ...nothing, ...ground }, TODAY).map(
    ({ section, id }) => `${section}: ${id}`,
  )

test('an action stands once, under the worst that is to be said of it', () => {
  const actions = [
    ...[listed('late', 'on track', 3), listed('later', 'on track', 9), listed('fine', 'on track')],
    ...[listed('stuck', 'blocked', 5), listed('done', 'completed')],
  ]
  expect(said({ actions })).toEqual([
    'Overdue: later',
    'Overdue: late',
    'Blocked, and barriers to decide on: stuck',
  ])
})

test.each([
  [1, '1 day late'],
  [60, '60 days late'],
  [61, 'Late since Fri 20 Mar'],
  [3158, 'Late since 26 Sept 2017'],
])('%i days late is said as people say it', (days, words) => {
  const ground = { ...nothing, actions: [listed('late', 'on track', days)] }
  const [item] = agendaOf(meeting('now', TODAY), board, ground, TODAY)
  expect(item?.because).toBe(words)
})

test('everything that waits for the meeting is on its agenda, in the order it is taken', () => {
  const barrier = {
    ...{ id: 'bar', planId: 'plan-1', text: 'No hall', raisedOn: TODAY, byId: 'me' },
    recordedAt: `${TODAY}T09:00:00.000Z`,
  }
  const request = (id: string, hour: string) => ({
    ...{
      id,
      actionId: 'asked',
      toIds: [],
      byId: 'me',
      recordedAt: `2026-05-18T${hour}:00:00.000Z`,
    },
  })
  expect(
    said({
      meetings: [meeting('last', '2026-04-20')],
      minutes: [minute('said', { text: 'Noted.' }), minute('decided', { decision: 'Agreed.' })],
      actions: [listed('asked', 'on track')],
      barriers: [barrier, { ...barrier, id: 'decided', decision: 'Use the school.' }],
      indicators: [
        { id: 'red', label: 'Arson', planId: 'plan-1', rag: 'red', reason: 'Too many' },
        { id: 'amber', label: 'Theft', planId: 'plan-1', rag: 'amber', reason: 'Close' },
      ],
      conflicts: [{ id: 'both', heading: 'Both', planId: 'plan-1' }],
      risks: [
        { id: 'due', heading: 'Funding', planId: 'plan-1', reviewOn: TODAY },
        { id: 'not yet', heading: 'Staff', planId: 'plan-1', reviewOn: '2026-06-01' },
      ],
      waiting: [{ planId: 'plan-1', because: 'handed in' }],
      requests: [request('q1', '10'), request('q2', '11')],
    }),
  ).toEqual([
    'Matters arising: decided',
    'Blocked, and barriers to decide on: bar',
    'Off target: red',
    'Two people disagree: both',
    'Risks due for review: due',
    'Waiting for approval: plan-1',
    'Asked and not answered: asked',
  ])
})

test('a request is answered by an entry that comes after it', () => {
  const it = listed('a', 'on track')
  const latest = { recordedAt: '2026-05-19T08:00:00.000Z' } as Standing['latest']
  const request = (recordedAt: string) => ({
    id: 'q',
    actionId: 'a',
    toIds: [],
    byId: 'me',
    recordedAt,
  })
  const actions = [{ ...it, standing: { ...it.standing, latest } }]
  expect(said({ actions, requests: [request('2026-05-18T10:00:00.000Z')] })).toEqual([])
  expect(said({ actions, requests: [request('2026-05-19T10:00:00.000Z')] })).toHaveLength(1)
})

describe('whose plans', () => {
  const plans = [
    plan({ groupId: 'asb' }),
    { ...plan({ groupId: 'other' }), id: 'other' },
    { ...plan({ restrictedToId: 'da' }), id: 'closed' },
    { ...plan({ state: 'archived', groupId: 'asb' }), id: 'old' },
  ]
  const of = (group: Stored<Group>, restrictedToId: string | null = null) =>
    plansFor({ restrictedToId }, group, plans).map(({ id }) => id)

  test('a sub-group looks at what it delivers, the board at all', () => {
    expect(of(asb)).toEqual(['plan-1'])
    expect(of(board)).toEqual(['plan-1', 'other'])
  })
  test('what is restricted stands only on the agenda of a meeting restricted to that group', () => {
    expect(of({ ...asb, id: 'da' })).toEqual([])
    expect(of({ ...asb, id: 'da' }, 'da')).toEqual(['closed'])
    expect(of(board, 'da')).toEqual(['plan-1', 'other', 'closed'])
  })
})

test('whoever looks, nothing of a restricted plan is on the agenda of a meeting others may read', () => {
  const group = fc.constantFrom<Group['kind']>('board', 'sub-group', 'task-and-finish group')
  const restriction = fc.constantFrom(null, 'da', 'asb')
  fc.assert(
    fc.property(
      group,
      restriction,
      restriction,
      fc.constantFrom('da', 'asb'),
      (kind, ofPlan, ofMeeting, groupId) => {
        const items = agendaOf(
          meeting('now', TODAY, { groupId, restrictedToId: ofMeeting }),
          { id: groupId, name: 'G', kind },
          {
            ...nothing,
            plans: [plan({ restrictedToId: ofPlan, groupId })],
            actions: [listed('a', 'blocked', 4)],
            waiting: [{ planId: 'plan-1', because: '' }],
          },
          TODAY,
        )
        if (ofPlan !== null && ofPlan !== ofMeeting) expect(items).toEqual([])
        else expect(items).toHaveLength(2)
      },
    ),
  )
})

test('the meeting before is the last of the same group, and no restricted one for an open one', () => {
  const now = meeting('now', TODAY, { startsAt: '14:00' })
  const meetings = [
    ...[now, meeting('older', '2026-01-01'), meeting('last', '2026-04-01')],
    meeting('closed', '2026-05-01', { restrictedToId: 'da' }),
    meeting('theirs', '2026-05-10', { groupId: 'asb' }),
    ...[meeting('later', '2026-06-01'), meeting('morning', TODAY, { startsAt: '09:00' })],
  ]
  expect(meetingBefore(now, meetings)?.id).toBe('morning')
  expect(meetingBefore(meetings[6] ?? now, meetings)?.id).toBe('last')
  expect(meetingBefore({ ...now, restrictedToId: 'da', startsAt: '08:00' }, meetings)?.id).toBe(
    'closed',
  )
})

test('minutes come out as a document: who, what was said, decided and is to be done', () => {
  const blocks = minutesOf({
    meeting: meeting('Board', '2026-05-20', {
      ...{ startsAt: '14:00', place: 'Civic Centre', chairId: 'chair' },
      ...{ attendeeIds: ['chair', 'lead', 'gone'], apologyIds: ['police'] },
    }),
    groupName: 'Partnership board',
    marking: 'OFFICIAL',
    minutes: [
      minute('Any other business', { order: 2, actionId: 'secret' }),
      minute('Late actions', { order: 1, text: 'All heard.', decision: 'Go on.', actionId: 'a' }),
    ],
    nameOf: (id) => (id === 'gone' ? '' : id),
    actionOf: (id) =>
      id === 'a' ? { text: '1.4 Find a hall', owner: 'lead', due: 'Mon 1 Jun' } : null,
  })
  expect(blocks).toEqual([
    { is: 'text', text: 'OFFICIAL' },
    { is: 'title', text: 'Board' },
    { is: 'text', text: 'Partnership board · 20 May 2026 · 14:00 · Civic Centre' },
    { is: 'text', text: 'Draft: these minutes have not been agreed yet.' },
    { is: 'labelled', label: 'Chair', text: 'chair' },
    { is: 'labelled', label: 'Present', text: 'chair, lead' },
    { is: 'labelled', label: 'Apologies', text: 'police' },
    { is: 'heading', text: '1. Late actions' },
    { is: 'text', text: 'All heard.' },
    { is: 'labelled', label: 'Decision', text: 'Go on.' },
    { is: 'labelled', label: 'Action', text: '1.4 Find a hall' },
    { is: 'heading', text: '2. Any other business' },
    { is: 'labelled', label: 'Action', text: 'An action of a plan that is for another group' },
    { is: 'heading', text: 'Actions arising' },
    {
      ...{ is: 'table', head: ['Item', 'Action', 'Who', 'By when'] },
      rows: [['1', '1.4 Find a hall', 'lead', 'Mon 1 Jun']],
    },
  ])
})
