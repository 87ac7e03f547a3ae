import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparePlans } from '../../../shared/governance/comparePlans.ts'
import type { Comparable } from '../../../shared/governance/comparePlans.ts'

const row = (id: string, ref: string, text: string, carriedFromId?: string): Comparable => ({
  ...{ id, ref, text },
  ...(carriedFromId ? { carriedFromId } : {}),
})
const said = (
  before: Comparable[],
  after: Comparable[],
  from?: Parameters<typeof comparePlans>[2],
) =>
  comparePlans(before, after, from).map(
    ({ is, before: was, after: it }) => `${was?.id ?? '-'} ${is} ${it?.id ?? '-'}`,
  )

test('what carries something on is believed, however its words have changed', () => {
  const before = [row('a', '1', 'Visit schools'), row('b', '2', 'Patrol the park')]
  const after = [row('x', '9', 'Quite another thing', 'a'), row('y', '2', 'Patrol the park')]
  expect(said(before, after)).toEqual(['a changed x', 'b carried y'])
})

test('through plans in between as well', () => {
  const between: Record<string, string> = { mid: 'a' }
  const after = [row('x', '1', 'Visit schools', 'mid')]
  expect(said([row('a', '1', 'Visit schools')], after, (id) => between[id])).toEqual([
    'a carried x',
  ])
})

test('without a mark the same ref and like words are enough, or very like words', () => {
  const before = [
    row('a', '1.1', 'Visit the primary schools in spring'),
    row('b', '1.2', 'Patrol the park with wardens at weekends'),
    row('c', '1.3', 'Write the framework'),
  ]
  const after = [
    row('x', '1.1', 'Visit the primary schools each term'),
    row('y', '4.4', 'Patrol the park with wardens at weekends and on holidays'),
    row('z', '1.3', 'Something else altogether'),
  ]
  expect(said(before, after)).toEqual(['a changed x', 'b changed y', '- new z', 'c ended -'])
})

test('the same words with another target or date are changed, and it is said in what', () => {
  const due = (dueOn: string) => ({ timescale: { means: 'due', words: '', dueOn } })
  const weekly = (nextDueOn: string) => ({ timescale: { means: 'recurrence', nextDueOn } })
  const before = [row('a', '1', 'Visit'), row('b', '2', 'Patrol'), row('c', '3', 'Write')]
  const more = [due('2021-09-30'), weekly('2021-04-01'), { target: '' }]
  const later = [due('2022-09-30'), weekly('2022-04-01'), { target: null }]
  const pairs = comparePlans(
    before.map((it, at) => ({ ...it, more: more[at] ?? {} })),
    before.map((it, at) => ({ ...it, more: later[at] ?? {} })),
  )
  expect(pairs.map((pair) => [pair.is, 'fields' in pair ? pair.fields : []])).toEqual([
    ['changed', ['timescale']],
    ['carried', []],
    ['carried', []],
  ])
})

test('two rows with the same words find one each', () => {
  const before = [row('a', '', 'Patrol the park'), row('b', '', 'Patrol the park')]
  const after = [row('x', '', 'Patrol the park'), row('y', '', 'Patrol  the park')]
  expect(said(before, after)).toEqual(['a carried x', 'b carried y'])
})

test('a circle of marks ends where it closes', () => {
  const after = [row('x', '1', 'Visit', 'y')]
  expect(said([row('a', '2', 'Other')], after, (id) => (id === 'y' ? 'x' : 'y'))).toEqual([
    '- new x',
    'a ended -',
  ])
})

const ref = fc.constantFrom('', '1', '2', '3')
const text = fc.array(fc.constantFrom('visit', 'park', 'school', 'drugs'), { maxLength: 4 })
const plan = (name: string) =>
  fc
    .array(fc.tuple(ref, text, fc.option(fc.integer({ min: 0, max: 9 }))), { maxLength: 9 })
    .map((them) =>
      them.map(([its, its2, from], at) =>
        row(`${name}${at}`, its, its2.join(' '), from === null ? undefined : `a${from}`),
      ),
    )

test('every row of both plans is in exactly one pair', () => {
  fc.assert(
    fc.property(plan('a'), plan('b'), (before, after) => {
      const pairs = comparePlans(before, after)
      const ids = (side: 'before' | 'after') => pairs.flatMap((it) => it[side]?.id ?? []).sort()
      expect(ids('before')).toEqual(before.map(({ id }) => id).sort())
      expect(ids('after')).toEqual(after.map(({ id }) => id).sort())
    }),
  )
})

test('a plan against itself has neither new nor ended', () => {
  fc.assert(
    fc.property(plan('a'), (rows) => {
      const texts = rows.map((it) => ({ ...it, carriedFromId: null, text: it.text || 'x' }))
      const kinds = comparePlans(texts, texts).map(({ is }) => is)
      expect(kinds.every((is) => is === 'carried')).toBe(true)
    }),
  )
})
