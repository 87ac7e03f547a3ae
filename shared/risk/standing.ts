import { scoreRisk } from '../scoring/risk.ts'
import type { RiskScored } from '../scoring/risk.ts'
import { daysBetween } from '../words/dates.ts'
import type { Risk } from './risk.ts'
import type { RiskReview } from './riskReview.ts'

type Stored<T> = T & { id: string }
export type Factors = Pick<Risk, 'likelihood' | 'impact' | 'controlled'>

/** What both ends take when a partnership has not said how many steps its scales have. */
export const DEFAULT_SCALE = 5

/** Where a risk stood at one time. A score is null where a factor is above the partnership's scale. */
export interface Stood {
  factors: Factors
  scored: Pick<RiskScored, 'before' | 'after' | 'bandBefore' | 'bandAfter' | 'band'> | null
  /** The score that counts then: with controls where there are any. */
  now: number | null
}

export type Trend = 'lower' | 'the same' | 'higher' | null

export interface RiskStanding {
  risk: Stored<Risk>
  current: Stood
  /** The reviews that count, newest first, each with how the risk stood by it. */
  reviews: { review: Stored<RiskReview>; stood: Stood }[]
  /** How the risk stood when it was entered. */
  first: Stood
  /** Now against the time before; null when it was never reviewed, or cannot be said. */
  trend: Trend
  before: number | null
  reviewOn: string | null
  /** Whole days past the review date; 0 when not late, or closed. */
  daysLate: number
  /** What does not fit together, in sentences. */
  contradictions: string[]
}

export function standRisk(
  risk: Stored<Risk>,
  reviews: readonly Stored<RiskReview>[],
  scaleMax: number,
  today: string,
): RiskStanding {
  const gone = new Set(reviews.flatMap(({ supersedes }) => supersedes ?? []))
  const counting = reviews
    .filter((it) => it.riskId === risk.id && !gone.has(it.id))
    .sort(newestFirst)
    .map((review) => ({ review, stood: standAt(review, scaleMax) }))
  const first = standAt(risk, scaleMax)
  const [latest, earlier] = counting
  const current = latest?.stood ?? first
  const before = latest ? (earlier?.stood ?? first).now : null
  const reviewOn = latest ? (latest.review.nextReviewOn ?? null) : (risk.reviewOn ?? null)
  return {
    risk,
    current,
    reviews: counting,
    first,
    trend: trendOf(before, current.now),
    before,
    reviewOn,
    daysLate: reviewOn && !risk.closedOn ? Math.max(0, daysBetween(reviewOn, today)) : 0,
    contradictions: contradictionsOf(risk, current.factors, scaleMax),
  }
}

const isOn = (scaleMax: number, { likelihood, impact, controlled }: Factors) =>
  [likelihood, impact, controlled?.likelihood ?? 1, controlled?.impact ?? 1].every(
    (factor) => factor <= scaleMax,
  )

function standAt({ likelihood, impact, controlled }: Factors, scaleMax: number): Stood {
  const factors = { likelihood, impact, controlled: controlled ?? null }
  if (!isOn(scaleMax, factors)) return { factors, scored: null, now: null }
  const { before, after, bandBefore, bandAfter, band } = scoreRisk({ ...factors, scaleMax })
  return { factors, scored: { before, after, bandBefore, bandAfter, band }, now: after ?? before }
}

const trendOf = (before: number | null, now: number | null): Trend =>
  before === null || now === null
    ? null
    : now < before
      ? 'lower'
      : now > before
        ? 'higher'
        : 'the same'

/** Printed scores belong to the factors the risk was entered with; the other sentences to those of today. */
function contradictionsOf(risk: Risk, current: Factors, scaleMax: number): string[] {
  if (!isOn(scaleMax, current) || !isOn(scaleMax, risk))
    return [
      `Likelihood or impact is above ${scaleMax}, where this partnership’s scale ends, so it has no score. Review it on the scale in use.`,
    ]
  const { likelihood, impact, controlled, published } = risk
  const printed = scoreRisk({
    ...{ likelihood, impact, controlled: controlled ?? null, scaleMax },
    published: {
      ...(typeof published?.before === 'number' && { before: published.before }),
      ...(typeof published?.after === 'number' && { after: published.after }),
    },
  }).contradictions.filter(({ kind }) => kind === 'product-mismatch')
  const raised = scoreRisk({
    ...{ likelihood: current.likelihood, impact: current.impact },
    ...{ controlled: current.controlled ?? null, scaleMax },
  }).contradictions
  return [...printed, ...raised].map(({ message }) => message)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const newestFirst = (a: Stored<RiskReview>, b: Stored<RiskReview>) =>
  compare(b.happenedOn, a.happenedOn) || compare(b.recordedAt, a.recordedAt) || compare(b.id, a.id)

/** Worst first; what cannot be scored stands before all, because it asks for a person. */
export const byWorst = (a: RiskStanding, b: RiskStanding): number =>
  (b.current.now ?? Infinity) - (a.current.now ?? Infinity) ||
  b.daysLate - a.daysLate ||
  a.risk.order - b.risk.order ||
  compare(a.risk.id, b.risk.id)
