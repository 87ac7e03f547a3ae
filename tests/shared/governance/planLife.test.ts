import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choicesOf, planLife, roundFor } from '../../../shared/governance/planLife.ts'
import { plan, step } from './people.ts'

const life = (...said: string[]) => planLife('plan-1', said.map(step))

test.each<[story: string, steps: string[], state: string | null, waits: number | null]>([
  ['nobody has taken a step', [], null, null],
  ['a sub-group hands it in', ['submitted 1 lead 9'], 'submitted', 1],
  ['the board sends it back', ['submitted 1 lead 9', 'returned 1 chair 10'], 'draft', null],
  [
    'it is handed in again',
    ['submitted 1 lead 9', 'returned 1 chair 10', 'submitted 2 lead 11'],
    'submitted',
    2,
  ],
  [
    'and approved',
    ['submitted 1 lead 9', 'returned 1 chair 10', 'submitted 2 lead 11', 'approved 2 chair 12'],
    'approved',
    null,
  ],
  ['the board approves without being asked', ['approved 1 chair 9'], 'approved', null],
  [
    'what was changed in an approved plan is handed in',
    ['approved 1 chair 9', 'submitted 2 lead 10'],
    'approved',
    2,
  ],
  [
    'and sent back: the plan stays as it was approved',
    ['approved 1 chair 9', 'submitted 2 lead 10', 'returned 2 chair 11'],
    'approved',
    null,
  ],
  ['it is rolled forward', ['approved 1 chair 9', 'rolled forward 1 manager 10'], 'archived', null],
])('%s', (_, steps, state, waits) => {
  const found = life(...steps)
  expect(found.state).toBe(state)
  expect(found.waiting?.round ?? null).toBe(waits)
})

describe('two people at once', () => {
  test('who submit are in one round, and both are named', () => {
    const { waiting, rounds } = life('submitted 1 lead 9', 'submitted 1 manager 10')
    expect(rounds).toHaveLength(1)
    expect(waiting?.submitted.map(({ byId }) => byId)).toEqual(['lead', 'manager'])
  })

  test('who approve: the first counts, in whatever order the office heard of them', () => {
    const { approved, rounds } = life('approved 1 manager 11', 'approved 1 chair 10')
    expect(approved?.byId).toBe('chair')
    expect(rounds[0]?.decided.map(({ byId }) => byId)).toEqual(['chair', 'manager'])
  })

  test('who approve and send back: what was first counts, and the other is not lost', () => {
    const { approved, rounds, state } = life(
      'submitted 1 lead 9',
      'approved 1 manager 11',
      'returned 1 chair 10',
    )
    expect(approved).toBeNull()
    expect(state).toBe('draft')
    expect(rounds[0]?.decided.map(({ step }) => step)).toEqual(['returned', 'approved'])
  })

  test('an approval of a round that has been sent back meanwhile approves nothing of the next', () => {
    const { approved, waiting } = life(
      ...['submitted 1 lead 9', 'returned 1 chair 10', 'submitted 2 lead 11'],
      'approved 1 manager 12',
    )
    expect(approved).toBeNull()
    expect(waiting?.round).toBe(2)
  })

  test('who sign off one quarter are both named, and other quarters are not signed', () => {
    const { signOffs } = life('signed off 1 manager 9 2026-Q1', 'signed off 1 chair 10 2026-Q1')
    expect(signOffs.get('2026-Q1')?.map(({ byId }) => byId)).toEqual(['manager', 'chair'])
    expect(signOffs.size).toBe(1)
  })
})

const steps = fc.array(
  fc
    .tuple(
      fc.constantFrom('submitted', 'returned', 'approved', 'signed off', 'rolled forward'),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('lead', 'chair', 'manager'),
      fc.integer({ min: 0, max: 23 }),
    )
    .map(([name, round, by, hour]) => step(`${name} ${round} ${by} ${hour}`)),
  { maxLength: 14 },
)

test('the order in which steps arrive changes nothing, and none of them is left out', () => {
  fc.assert(
    fc.property(
      steps.chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        ),
      ),
      ([all, shuffled]) => {
        const found = planLife('plan-1', all)
        expect(planLife('plan-1', shuffled)).toEqual(found)
        const shown = [
          ...found.rounds.flatMap(({ submitted, decided }) => [...submitted, ...decided]),
          ...found.rolled,
        ]
        expect(shown).toHaveLength(all.filter(({ step }) => step !== 'signed off').length)
      },
    ),
  )
})

test('steps of another plan are its own', () => {
  expect(planLife('plan-2', [step('approved 1 chair 9')]).rounds).toEqual([])
})

test.each<[steps: string[], next: Parameters<typeof roundFor>[0], round: number]>([
  [[], 'submitted', 1],
  [['submitted 1 lead 9'], 'approved', 1],
  [['submitted 1 lead 9', 'returned 1 chair 10'], 'submitted', 2],
  [['approved 1 chair 9'], 'approved', 2],
  [[], 'signed off', 1],
  [['approved 3 chair 9'], 'rolled forward', 3],
])('after %j, %s belongs to round %i', (said, next, round) => {
  expect(roundFor(next, life(...said))).toBe(round)
})

test.each<
  [
    story: string,
    state: 'draft' | 'submitted' | 'approved' | 'archived',
    said: string[],
    isChanged: boolean,
    can: string,
  ]
>([
  ['a draft is handed in, or approved outright', 'draft', [], false, 'submit approve'],
  ['what waits is decided', 'submitted', ['submitted 1 lead 9'], false, 'giveBack approve'],
  ['an approved plan has nothing to decide', 'approved', ['approved 1 chair 9'], false, ''],
  ['until it is changed', 'approved', ['approved 1 chair 9'], true, 'submit approve'],
  ['one approved on paper can be frozen', 'approved', [], false, 'approve'],
  ['a past year is only read', 'archived', ['approved 1 chair 9'], true, ''],
])('%s', (_, state, said, isChanged, can) => {
  const choices = choicesOf(plan({ state }), life(...said), isChanged)
  const open = Object.entries(choices).flatMap(([name, isOpen]) => (isOpen ? [name] : []))
  expect(open.join(' ')).toBe(can)
})
