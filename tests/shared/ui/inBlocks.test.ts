import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inBlocks } from '../../../web/src/lib/ui/inBlocks.ts'

describe('a long list in blocks', () => {
  const lists = fc.uniqueArray(fc.integer(), { maxLength: 60 })
  const sizes = fc.integer({ min: 1, max: 12 })

  test('says the same in the same order', () => {
    fc.assert(
      fc.property(lists, fc.nat(80), sizes, (all, most, size) => {
        const blocks = inBlocks(all, most, size)
        expect(blocks.flatMap(({ entries }) => entries)).toEqual(all.slice(0, most))
        expect(blocks.every(({ entries }) => entries.length <= size)).toBe(true)
        expect(new Set(blocks.map(({ nth }) => nth)).size).toBe(blocks.length)
      }),
    )
  })

  test('leaves what is there where it is when something comes in at its top, or more is shown', () => {
    fc.assert(
      fc.property(lists, fc.integer(), fc.nat(80), sizes, (all, first, most, size) => {
        const where = (list: readonly number[], shown: number) =>
          new Map(
            inBlocks(list, shown, size).flatMap(({ nth, entries }) =>
              entries.map((it) => [it, nth]),
            ),
          )
        const before = where(all, most)
        const after = where([first + 0.5, ...all], most + 5)
        for (const [it, nth] of before) expect(after.get(it)).toBe(nth)
      }),
    )
  })
})
