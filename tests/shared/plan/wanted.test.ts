import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingOf } from '../../../shared/plan/standing.ts'
import { dueWords, isWanted } from '../../../shared/plan/wanted.ts'
import type { Filter } from '../../../shared/plan/wanted.ts'
import { fold, hasWords } from '../../../shared/words/fold.ts'

const today = '2026-11-22'
const due = (dueOn: string) => ({ timescale: { means: 'due' as const, words: '', dueOn } })
const late = {
  action: {
    ...{ priorityId: 'violence', alsoPriorityIds: ['drugs'], leadAgencyId: 'police' },
    ...{ stakeholderIds: ['council'], wardIds: ['victoria'], ownerIds: ['pcso'] },
  },
  standing: standingOf(due('2026-11-20'), [], today),
  asked: null,
}

describe('a filter', () => {
  test.each<[filter: Filter, is: boolean]>([
    [{}, true],
    [{ priority: '', due: '' }, true],
    [{ priority: 'violence' }, true],
    [{ priority: 'drugs' }, true],
    [{ priority: 'asb' }, false],
    [{ agency: 'police' }, true],
    [{ agency: 'council' }, true],
    [{ agency: 'fire' }, false],
    [{ status: 'not started' }, true],
    [{ status: 'blocked' }, false],
    [{ ward: 'victoria' }, true],
    [{ ward: 'beaver' }, false],
    [{ owner: 'pcso' }, true],
    [{ owner: 'warden' }, false],
    [{ group: 'csu' }, true],
    [{ due: 'overdue' }, true],
    [{ due: 'off-track' }, true],
    [{ due: 'soon' }, false],
    [{ due: 'silent' }, false],
    [{ due: 'blocked' }, false],
    [{ due: 'asked' }, false],
    [{ due: 'no-owner' }, false],
    [{ due: 'what an old link said' }, true],
    [{ priority: 'violence', agency: 'fire' }, false],
  ])('%j finds what is late: %s', (filter, is) => {
    expect(isWanted(late, filter, (id) => id === 'pcso')).toBe(is)
  })

  test('somebody who is not in the group is not found by it', () => {
    expect(isWanted(late, { group: 'csu' }, () => false)).toBe(false)
  })

  test('one more word of it never finds more', () => {
    const word = <T>(...words: T[]) => fc.option(fc.constantFrom(...words), { nil: '' })
    const filter = fc.record({
      ...{ priority: word('violence', 'asb'), status: word('not started', 'blocked') },
      due: word(...Object.keys(dueWords)),
    })
    fc.assert(
      fc.property(filter, fc.constantFrom('police', 'fire'), (narrow, agency) => {
        if (isWanted(late, { ...narrow, agency })) expect(isWanted(late, narrow)).toBe(true)
      }),
    )
  })
})

describe('words that are looked for', () => {
  const text = fold('A.1 Café owners’ Forum; see ASB 2.3. Women’s safety (St Mary’s)')
  test.each<[typed: string, is: boolean]>([
    ['', true],
    ['cafe', true],
    ['CAFÉ', true],
    ['own for', true],
    ['wners', false],
    ['a.1', true],
    ['a.', true],
    ['2.3', true],
    ['asb 2', true],
    ['womens', true],
    ["women's", true],
    ['st marys', true],
    ['forum zebra', false],
    ['!!', true],
  ])('"%s" is found: %s', (typed, is) => {
    expect(hasWords(text, fold(typed))).toBe(is)
  })

  test('whatever is written can be found by any word of it, as it is written', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.nat(), (words, at) => {
        const list = words.split(' ')
        expect(hasWords(fold(words), fold(list[at % list.length] ?? ''))).toBe(true)
      }),
    )
  })

  test('it never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(hasWords(fold(typed), fold(typed))).toBe(true)
      }),
    )
  })
})
