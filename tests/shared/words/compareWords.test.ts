import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions } from '../../../shared/words/compareVersions.ts'
import { compareWords } from '../../../shared/words/compareWords.ts'
import type { Stretch } from '../../../shared/words/compareWords.ts'

/** `-taken out-` and `+written new+`, as one line. */
const say = (stretches: readonly Stretch[]) =>
  stretches
    .map(({ text, is }) => (is === 'same' ? text : is === 'in' ? `+${text}+` : `-${text}-`))
    .join('')

describe('where two texts differ, word by word', () => {
  test.each([
    ['', '', ''],
    ['', 'Doors fitted', '+Doors fitted+'],
    ['Doors fitted', '', '-Doors fitted-'],
    ['Doors fitted', 'Doors fitted', 'Doors fitted'],
    ['Visit two schools', 'Visit three schools', 'Visit- two-+ three+ schools'],
    ['Visit schools', 'Visit schools in Year 6', 'Visit schools+ in Year 6+'],
    ['Old words here', 'New lines there', '-Old words here-+ New lines there+'],
    ['a b c d', 'a x c y', 'a- b-+ x+ c- d-+ y+'],
    ['One line', 'One\nline', 'One\nline'],
    ['kept  ', 'kept', 'kept'],
  ])('%j became %j', (before, after, expected) => {
    expect(say(compareWords(before, after))).toBe(expected)
  })

  const text = fc
    .array(fc.constantFrom('the', 'door', 'alarm', 'was', 'fitted', 'Victoria', '\n', '£5'))
    .map((words) => words.join(' '))
  const words = (it: string) => it.split(/\s+/).filter((word) => word !== '')
  const side = (stretches: readonly Stretch[], gone: Stretch['is']) =>
    words(
      stretches
        .filter(({ is }) => is !== gone)
        .map(({ text }) => text)
        .join(''),
    )

  test('nothing is left out on either side, and no two neighbours are of one sort', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = compareWords(before, after)
        expect(side(found, 'in')).toEqual(words(before))
        expect(side(found, 'out')).toEqual(words(after))
        expect(found.every(({ is }, at) => is !== found[at + 1]?.is)).toBe(true)
      }),
    )
  })

  test('what both have is as much as can be: never less than a shared beginning and end', () => {
    fc.assert(
      fc.property(text, text, text, text, (start, end, one, two) => {
        const [before, after] = [`${start} ${one} ${end}`, `${start} ${two} ${end}`]
        const same = compareWords(before, after).flatMap(({ text, is }) =>
          is === 'same' ? words(text) : [],
        )
        expect(same.length).toBeGreaterThanOrEqual(words(start).length + words(end).length)
      }),
    )
  })

  test('two novels are told apart whole: lining them up would take the memory of a phone', () => {
    const novel = (word: string) =>
      Array.from({ length: 3000 }, (_, n) => (n === 1500 ? 'both' : `${word}${n}`)).join(' ')
    const short = compareWords(novel('a').slice(-9000), novel('b').slice(-9000))
    expect(short.map(({ is }) => is)).toContain('same')
    const long = compareWords(novel('a'), novel('b'))
    expect(long.map(({ is }) => is)).toEqual(['out', 'in'])
  })
})

describe('two versions, marked for somebody who has to choose', () => {
  test('each shows what its author took out and wrote', () => {
    const base = 'Walk the top ten noise addresses with housing every week'
    const mine = 'Walk the top twelve noise addresses with housing every week'
    const theirs = 'Walk the top ten noise addresses with housing every month'
    const { against, ...versions } = compareVersions(base, mine, theirs)
    expect(against).toBe('before')
    expect(say(versions.mine)).toContain('- ten-+ twelve+')
    expect(say(versions.theirs)).toContain('- week-+ month+')
  })

  test('where nothing stood before, each shows what the other does not have', () => {
    const { against, mine, theirs } = compareVersions(
      '',
      'Thirty residents feel safer',
      'Forty residents feel safer',
    )
    expect(against).toBe('each other')
    expect(say(mine)).toBe('+Thirty+ residents feel safer')
    expect(say(theirs)).toBe('+Forty+ residents feel safer')
  })

  test('what was written anew carries no marks', () => {
    const { against, mine, theirs } = compareVersions('', 'Ring the school', 'Letter to parents')
    expect(against).toBe('nothing')
    expect([say(mine), say(theirs)]).toEqual(['Ring the school', 'Letter to parents'])
  })

  test('a text that somebody emptied is compared with the other one, not struck through whole', () => {
    const { against, mine } = compareVersions('Ring the school', '', 'Ring the school at nine')
    expect(against).toBe('nothing')
    expect(mine).toEqual([])
  })
})
