import * as v from 'valibot'
import { parse } from './error.ts'
import { binomialTwoSided, clopperPearson } from './numeric/binomial.ts'
import { exp } from './numeric/elementary.ts'
import { normalQuantile } from './numeric/normal.ts'
import { Count, Level, Positive } from './schema.ts'

/** A count and the number of days it was collected over. */
export const CountOverDays = v.object({ count: Count, days: Positive })
export type CountOverDays = v.InferOutput<typeof CountOverDays>

const TwoWindows = v.object({
  before: CountOverDays,
  after: CountOverDays,
  level: v.optional(Level, 0.95),
})

export type CountsCompared = {
  /** Rate after over rate before; null when nothing was counted before. */
  ratio: number | null
  /** The interval of the ratio at `level`; `high` is null where it has no upper end. */
  low: number | null
  high: number | null
  changePercent: number | null
  /** Exact two-sided p of "nothing changed". */
  p: number
  verdict: 'up' | 'down' | 'no-clear-change'
  reason: string | null
}

/**
 * Did a count change, or is this the ordinary wobble of small numbers? Rates are per day, so windows
 * of different length compare fairly. Given the sum of two Poisson counts, the later one is binomial
 * (Przyborowski and Wilenski 1940); p is twice its smaller tail. The interval of the ratio is Wald on
 * the log scale from 10 each way, and Clopper–Pearson on the share below.
 *
 * Throws `ScoringError` on a negative or fractional count, or days not above zero.
 */
export function compareCounts(input: v.InferInput<typeof TwoWindows>): CountsCompared {
  const { before, after, level } = parse(TwoWindows, input)
  const n = before.count + after.count
  if (n === 0)
    return {
      ratio: null,
      low: null,
      high: null,
      changePercent: null,
      p: 1,
      verdict: 'no-clear-change',
      reason: 'Nothing was counted in either window.',
    }
  const days = before.days + after.days
  const { p, side } = binomialTwoSided(after.count, n, after.days / days, before.days / days)
  const ratio = before.count === 0 ? null : quotient(after, before)
  return {
    ratio,
    ...interval(before, after, level),
    changePercent: ratio === null ? null : (ratio - 1) * 100,
    p,
    verdict: p < 1 - level ? (side === 'high' ? 'up' : 'down') : 'no-clear-change',
    reason: ratio === null ? 'Nothing was counted before, so there is no ratio.' : null,
  }
}

const quotient = (after: CountOverDays, before: CountOverDays) =>
  (after.count * before.days) / (before.count * after.days)

function interval(before: CountOverDays, after: CountOverDays, level: number) {
  if (before.count >= 10 && after.count >= 10) {
    const z = normalQuantile(1 - (1 - level) / 2)
    const reach = exp(z * Math.sqrt(1 / before.count + 1 / after.count))
    const ratio = quotient(after, before)
    return { low: ratio / reach, high: ratio * reach }
  }
  const n = before.count + after.count
  const perDay = before.days / after.days
  const { low } = clopperPearson(after.count, n, level)
  // The upper odds come from the other share's lower end: 1 − high would lose its digits near 1.
  const other = clopperPearson(before.count, n, level).low
  return {
    low: (low / (1 - low)) * perDay,
    high: before.count === 0 ? null : ((1 - other) / other) * perDay,
  }
}
