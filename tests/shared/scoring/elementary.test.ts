import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, log, log1p } from '../../../shared/scoring/numeric/elementary.ts'

/** How many representable numbers lie between two of one sign. */
function apart(a: number, b: number): number {
  if (a === b) return 0
  const view = new DataView(new ArrayBuffer(16))
  view.setFloat64(0, a)
  view.setFloat64(8, b)
  const between = view.getBigInt64(0) - view.getBigInt64(8)
  return Math.abs(Number(between))
}

// mpmath at 40 digits, rounded to double.
test.each([
  [log, 2, 0.6931471805599453],
  [log, 10, 2.302585092994046],
  [log, 0.1, -2.3025850929940455],
  [log, 1 + 2 ** -52, 2.220446049250313e-16],
  [log, 5e-324, -744.4400719213812],
  [log, Number.MAX_VALUE, 709.782712893384],
  [log1p, 1e-20, 1e-20],
  [log1p, -0.1, -0.10536051565782631],
  [exp, 1, 2.718281828459045],
  [exp, -1, 0.36787944117144233],
  [exp, 100, 2.6881171418161356e43],
  [exp, -745.1, 5e-324],
])('%o of %d', (of, x, expected) => expect(apart(of(x), expected)).toBeLessThanOrEqual(1))

test('the ends', () => {
  expect([log(0), log(-1), log(Infinity), log(1), log(NaN)]).toEqual([
    -Infinity,
    NaN,
    Infinity,
    0,
    NaN,
  ])
  expect([exp(0), exp(710), exp(-746), exp(NaN)]).toEqual([1, Infinity, 0, NaN])
  expect([log1p(0), log1p(-1), log1p(-2)]).toEqual([0, -Infinity, NaN])
})

test('within two in the last place of the engine’s own, wherever', () => {
  const anywhere = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true })
  fc.assert(
    fc.property(anywhere, (x) => apart(log(x), Math.log(x)) <= 2),
    { numRuns: 20_000 },
  )
  const near = fc.double({ min: 0.5, max: 2, noNaN: true })
  fc.assert(
    fc.property(near, (x) => apart(log(x), Math.log(x)) <= 2),
    { numRuns: 20_000 },
  )
  const power = fc.double({ min: -740, max: 709, noNaN: true })
  fc.assert(
    fc.property(power, (x) => apart(exp(x), Math.exp(x)) <= 2),
    { numRuns: 20_000 },
  )
  const small = fc.double({ min: -0.2, max: 0.2, noNaN: true })
  fc.assert(
    fc.property(small, (x) => apart(log1p(x), Math.log1p(x)) <= 3),
    { numRuns: 20_000 },
  )
})

test('nothing in scoring asks the engine for what engines answer differently', () => {
  const folder = new URL('../../../shared/scoring/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((it) =>
    it.endsWith('.ts'),
  )
  expect(files.length).toBeGreaterThan(40)
  const uneven =
    /Math\.(a?(cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow|random)\(|Intl\.|toLocale|localeCompare/
  const found = files.filter((file) => uneven.test(readFileSync(new URL(file, folder), 'utf8')))
  expect(found).toEqual([])
})
