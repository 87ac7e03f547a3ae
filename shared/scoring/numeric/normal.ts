import { incompleteGamma } from './poisson.ts'
import { exp, log } from './elementary.ts'

/** P(Z ≤ z) of the standard normal, through the incomplete gamma function: full precision in both tails. */
export function normalAtMost(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2)
  return z < 0 ? upper / 2 : (1 + lower) / 2
}

const a = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
]
const b = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
  1,
]
const c = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
]
const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]

const horner = (terms: number[], x: number) => terms.reduce((sum, term) => sum * x + term, 0)

/** The z below which a share 0 < p < 1 of the standard normal lies: Acklam's formula, one Halley step. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  const root = Math.sqrt(-2 * log(p))
  const offset = p - 0.5
  const first =
    p < 0.02425
      ? horner(c, root) / horner(d, root)
      : (horner(a, offset * offset) * offset) / horner(b, offset * offset)
  const error = normalAtMost(first) - p
  const step = error * Math.sqrt(2 * Math.PI) * exp((first * first) / 2)
  return first - step / (1 + (first * step) / 2)
}
