import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPounds, sayAbout, sayPounds, typedPounds } from '../../../shared/money/pounds.ts'

describe('a sum as people type it', () => {
  test.each([
    ['1234', 123_400],
    ['£1,234', 123_400],
    ['1,234.5', 123_450],
    [' £ 12.05 ', 1205],
    ['0', 0],
    ['0.29', 29],
    ['1.1', 110],
    ['100,000,000,000', 10_000_000_000_000],
    // A slip, or more than any fund holds: asked about, never guessed.
    ['1,23', null],
    ['1234,567', null],
    ['12.345', null],
    ['-5', null],
    ['', null],
    ['ten', null],
    ['1e3', null],
    ['100,000,000,000.01', null],
  ])('%s is %s', (typed, pence) => expect(readPounds(typed)).toBe(pence))

  test('every sum comes back from what is shown and what is typed, to the penny', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), (pence) => {
        expect(readPounds(sayPounds(pence))).toBe(pence)
        expect(readPounds(typedPounds(pence))).toBe(pence)
      }),
    )
  })

  test('a big figure is in whole pounds, the nearer', () =>
    expect([sayAbout(2_344_249), sayAbout(99_950)]).toEqual(['£23,442', '£1,000']))

  test('below nothing it says so', () => expect(sayPounds(-123_405)).toBe('−£1,234.05'))
})
