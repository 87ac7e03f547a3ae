import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldTerms } from '../../../shared/partnership/fieldTerms.ts'
import {
  glossaryOf,
  isAbbreviation,
  sayMeaning,
  sharedAliases,
} from '../../../shared/partnership/glossary.ts'
import { markAbbreviations, markAll } from '../../../shared/partnership/markAbbreviations.ts'
import { ashford } from '../../fixtures/ashford/index.ts'

const agency = (id: string, name: string, ...aliases: string[]) => ({ id, name, aliases })
const agencies = [
  agency('fire', 'Kent Fire & Rescue Service', 'KFRS', 'Kent Fire & Rescue'),
  agency('old', 'Kent Probation', 'Probation', 'PS'),
  agency('new', 'Probation Service', 'probation ', 'PS'),
]
const terms = glossaryOf({ glossary: [{ short: 'PCC', means: 'Parish church council' }] }, agencies)
const marked = (text: string) =>
  markAbbreviations(text, terms).pieces.flatMap(({ term }) => (term ? [term.short] : []))

describe('the glossary', () => {
  test.each([
    ['KFRS', true],
    ['RAPt', true],
    ['4Ps', false],
    ['Housing', false],
    ['the College', false],
    ['KSS CRC', false],
  ])('%s is an abbreviation: %s', (word, is) => expect(isAbbreviation(word)).toBe(is))

  test('the partnership’s own word comes before the field’s', () => {
    expect(terms.get('PCC')?.means).toEqual(['Parish church council'])
    expect(terms.get('KFRS')).toMatchObject({
      from: 'agency',
      means: ['Kent Fire & Rescue Service'],
    })
    expect(terms.get('PSPO')?.from).toBe('field')
    expect(terms.has('Kent Fire & Rescue')).toBe(false)
  })

  test('a short name of two agencies says both', () => {
    const term = terms.get('PS')
    expect(term && sayMeaning(term)).toBe('Kent Probation, or Probation Service')
  })

  test('what two agencies share is a question, small letters or capitals', () => {
    expect(
      sharedAliases(agencies).map(({ alias, agencies: those }) => [alias, those.length]),
    ).toEqual([
      ['Probation', 2],
      ['PS', 2],
    ])
    expect(sharedAliases([agency('a', 'Police', 'police', 'Police')])).toEqual([])
  })

  test('the field’s own list says each thing once, and each as an abbreviation', () => {
    const shorts = fieldTerms.map(([short]) => short)
    expect(new Set(shorts).size).toBe(shorts.length)
    expect(shorts.filter((short) => !isAbbreviation(short))).toEqual([])
    expect(shorts).toEqual(shorts.toSorted())
  })
})

describe('an abbreviation is explained where it first stands', () => {
  test.each([
    ['KFRS and KFRS again, with a PSPO', ['KFRS', 'PSPO']],
    ['Two PCSOs, KFRS’s van, (PSPO)', ['PCSO', 'KFRS', 'PSPO']],
    // A word that only holds it, or another word: none.
    ['KFRSX, pspo, Police, ABCS', []],
    ['', []],
  ])('%s', (text, shorts) => expect(marked(text)).toEqual(shorts))

  test('on a page of several texts, once', () => {
    const pages = markAll(['The PSPO', 'A PSPO and KFRS', 'KFRS'], terms)
    expect(pages.map((pieces) => pieces.filter(({ term }) => term).length)).toEqual([1, 1, 0])
  })

  test('no letter is lost or moved, and what is explained is explained once', () => {
    const words = fc.constantFrom('KFRS', 'PSPOs', 'the', 'PCC', ' ', ', ', 'É', 'x', '👮', 'PS')
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
        const text = parts.join('')
        const { pieces, seen } = markAbbreviations(text, terms)
        expect(pieces.map((it) => it.text).join('')).toBe(text)
        const shorts = pieces.flatMap(({ term }) => term?.short ?? [])
        expect(new Set(shorts).size).toBe(shorts.length)
        expect([...seen].toSorted()).toEqual(shorts.toSorted())
        expect(markAbbreviations(text, terms, seen).pieces.every(({ term }) => !term)).toBe(true)
      }),
    )
  })

  test('the demonstration’s plans say KCC, PSPO and ASB, and each is found', () => {
    const rows = ashford('2026-11-22')
    const those = rows.flatMap(({ kind, id, entry }) =>
      kind === 'agency' ? [{ id, ...entry }] : [],
    )
    const glossary = glossaryOf(undefined, those)
    const texts = rows.flatMap(({ kind, entry }) =>
      kind === 'action' ? [entry.text, entry.how ?? ''] : [],
    )
    const found = markAll(texts, glossary).flatMap((pieces) =>
      pieces.flatMap(({ term }) => term?.short ?? []),
    )
    expect(found).toEqual(expect.arrayContaining(['ASB', 'PSPO', 'IDVA', 'PCSO']))
    expect(sharedAliases(those).map(({ alias }) => alias)).toEqual(['Probation'])
  })
})
