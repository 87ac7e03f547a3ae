import { deviance, logGamma, stirlingError } from './gamma.ts'
import { exp, log } from './elementary.ts'

/** The Poisson mass of k at a mean above zero, extended to real k (Loader 2000). */
export function poissonMass(k: number, mean: number): number {
  if (k === 0) return exp(-mean)
  return exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k)
}

/** The regularised incomplete gamma functions P(a, x) and Q(a, x), for a > 0 and x ≥ 0. */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 }
  const mass = a < 1e-3 ? exp(a * log(x) - x - logGamma(a + 1)) : poissonMass(a, x)
  if (x < a + 1) {
    let term = 1
    let sum = 1
    for (let n = 1; n < 1_000_000; n++) {
      term *= x / (a + n)
      sum += term
      if (term < sum * 1e-17) break
    }
    const lower = Math.min(1, mass * sum)
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, mass * a * upperFraction(a, x))
  return { lower: 1 - upper, upper }
}

/** The continued fraction of Q(a, x), best above the mean (Lentz). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 1_000_000; i++) {
    const term = -i * (i - a)
    b += 2
    d = 1 / nonZero(term * d + b)
    c = nonZero(b + term / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

const nonZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)

/** P(X ≤ k) for X ~ Poisson(mean), k whole. */
export function poissonAtMost(k: number, mean: number): number {
  if (k < 0) return 0
  return mean === 0 ? 1 : incompleteGamma(k + 1, mean).upper
}

/** P(X ≥ k). */
export function poissonAtLeast(k: number, mean: number): number {
  if (k <= 0) return 1
  return mean === 0 ? 0 : incompleteGamma(k, mean).lower
}

/** Exact interval of a Poisson mean from one count (Garwood 1936). */
export function poissonInterval(count: number, level: number): { low: number; high: number } {
  const half = (1 - level) / 2
  const low = count === 0 ? 0 : solve(count, (mean) => poissonAtLeast(count, mean) < half)
  return { low, high: solve(count, (mean) => poissonAtMost(count, mean) > half) }
}

/** The smallest whole k with P(X ≤ k) ≥ p, for p no nearer to 0 or 1 than ten standard deviations. */
export function poissonQuantile(p: number, mean: number): number {
  if (mean === 0) return 0
  const reach = 10 * Math.sqrt(mean) + 20
  let low = Math.max(-1, Math.floor(mean - reach))
  let high = Math.ceil(mean + reach)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (poissonAtMost(middle, mean) >= p) high = middle
    else low = middle
  }
  return high
}

/** The mean at which `isBelow` turns from true to false, sought from a count outwards. */
function solve(count: number, isBelow: (mean: number) => boolean): number {
  let low = 0
  let high = count + 10 * Math.sqrt(count + 1) + 20
  for (let i = 0; i < 1100; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (isBelow(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}
