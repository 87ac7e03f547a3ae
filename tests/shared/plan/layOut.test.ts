import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut } from '../../../shared/plan/layOut.ts'

const priorities = [
  { id: 'p2', order: 2 },
  { id: 'p1', order: 1 },
]
const themes = [
  { id: 't2', priorityId: 'p1', order: 2 },
  { id: 't1', priorityId: 'p1', order: 1 },
  { id: 't3', priorityId: 'p2', order: 1 },
]
const action = (id: string, priorityId: string, themeId: string, more = {}) => ({
  action: { id, priorityId, themeId, order: 1, ...more },
})
const seen = (laid: ReturnType<typeof layOut<(typeof priorities)[0], (typeof themes)[0], Given>>) =>
  laid.map(({ priority, themes: parts }) => [
    priority?.id ?? null,
    parts.map(({ theme, listed }) => [theme?.id ?? null, listed.map((it) => it.action.id)]),
  ])
type Given = ReturnType<typeof action>

test('a plan is read in the order of its priorities, themes and actions', () => {
  const actions = [
    action('b', 'p1', 't1', { order: 2 }),
    action('a', 'p1', 't1', { order: 1.5 }),
    action('c', 'p1', 't2'),
  ]
  expect(seen(layOut(priorities, themes, actions))).toEqual([
    [
      'p1',
      [
        ['t1', ['a', 'b']],
        ['t2', ['c']],
      ],
    ],
    ['p2', [['t3', []]]],
  ])
})

test('an action moved by two people at once, or left without its heading, is still read somewhere', () => {
  const actions = [
    action('torn', 'p2', 't1'),
    action('homeless', 'p9', 't1'),
    action('fine', 'p2', 't3'),
  ]
  expect(seen(layOut(priorities, themes, actions))).toEqual([
    [
      'p1',
      [
        ['t1', []],
        ['t2', []],
      ],
    ],
    [
      'p2',
      [
        ['t3', ['fine']],
        [null, ['torn']],
      ],
    ],
    [null, [[null, ['homeless']]]],
  ])
})

test('what serves several priorities is counted under each and listed under its own', () => {
  const shared = action('x', 'p1', 't1', { alsoPriorityIds: ['p2', 'p2', 'p1', 'p9'] })
  const laid = layOut(priorities, themes, [shared])
  expect(laid.map(({ counted }) => counted.length)).toEqual([1, 1])
  expect(laid[1]?.themes.flatMap(({ listed }) => listed)).toEqual([])
})

test('whatever became of priorities and themes, each action is listed once', () => {
  const place = fc.record({
    priorityId: fc.constantFrom('p1', 'p2', 'p9'),
    themeId: fc.constantFrom('t1', 't2', 't3', 't9'),
    order: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(place), fc.subarray(priorities), fc.subarray(themes), (places, ps, ts) => {
      const actions = places.map((it, at) => ({ action: { id: `a-${at}`, ...it } }))
      const listed = layOut(ps, ts, actions).flatMap((it) => it.themes.flatMap((t) => t.listed))
      expect(new Set(listed)).toEqual(new Set(actions))
      expect(listed.length).toBe(actions.length)
    }),
  )
})
