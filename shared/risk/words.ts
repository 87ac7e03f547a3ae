import { sayDue } from '../words/dates.ts'
import type { RiskStanding, Stood } from './standing.ts'

/** "Likelihood 4 × impact 5 = 20". */
export const sayProduct = (likelihood: number, impact: number): string =>
  `Likelihood ${likelihood} × impact ${impact} = ${likelihood * impact}`

/** "From 20, severe, to 8, medium, with controls." */
export function sayScores({ scored, factors }: Stood): string {
  if (!scored) return 'No score: a factor is off the scale.'
  const { before, after, bandBefore, bandAfter } = scored
  return factors.controlled && after !== null
    ? `${before}, ${bandBefore}, without controls; ${after}, ${bandAfter}, with them.`
    : `${before}, ${bandBefore}. No controls are scored.`
}

/** What the reviews say about where it goes, in words. */
export function sayTrend({ trend, before, current, reviews }: RiskStanding): string {
  if (reviews.length === 0) return 'Not reviewed yet'
  if (trend === null || before === null || current.now === null) return 'Cannot be compared'
  if (trend === 'the same') return `Still ${current.now}`
  return `${trend === 'lower' ? 'Down' : 'Up'} from ${before} to ${current.now}`
}

/** When it is looked at next. */
export function sayReview({ risk, reviewOn, daysLate }: RiskStanding, today: string): string {
  if (risk.closedOn) return 'Closed'
  if (!reviewOn) return 'No review date'
  return daysLate > 0
    ? `Review ${sayDue(reviewOn, today).toLowerCase().replace('since', 'due since')}`
    : sayDue(reviewOn, today).replace('Due', 'Review due')
}

/**
 * A score typed beside its factors: likelihood times impact stands, and what was typed is kept as
 * printed. Null when nothing was typed, or when it is the product.
 */
export function sayTyped(likelihood: number, impact: number, typed: number | null): string | null {
  const product = likelihood * impact
  if (typed === null || typed === product) return null
  return `The score is worked out: ${likelihood} × ${impact} is ${product}, not ${typed}. ${typed} is kept as the printed score.`
}
