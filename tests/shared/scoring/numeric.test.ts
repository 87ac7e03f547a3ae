import { describe, expect, test } from 'vitest'
import {
  binomialAtLeast,
  binomialAtMost,
  clopperPearson,
  wilson,
} from '../../../shared/scoring/numeric/binomial.ts'
import { falseDiscovery } from '../../../shared/scoring/numeric/falseDiscovery.ts'
import { normalAtMost, normalQuantile } from '../../../shared/scoring/numeric/normal.ts'
import {
  poissonAtMost,
  poissonInterval,
  poissonQuantile,
} from '../../../shared/scoring/numeric/poisson.ts'

/** Values from scipy 1.17 and mpmath at 30 digits, never from this code. */
const close = (value: number, expected: number, relative = 1e-10) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))

describe('the binomial distribution', () => {
  test.each([
    [3, 10, 0.5, 0.171875, 0.9453125],
    [8, 10, 0.3, 0.9998563141, 0.0015903864],
    [1000, 2000, 0.49, 0.8204257855324302, 0.19153110439545304],
    [40, 60, 0.3, 0.9999999989497177, 5.116739065100098e-9],
  ])('at most and at least %d of %d at %d', (k, n, p, atMost, atLeast) => {
    close(binomialAtMost(k, n, p), atMost)
    close(binomialAtLeast(k, n, p), atLeast)
  })

  test('six standard deviations out in a million', () => {
    close(binomialAtLeast(503_000, 1_000_000, 0.5), 9.92574881961445e-10)
  })

  test('the ends are certain', () => {
    expect([binomialAtMost(-1, 5, 0.2), binomialAtMost(5, 5, 0.2)]).toEqual([0, 1])
    expect([binomialAtLeast(0, 5, 0.2), binomialAtLeast(6, 5, 0.2)]).toEqual([1, 0])
  })
})

test.each([
  [0, 10, 0, 0.3084971078187607],
  [1, 10, 0.0025285785444617848, 0.4450161170281954],
  [5, 10, 0.18708602844739855, 0.8129139715526015],
  [10, 10, 0.6915028921812392, 1],
  [3, 250, 0.00248155825470304, 0.034666614574743924],
])('Clopper and Pearson’s interval of %d in %d', (k, n, low, high) => {
  const it = clopperPearson(k, n, 0.95)
  close(it.low, low)
  close(it.high, high)
})

test.each([
  [0, 10, 0, 0.27753279986288926],
  [5, 10, 0.236593090512564, 0.7634069094874361],
  [10, 100, 0.05522913706067508, 0.17436566150491345],
  [1229, 3276, 0.35872858202992025, 0.3918691190266053],
])('Wilson’s interval of %d in %d', (k, n, low, high) => {
  const it = wilson(k, n, 0.95)
  close(it.low, low)
  close(it.high, high)
})

test.each([
  [0, 0, 3.6888794541139354],
  [1, 0.025317807984289876, 5.571643390938898],
  [5, 1.6234863901184207, 11.66833207932267],
  [10, 4.7953886961324335, 18.39035604201778],
  [100, 81.36399125092314, 121.62679379242638],
])('the exact Poisson interval of %d', (count, low, high) => {
  const it = poissonInterval(count, 0.95)
  close(it.low, low)
  close(it.high, high)
})

test.each([
  [0, 1, 0.36787944117144245],
  [3, 2.5, 0.7575761331330662],
  [10, 20, 0.010811718826652723],
])('at most %d where %d are expected', (k, mean, p) => {
  close(poissonAtMost(k, mean), p)
})

test.each([
  [10, 0.025, 4],
  [10, 0.975, 17],
  [10, 0.001, 2],
  [10, 0.999, 21],
  [0.01, 0.975, 0],
  [0.01, 0.999, 1],
  [100, 0.001, 71],
  [100, 0.999, 132],
])('where %d are expected, the %d quantile is %d', (mean, p, k) => {
  expect(poissonQuantile(p, mean)).toBe(k)
})

test('the normal distribution and back', () => {
  close(normalQuantile(0.975), 1.959963984540054, 1e-14)
  close(normalQuantile(0.9), 1.2815515655446004, 1e-14)
  close(normalQuantile(0.001), -3.090232306167813, 1e-13)
  close(normalAtMost(-8), 6.220960574271785e-16)
  for (const p of [1e-9, 0.02, 0.3, 0.5, 0.7, 0.98])
    close(normalAtMost(normalQuantile(p)), p, 1e-12)
})

describe('the false discovery rate', () => {
  test('is the one tabulated by others', () => {
    const qs = falseDiscovery([0.01, 0.04, 0.03, 0.005, 0.8, 0.2])
    ;[0.03, 0.06, 0.06, 0.03, 0.8, 0.24].forEach((q, at) => close(qs[at] ?? NaN, q, 1e-14))
  })

  test('one test needs no adjusting, and none gives none', () => {
    expect(falseDiscovery([0.04])).toEqual([0.04])
    expect(falseDiscovery([])).toEqual([])
  })
})
