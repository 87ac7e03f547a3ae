import { inverseBeta, regularisedBeta } from './beta.ts'
import { normalQuantile } from './normal.ts'

/** P(X ≤ k) for X ~ Bin(n, p). Real k and n are allowed, as an overdispersed count needs. */
export function binomialAtMost(k: number, n: number, p: number, q = 1 - p): number {
  if (k < 0) return 0
  return k >= n ? 1 : regularisedBeta(q, n - k, k + 1, p)
}

/** P(X ≥ k) for X ~ Bin(n, p). */
export function binomialAtLeast(k: number, n: number, p: number, q = 1 - p): number {
  if (k <= 0) return 1
  return k > n ? 0 : regularisedBeta(p, k, n - k + 1, q)
}

/** Twice the smaller tail, at most 1, and which tail it was. */
export function binomialTwoSided(k: number, n: number, p: number, q = 1 - p) {
  const atMost = binomialAtMost(k, n, p, q)
  const atLeast = binomialAtLeast(k, n, p, q)
  return {
    p: Math.min(1, 2 * Math.min(atMost, atLeast)),
    side: atLeast < atMost ? ('high' as const) : ('low' as const),
  }
}

/** Exact interval of a share, k of n (Clopper and Pearson 1934). */
export function clopperPearson(k: number, n: number, level: number) {
  const half = (1 - level) / 2
  return {
    low: k === 0 ? 0 : inverseBeta(half, k, n - k + 1),
    high: k === n ? 1 : 1 - inverseBeta(half, n - k, k + 1),
  }
}

/** Score interval of a share, k of n (Wilson 1927). n above zero. */
export function wilson(k: number, n: number, level: number) {
  const z = normalQuantile(1 - (1 - level) / 2)
  const share = k / n
  const z2 = (z * z) / n
  const middle = share + z2 / 2
  const reach = Math.sqrt(z2 * (share * (1 - share) + z2 / 4))
  return {
    low: k === 0 ? 0 : Math.max(0, (middle - reach) / (1 + z2)),
    high: k === n ? 1 : Math.min(1, (middle + reach) / (1 + z2)),
  }
}
