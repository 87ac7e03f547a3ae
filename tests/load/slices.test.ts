import * as fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { slicesOf } from '../../web/src/lib/load/slices.ts'

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

/** Long enough to be cut many times. */
const big = fc
  .array(
    fc.array(
      fc.constantFrom(
        'a',
        'b"c',
        'd,e',
        'f\ng',
        '""',
        '',
        'h"',
        '=5" pipe',
        'x'.repeat(300),
        'é\r\nü',
      ),
      { minLength: 2, maxLength: 4 },
    ),
    { minLength: 3, maxLength: 8 },
  )
  .map((rows) => {
    const lines = rows.map((row) =>
      row
        .map((it) =>
          /[",\n]/.test(it) && !it.startsWith('=') ? `"${it.replaceAll('"', '""')}"` : it,
        )
        .join(','),
    )
    return `${lines.join('\n')}\n`.repeat(1500)
  })

test('cut anywhere, a table reads as it does whole, and each piece knows its line', async () => {
  await fc.assert(
    fc.asyncProperty(big, fc.integer({ min: 1000, max: 200_000 }), async (text, size) => {
      let together = ''
      const rows: string[][] = []
      for await (const slice of slicesOf(pieces(text, size), ',')) {
        expect(slice.line).toBe(together.split('\n').length)
        expect(slice.isOpen).toBeUndefined()
        together += slice.text
        rows.push(
          ...Papa.parse<string[]>(slice.text, { delimiter: ',', newline: '\n' }).data.filter(
            (it) => it.length > 1,
          ),
        )
      }
      expect(together).toBe(text)
      expect(rows).toEqual(
        Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data.filter(
          (it) => it.length > 1,
        ),
      )
    }),
    { numRuns: 12 },
  )
})
