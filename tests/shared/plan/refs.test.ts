import { describe, expect, test } from 'vitest'
import { nextRef, repeatedRefs } from '../../../shared/plan/refs.ts'

describe('the ref a new action begins with', () => {
  test.each<[wanted: string, theme: string[], priority: string[], plan: string[], nth: number]>([
    ['1.5', ['1.3', '1.4'], [], ['1.3', '1.4'], 1],
    ['V.6', [], ['V.1', 'V.5'], ['V.1', 'V.5'], 2],
    ['ASB 2.4', ['ASB 2.3'], [], ['ASB 2.3'], 1],
    ['1.7', ['1.4'], [], ['1.4', '1.5', '1.6'], 1],
    ['3.1', [], [], [], 3],
    ['3.2', [], [], ['3.1'], 3],
    ['1.10', ['1.9', '1.2'], [], [], 1],
    ['2.5', ['2.4A', '2.3'], [], ['2.4A', '2.3'], 2],
    ['4.1', ['none'], ['—'], ['none'], 4],
  ])('%s', (wanted, theme, priority, plan, nth) => {
    expect(nextRef(theme, priority, plan, nth)).toBe(wanted)
  })
})

describe('refs used twice', () => {
  const action = (id: string, ref: string, mergedIntoId?: string) => ({ id, ref, mergedIntoId })
  const repeated = (...actions: ReturnType<typeof action>[]) =>
    [...repeatedRefs(actions)].map(([id, others]) => [id, ...others.map((it) => it.id)])

  test('each is told of the others, however it is spelt', () => {
    expect(repeated(action('a', 'ASB 2.4'), action('b', 'asb  2.4.'), action('c', '2.5'))).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ])
  })
  test('what was merged away and what has none takes nobody’s', () => {
    expect(
      repeated(action('a', '2.4'), action('b', '2.4', 'a'), action('c', ' '), action('d', ' ')),
    ).toEqual([])
  })
})
