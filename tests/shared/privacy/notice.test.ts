import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noticePersonalData, saySort, sorts } from '../../../shared/privacy/notice.ts'
import type { Sort } from '../../../shared/privacy/notice.ts'
import { badExamples } from './badExamples.ts'
import { goodExamples } from './goodExamples.ts'

type Case = [text: string, ...seen: [Sort, string][]]

describe('what is seen, letter for letter', () => {
  test.each<Case>([
    [
      'Ring 07700 900123, or 01632\u00a0960 123.',
      ['phone', '07700 900123'],
      ['phone', '01632\u00a0960 123'],
    ],
    ['07700\u200b900\u200b123', ['phone', '07700\u200b900\u200b123']],
    ['０７７００　９００１２３', ['phone', '０７７００　９００１２３']],
    ['no 07700\n900\n123', ['phone', '07700\n900\n123']],
    ['to jo@gmail.com.', ['email', 'jo@gmail.com']],
    ['NI\u2003ab\u202f12 34 56\u2009c', ['ni-number', 'ab\u202f12 34 56\u2009c']],
    ['DOB 3/4/1987', ['date-of-birth', 'DOB 3/4/1987']],
    ['seen 3/4/1987'],
    ['a Fiesta GK07\nXYZ', ['registration', 'GK07\nXYZ']],
    ['Flat 3, 22 Victoria Cres', ['address', 'Flat 3, 22 Victoria Cres']],
    ['14 Elwick\u00a0Road', ['address', '14 Elwick\u00a0Road']],
    ['victim J. Smith said so', ['named-person', 'victim J. Smith']],
    ['🙂 Mrs Hobday 🙂', ['named-person', 'Mrs Hobday']],
    ['VICTIM: Hobday', ['named-person', 'VICTIM: Hobday']],
  ])('%j', (text, ...seen) => {
    expect(noticePersonalData(text).map(({ sort, text }) => [sort, text])).toEqual(seen)
  })
})

describe('where the line is', () => {
  test.each<[what: string, text: string, ...Sort[]]>([
    ['a postcode alone', 'TN99 8AA', 'address'],
    ['a postcode behind a public place', 'Civic Centre, TN99 8AA'],
    ['a public place, but a house number', 'by the library, 14 TN99 8AA', 'address'],
    ['half a postcode', 'TN99'],
    ['a street', 'Elwick Road'],
    ['a count before a street', '14 reports Elwick Road'],
    ['a time before a street', '14:30 Elwick Road'],
    ['a council mailbox', 'csu@ashford.gov.uk'],
    ['an association’s shared mailbox', 'info@example.org.uk'],
    ['a shared word at a private provider', 'info@gmail.com', 'email'],
    ['a public number', '0300 123 4567'],
    ['a freephone number', '0808 200 0247'],
    ['a pair of letters never given out', 'BG123456C'],
    ['six figures and two letters', 'AB123456'],
    ['the same, called what it is', 'NI no AB123456', 'ni-number'],
    ['a road and a short form', 'A251 RTC'],
    ['a reference of the plan', 'ASB 2.3'],
    ['a name alone', 'Karen Hobday'],
    ['a name in another paragraph', 'spoke to victim\n\nPatrol done'],
    ['a name in another sentence', 'spoke to victim. Patrol done'],
    ['a birth and, in another paragraph, a date', 'born\n\n6 October litter pick'],
    ['a service', 'Victim Support'],
    ['a meeting', 'Offender Management'],
  ])('%s: %s', (_what, text, ...seen) => {
    expect(noticePersonalData(text).map(({ sort }) => sort)).toEqual(seen)
  })

  test('each sort can be said', () => {
    for (const sort of sorts) expect(saySort[sort]).toMatch(/^an? \w/)
  })
})

/** Pieces that nearly fit, in any order, beside strings of any units, halves of emojis among them. */
const pieces = [
  ...badExamples.map(([text]) => text),
  ...goodExamples,
  ...[
    '0',
    '77',
    '44',
    '+',
    '(',
    ' ',
    '\n',
    '\u200b',
    '\u00a0',
    '@',
    '.',
    'Mr',
    'victim',
    'Road',
    'Flat',
  ],
  ...[
    'DOB',
    'born',
    'reg',
    'AB',
    '12',
    'TN',
    '\uD83D',
    '\uDE42',
    '７',
    'é',
    'e\u0301',
    'ﬁ',
    'İ',
    'ß',
  ],
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(' ')),
)

describe('whatever is written', () => {
  test('a sighting is what stands there; they come in order and share no letter', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0
        for (const { at, text: seen } of noticePersonalData(text)) {
          expect(seen.length).toBeGreaterThan(0)
          expect(text.slice(at, at + seen.length)).toBe(seen)
          expect(at).toBeGreaterThanOrEqual(end)
          end = at + seen.length
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('an innocent paragraph behind it or before it hides nothing', () => {
    const innocent = goodExamples.filter((text) => noticePersonalData(text).length === 0)
    fc.assert(
      fc.property(anyText, fc.constantFrom(...innocent), (text, other) => {
        const seen = noticePersonalData(text)
        expect(noticePersonalData(`${text}\n\n${other}`)).toEqual(seen)
        const shift = other.length + 2
        expect(noticePersonalData(`${other}\n\n${text}`)).toEqual(
          seen.map((sighting) => ({ ...sighting, at: sighting.at + shift })),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('the same text gives the same answer twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(noticePersonalData(text)).toEqual(noticePersonalData(text))
      }),
    )
  })
})

describe('100 KB made to be slow comes to an end', () => {
  const hostile = [
    ...[
      'a',
      '0',
      '1 ',
      ' ',
      '\n',
      'A',
      'a.',
      'a@',
      '@a.',
      '(0',
      '+44 ',
      '07700 900 12 ',
      'Flat 1, ',
      '1 a a a ',
      'A. ',
    ],
    ...[
      'victim ',
      'victim: is called "',
      'Mr ',
      'Aa ',
      'Aa-',
      'AB12 ',
      'ABC ',
      'DOB on of ',
      '3 april ',
      'ni no ',
      '1a-1a, ',
    ],
    ...[
      'Road no ',
      'TN',
      '1 TN9 ',
      '\u200b',
      '\uD83D',
      'a at ',
      'e\u0301',
      '1-1-1-',
      'St 1 St ',
      'tel no. ',
      'dob ',
    ],
  ]
  test.each(hostile)('%j', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    expect(Array.isArray(noticePersonalData(text))).toBe(true)
  })
})
