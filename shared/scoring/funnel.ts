import { normalQuantile } from './numeric/normal.ts'
import { poissonQuantile } from './numeric/poisson.ts'

/**
 * Limits of observed over expected at a level, for an expected count above zero. Exact Poisson: a
 * count beyond them has a tail under half of what the level leaves. (Spiegelhalter draws them smooth
 * between whole counts, which flags a single crime where one in a hundred is expected.) With τ² above
 * zero also 1 ± z·√(1/E + τ²), and whichever is wider stands.
 */
export function funnelLimits(expected: number, tauSquared: number, level: number) {
  const half = (1 - level) / 2
  const exact = {
    low: poissonQuantile(half, expected) / expected,
    high: poissonQuantile(1 - half, expected) / expected,
  }
  if (tauSquared <= 0) return exact
  const reach = normalQuantile(1 - half) * Math.sqrt(1 / expected + tauSquared)
  return { low: Math.max(0, Math.min(exact.low, 1 - reach)), high: Math.max(exact.high, 1 + reach) }
}

/**
 * Do units differ more than chance? φ is the mean of the squared z-scores, the outer tenth at either
 * end drawn in (winsorised) so that a true hotspot does not excuse itself; above 1, τ² is the
 * variance between units by the method of moments (Spiegelhalter 2005; DerSimonian and Laird 1986).
 */
export function overdispersion(units: readonly { observed: number; expected: number }[]) {
  const counted = units.filter(({ expected }) => expected > 0)
  const n = counted.length
  if (n < 3) return { dispersion: null, tauSquared: 0 }
  const zs = winsorised(
    counted.map(({ observed, expected }) => (observed - expected) / Math.sqrt(expected)),
  )
  const dispersion = zs.reduce((sum, z) => sum + z * z, 0) / n
  const weights = counted.map(({ expected }) => expected)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const squares = weights.reduce((total, weight) => total + weight * weight, 0)
  const room = sum - squares / sum
  const excess = n * dispersion - (n - 1)
  return { dispersion, tauSquared: dispersion > 1 && room > 0 ? Math.max(0, excess / room) : 0 }
}

function winsorised(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const drop = Math.floor(values.length * 0.1)
  const low = sorted[drop] ?? 0
  const high = sorted[values.length - 1 - drop] ?? 0
  return values.map((value) => Math.min(high, Math.max(low, value)))
}
