import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, hashOf, hashText, isSame } from '../../../shared/sync/canonical.ts'

const isUint32 = (half: number) => half === half >>> 0

describe('one spelling for one value', () => {
  test.each([
    ['text', 'Käse "x"', '"Käse \\"x\\""'],
    ['a number', 1.5, '1.5'],
    ['minus nought, which is nought', -0, '0'],
    ['null', null, 'null'],
    ['nothing at all, which is null', undefined, 'null'],
    ['keys in any order', { b: 1, a: { d: 2, c: 3 } }, '{"a":{"c":3,"d":2},"b":1}'],
    ['a key without a value, which is left out', { a: undefined, b: 1 }, '{"b":1}'],
    ['a list, whose order matters', [2, 1], '[2,1]'],
    ['a gap in a list, which keeps its place', [1, undefined, 2], '[1,null,2]'],
    ['capitals before small letters', { a: 1, B: 2 }, '{"B":2,"a":1}'],
  ])('%s', (_what, value, spelling) => {
    expect(canonical(value)).toBe(spelling)
  })

  test('the order in which keys were written does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonical(turned)).toBe(canonical(value))
        expect(isSame(turned, value)).toBe(true)
      }),
    )
  })

  test('it is JSON, and what is read back is spelled the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const spelling = canonical(value)
        expect(canonical(JSON.parse(spelling))).toBe(spelling)
      }),
    )
  })

  test.each([
    ['a number and its digits as text', 1, '1'],
    ['null and a missing list', null, []],
    ['an empty list and an empty record', [], {}],
    ['nested and flat lists', [[1], 2], [[1, 2]]],
    ['null under a key and no key', { a: null }, {}],
  ])('%s are not the same', (_what, a, b) => {
    expect(isSame(a, b)).toBe(false)
  })

  test('a key named __proto__ counts like any other', () => {
    const odd: unknown = JSON.parse('{"__proto__":{"a":1}}')
    expect(canonical(odd)).toBe('{"__proto__":{"a":1}}')
    expect(isSame(odd, {})).toBe(false)
  })
})

describe('a row’s hash', () => {
  test('both halves are unsigned 32-bit numbers, so that a digest can add them up', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { hi, lo } = hashOf(value)
        expect(isUint32(hi) && isUint32(lo)).toBe(true)
        expect(hashText(value)).toMatch(/^[0-9a-f]{16}$/)
      }),
    )
  })

  test('equal values hash equal, whatever the order of their keys', () => {
    expect(hashText({ a: 1, b: [2, { c: 3, d: 4 }] })).toBe(
      hashText({ b: [2, { d: 4, c: 3 }], a: 1 }),
    )
  })

  test('twenty thousand rows that differ by one digit have twenty thousand hashes', () => {
    const seen = new Set(Array.from({ length: 20_000 }, (_, n) => hashText({ id: `action-${n}` })))
    expect(seen.size).toBe(20_000)
  })

  // Receipts and rows written by an earlier build are compared with hashes made by this one.
  test.each([
    [null, '9b55e0da69fcb93a'],
    ['', 'ada151798dddd9f7'],
    [{ text: 'Year 6 sessions', order: 1 }, 'd39be34e9cc7bf07'],
  ])('last year’s hash of %j is still its hash', (value, hash) => {
    expect(hashText(value)).toBe(hash)
  })
})
