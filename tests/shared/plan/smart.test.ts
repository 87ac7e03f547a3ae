import { describe, expect, test } from 'vitest'
import type { Action } from '../../../shared/plan/action.ts'
import { smartCheck } from '../../../shared/plan/smart.ts'
import type { SmartContext } from '../../../shared/plan/smart.ts'

const whole: Action = {
  planId: 'plan',
  priorityId: 'asb',
  themeId: 'prevent',
  ref: '1.1',
  text: 'Run six patrols in Victoria',
  how: 'With the wardens',
  target: '6 patrols',
  leadAgencyId: 'council',
  stakeholderIds: [],
  ownerIds: ['pcso'],
  acceptedByIds: ['pcso'],
  wardIds: [],
  timescale: { means: 'due', words: 'By June', dueOn: '2026-06-30' },
  reachTarget: null,
  order: 1,
}
const context: SmartContext = {
  owners: [{ id: 'pcso', name: 'PCSO, Victoria', hasLeft: false }],
  milestones: [],
  priority: { title: 'ASB' },
}
const step = { timescale: { means: 'due', words: '', dueOn: '2026-05-01' } as const }

const sentences = (changes: Partial<Action>, other: Partial<SmartContext> = {}) =>
  smartCheck({ ...whole, ...changes }, { ...context, ...other }).map((it) => `${it.of}: ${it.text}`)

describe('what an action still lacks', () => {
  test('nothing, where everything is said', () => expect(sentences({})).toEqual([]))

  test.each<[says: string, changes: Partial<Action>, other?: Partial<SmartContext>]>([
    ['specific: Say in a few more words what will be done.', { text: 'More patrols please' }],
    ['specific: Say which agency leads.', { leadAgencyId: null }],
    ['specific: Say how it will be done, or add a milestone.', { how: ' ' }],
    [
      'specific: It begins with “Explore”: say what there will be when it is done.',
      { text: 'Explore help that starts in hospital' },
    ],
    [
      'measurable: Say how anybody will know that it is done: a target with its evidence, or people to reach.',
      { target: null },
    ],
    ['measurable: Say what evidence will show that the target is met.', { target: 'Fewer' }],
    [
      'measurable: Say what figure or result the evidence should show.',
      { target: '', evidence: 'Police figures' },
    ],
    ['achievable: Choose an owner.', { ownerIds: [] }],
    [
      'achievable: Choose another owner: PCSO, Victoria has left.',
      {},
      { owners: [{ id: 'pcso', name: 'PCSO, Victoria', hasLeft: true }] },
    ],
    ['achievable: PCSO, Victoria has not yet said that they will do it.', { acceptedByIds: ['x'] }],
    ['relevant: It stands under no priority of this plan.', {}, { priority: undefined }],
    ['time-bound: Say by when.', { timescale: { means: 'none', words: '' } }],
    [
      'time-bound: “TBC” is no date: say by when, or how often it is looked at.',
      { timescale: { means: 'none', words: 'TBC' } },
    ],
    ['time-bound: Which year?', {}, { question: 'Which year?' }],
  ])('%s', (says, changes, other) => expect(sentences(changes, other)).toEqual([says]))

  test.each<[why: string, changes: Partial<Action>, other?: Partial<SmartContext>]>([
    ['milestones say how', { how: null }, { milestones: [step] }],
    [
      'a dated milestone is a time',
      { timescale: { means: 'none', words: 'TBC' } },
      { milestones: [step] },
    ],
    ['people to reach are a measure', { target: null, reachTarget: { count: 5, audience: '' } }],
    [
      'an open verb with an outcome',
      { text: 'Explore help in hospital', desiredOutcome: 'A service' },
    ],
    [
      'a round is a time',
      { timescale: { means: 'recurrence', words: '', every: 'week', nextDueOn: '2026-05-03' } },
    ],
  ])('%s', (_why, changes, other) => expect(sentences(changes, other)).toEqual([]))
})
