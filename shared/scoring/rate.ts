import * as v from 'valibot'
import { type ScoringIssue, parse } from './error.ts'
import { wilson } from './numeric/binomial.ts'
import { poissonInterval } from './numeric/poisson.ts'
import { Count, Level, Measure, Positive } from './schema.ts'

const CountToRate = v.object({
  count: v.nullable(Count),
  denominator: v.nullable(v.pipe(Measure, v.minValue(0, 'is negative'))),
  per: v.optional(Positive, 1000),
  level: v.optional(Level, 0.95),
  /** `poisson` for things that happen to a population; `wilson` for so many out of so many. */
  interval: v.optional(v.picklist(['poisson', 'wilson']), 'poisson'),
})

export type Rate = {
  rate: number | null
  low: number | null
  high: number | null
  reason: string | null
}

/**
 * A count per so many of a denominator, with its interval: exact Poisson (Garwood 1936) for events,
 * Wilson (1927) for a share of the denominator, where the count cannot exceed it.
 *
 * Throws `ScoringError` on a negative or fractional count, or a Wilson count above its denominator.
 */
export function rate(input: v.InferInput<typeof CountToRate>): Rate {
  const { count, denominator, per, level, interval } = parse(CountToRate, input, rateIssues)
  const none = (reason: string): Rate => ({ rate: null, low: null, high: null, reason })
  if (count === null) return none('There is no count.')
  if (denominator === null) return none('There is no denominator.')
  if (denominator < 1e-6) return none('The denominator is zero.')
  const factor = per / denominator
  const { low, high } =
    interval === 'wilson' ? wilson(count, denominator, level) : poissonInterval(count, level)
  const unit = interval === 'wilson' ? per : factor
  return { rate: count * factor, low: low * unit, high: high * unit, reason: null }
}

function rateIssues({
  count,
  denominator,
  interval,
}: v.InferOutput<typeof CountToRate>): ScoringIssue[] {
  const isOver =
    interval === 'wilson' && count !== null && denominator !== null && count > denominator
  return isOver ? [{ path: 'count', message: 'is more than the denominator' }] : []
}
