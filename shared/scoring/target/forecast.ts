import { regularisedBeta } from '../numeric/beta.ts'
import type { Observed } from './observed.ts'
import type { Profile } from './profile.ts'
import type { Season } from './season.ts'

export type Forecast = { value: number; low: number; high: number }

/**
 * Where a count will end the period if it goes on as so far, with an 80% interval. What is to come,
 * given what came, is negative binomial (a Poisson rate seen through a share of the year, Jeffreys
 * prior). When the parts wobble more than Poisson counts do, the interval widens by as much.
 */
export function forecast(
  { value, parts }: Observed,
  profile: Profile,
  season: Season,
): Forecast | null {
  const { share } = profile
  if (share >= 1 || share <= 0) return null
  const wobble = dispersion(value, parts, season)
  const mean = ((value + 0.5) * (1 - share)) / share
  const p = share / wobble
  const size = (mean * p) / (1 - p)
  return {
    value: value / share,
    low: Math.min(value / share, value + quantile(0.1, size, p, mean)),
    high: Math.max(value / share, value + quantile(0.9, size, p, mean)),
  }
}

/** Pearson's chi-squared over its degrees of freedom; never under 1, and 1 under four parts. */
function dispersion(total: number, parts: Observed['parts'], season: Season): number {
  if (parts.length < 4 || total === 0) return 1
  const weights = parts.map(season.weigh)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const chi = parts.reduce((sum, { value }, at) => {
    const expected = (total * (weights[at] ?? 0)) / all
    return sum + ((value - expected) * (value - expected)) / expected
  }, 0)
  return Math.max(1, chi / (parts.length - 1))
}

/** The smallest k that a negative binomial stays at or under with the given probability. */
function quantile(probability: number, size: number, p: number, mean: number): number {
  const atMost = (k: number) => regularisedBeta(p, size, k + 1, 1 - p)
  let low = -1
  let high = Math.ceil(mean) + 1
  while (atMost(high) < probability) high *= 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (atMost(middle) >= probability) high = middle
    else low = middle
  }
  return high
}
