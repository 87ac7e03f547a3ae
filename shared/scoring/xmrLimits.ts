export type Limits = {
  mean: number | null
  lower: number | null
  upper: number | null
  /** The mean moving range the limits stand on, and how many ranges were screened out of it. */
  movingRange: number | null
  screened: number
  reason: string | null
}

/** 3/d2 and D4 for ranges of two (Shewhart 1931; Wheeler 1993). */
const toLimit = 2.66
const tooWide = 3.267

/**
 * Mean and natural process limits of one stretch. With `screen`, moving ranges of 3.267 times their
 * mean or more are dropped, once, so that a single spike does not hide itself by widening the limits.
 */
export function limitsOf(values: readonly (number | null)[], screen: boolean): Limits {
  const known = values.filter((value) => value !== null)
  const mean = average(known)
  const ranges = values.flatMap((value, at) => {
    const before = at > 0 ? (values[at - 1] ?? null) : null
    return value === null || before === null ? [] : [Math.abs(value - before)]
  })
  const first = average(ranges)
  if (mean === null || first === null) {
    const reason =
      mean === null ? 'There are no values.' : 'Limits need two values next to each other.'
    return { mean, lower: null, upper: null, movingRange: null, screened: 0, reason }
  }
  const kept = screen && first > 0 ? ranges.filter((range) => range < tooWide * first) : ranges
  const movingRange = average(kept) ?? first
  return {
    mean,
    lower: mean - toLimit * movingRange,
    upper: mean + toLimit * movingRange,
    movingRange,
    screened: ranges.length - kept.length,
    reason: null,
  }
}

const average = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
