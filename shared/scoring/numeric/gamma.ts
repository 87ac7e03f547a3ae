import { log } from './elementary.ts'

/**
 * The gamma function's logarithm and the two corrections of Loader (2000), "Fast and accurate
 * computation of binomial probabilities". Subtracting large log-gammas loses seven digits at a count
 * of a million; the saddle-point form keeps them.
 */

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
]
const halfLogTwoPi = 0.9189385332046728

/** ln Γ(x) for x > 0 (Lanczos 1964, g = 7); below a half through Γ(x + 1) = x·Γ(x). */
export function logGamma(x: number): number {
  if (x < 0.5) return logGamma(x + 1) - log(x)
  const at = x - 1
  let sum = lanczos[0] ?? 1
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] ?? 0) / (at + i)
  const t = at + 7.5
  return halfLogTwoPi + (at + 0.5) * log(t) - t + log(sum)
}

/** ln n! minus Stirling's formula, for n > 0. */
export function stirlingError(n: number): number {
  if (n <= 16) return logGamma(n + 1) - (n + 0.5) * log(n) + n - halfLogTwoPi
  const m = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / m) / m) / m) / m) / n
}

/** x·ln(x/m) + m − x without cancellation when x is close to m. */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * log(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let term = 2 * x * v
  for (let j = 1; j < 1000; j++) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}
