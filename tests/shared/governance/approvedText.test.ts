import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ApprovedText } from '../../../shared/governance/approvedText.ts'
import { changesSince } from '../../../shared/governance/changesSince.ts'
import { frozenRows, partsOf, thaw } from '../../../shared/governance/freeze.ts'
import type { FrozenRow } from '../../../shared/governance/freeze.ts'
import { MAX_ROW_BYTES } from '../../../shared/sync/limits.ts'
import { action, plan, rows } from './people.ts'

const textsOf = (frozen: readonly FrozenRow[], approvalId = 'approval-1'): ApprovedText[] => {
  const parts = partsOf(frozen)
  return parts.map((it, part) => ({
    ...{ planId: 'plan-1', approvalId, part, parts: parts.length, rows: it },
  }))
}

const words = fc.string({ maxLength: 40 }).map((text) => text.repeat(200))
const frozen = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom('action' as const, 'priority' as const, 'milestone' as const),
      id: fc.stringMatching(/^[a-z0-9]{1,12}$/),
      data: fc.dictionary(fc.constantFrom('text', 'how', 'target', 'evidence', 'order'), words),
    }),
    { selector: ({ kind, id }) => `${kind} ${id}`, maxLength: 60 },
  )
  .map((them) => them.filter(({ data }) => Object.keys(data).length > 0))

test('a plan of any length is frozen in parts that fit into a row, and comes back as it was', () => {
  fc.assert(
    fc.property(frozen, (it) => {
      const texts = textsOf(it)
      for (const text of texts) {
        expect(JSON.stringify(text).length).toBeLessThanOrEqual(MAX_ROW_BYTES)
        expect(v.safeParse(ApprovedText, text).success).toBe(true)
      }
      const back = thaw(texts.toReversed(), 'approval-1') ?? []
      expect(changesSince(it, back)).toEqual([])
      expect(back).toHaveLength(it.length)
    }),
    { numRuns: 60 },
  )
})

test('a row that is longer than a part goes on in the next', () => {
  const long = 'x'.repeat(7990)
  const data = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`field${at}`, long]))
  const texts = textsOf([{ kind: 'action', id: 'a', data }])
  expect(texts.length).toBeGreaterThan(1)
  expect(thaw(texts, 'approval-1')).toEqual([{ kind: 'action', id: 'a', data }])
})

test('parts are filled nearly to the limit, and not beyond it', () => {
  const many = Array.from({ length: 400 }, (_, at): FrozenRow => {
    return { kind: 'action', id: `a${at}`, data: { text: 'x'.repeat(700) } }
  })
  const sizes = textsOf(many).map((text) => JSON.stringify(text).length)
  expect(Math.max(...sizes)).toBeLessThan(MAX_ROW_BYTES - 2000)
  expect(sizes).toHaveLength(5)
})

test('while a part has not come yet nothing is called gone', () => {
  const many = Array.from({ length: 900 }, (_, at): FrozenRow => {
    return { kind: 'action', id: `a${at}`, data: { text: 'Visit' } }
  })
  const texts = textsOf(many)
  expect(texts.length).toBeGreaterThan(1)
  expect(thaw(texts.slice(1), 'approval-1')).toBeNull()
  expect(thaw([], 'approval-1')).toBeNull()
  expect(thaw(texts, 'approval-2')).toBeNull()
})

const before = rows({ actions: [action('1.1', { text: 'Visit schools' }), action('1.2')] })
const changed = (after: Parameters<typeof rows>[0]) =>
  changesSince(frozenRows(before), frozenRows(rows({ actions: before.actions, ...after })))

test('a plan that is as it was approved has no changes', () => {
  expect(changed({})).toEqual([])
})

test('a row is new, gone, or changed field by field', () => {
  const found = changed({
    actions: [action('1.1', { text: 'Visit all schools', how: 'On foot' }), action('1.3')],
  })
  expect(found.map(({ id, is }) => `${id} ${is}`)).toEqual(['1.1 changed', '1.3 new', '1.2 gone'])
  expect(found[0]?.fields).toEqual([
    { field: 'text', before: 'Visit schools', after: 'Visit all schools' },
    { field: 'how', before: null, after: 'On foot' },
  ])
  expect(found[2]?.before.text).toBe('1.2')
})

test('an action that is moved or merged is changed, not gone and new', () => {
  const found = changed({
    actions: [action('1.1', { text: 'Visit schools', mergedIntoId: '1.2' }), action('1.2')],
  })
  expect(found.map(({ is, fields }) => [is, fields.map(({ field }) => field)])).toEqual([
    ['changed', ['mergedIntoId']],
  ])
})

test.each<[story: string, after: Parameters<typeof rows>[0]]>([
  ['the state of the plan', { plan: plan({ state: 'archived' }) }],
  ['how lines are arranged', { actions: before.actions.map((it) => ({ ...it, order: 9 })) }],
  [
    'that an owner has accepted',
    { actions: before.actions.map((it) => ({ ...it, acceptedByIds: ['a'] })) },
  ],
  [
    'an empty list where nothing stood',
    { actions: before.actions.map((it) => ({ ...it, alsoPriorityIds: [], how: '' })) },
  ],
])('no board approves %s', (_, after) => {
  expect(changed(after)).toEqual([])
})

test('the next date of what recurs moves on by itself; how often it recurs does not', () => {
  const weekly = (nextDueOn: string, every: 'week' | 'month') =>
    rows({
      actions: [
        action('1.1', { timescale: { means: 'recurrence', words: 'Weekly', every, nextDueOn } }),
      ],
    })
  const since = (after: ReturnType<typeof weekly>) =>
    changesSince(frozenRows(weekly('2021-05-01', 'week')), frozenRows(after)).length
  expect(since(weekly('2021-05-08', 'week'))).toBe(0)
  expect(since(weekly('2021-05-01', 'month'))).toBe(1)
})
