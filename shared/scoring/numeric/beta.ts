import { deviance, stirlingError } from './gamma.ts'
import { exp, log, log1p } from './elementary.ts'

const twoPi = 2 * Math.PI

/** The binomial mass of k in n extended to real arguments (Loader 2000). q is 1 − p, kept apart for precision. */
export function binomialMass(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 1 : 0
  if (q === 0) return k === n ? 1 : 0
  if (k === 0) return exp(q < 0.9 ? n * log(q) : n * log1p(-p))
  if (k === n) return exp(p < 0.9 ? n * log(p) : n * log1p(-q))
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * q)
  return exp(exponent) * Math.sqrt(n / (twoPi * k * (n - k)))
}

/** The regularised incomplete beta function I_x(a, b) for a, b > 0; pass 1 − x where it is known exactly. */
export function regularisedBeta(x: number, a: number, b: number, oneMinusX = 1 - x): number {
  if (x <= 0) return 0
  if (oneMinusX <= 0) return 1
  return x < (a + 1) / (a + b + 2)
    ? lowerSeries(x, oneMinusX, a, b)
    : 1 - lowerSeries(oneMinusX, x, b, a)
}

/** The continued fraction of I_x(a, b), best below the mean (Lentz 1976, as in Numerical Recipes 6.4). */
function lowerSeries(x: number, y: number, a: number, b: number): number {
  const front = (binomialMass(a, a + b, x, y) * b) / (a + b)
  if (front === 0) return 0
  const tiny = 1e-300
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 200_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return Math.min(1, front * fraction)

  function nonZero(value: number): number {
    return Math.abs(value) < tiny ? tiny : value
  }
}

/** The x at which I_x(a, b) reaches `probability`: halving, which cannot run away, to full precision. */
export function inverseBeta(probability: number, a: number, b: number): number {
  let low = 0
  let high = 1
  for (let i = 0; i < 1100; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (regularisedBeta(middle, a, b) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}
