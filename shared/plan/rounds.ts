import { addDays, addMonths } from '../words/dates.ts'

/** What comes round, and how often: a half-year is six months, of which the financial year has two. */
export const everies = ['week', 'fortnight', 'month', 'quarter', 'half-year', 'year'] as const
export type Every = (typeof everies)[number]

const lengths: Record<Every, { days?: number; months?: number; longest: number }> = {
  week: { days: 7, longest: 7 },
  fortnight: { days: 14, longest: 14 },
  month: { months: 1, longest: 31 },
  quarter: { months: 3, longest: 92 },
  'half-year': { months: 6, longest: 184 },
  year: { months: 12, longest: 366 },
}

/**
 * The day so many rounds after `on`; before it when `count` is negative. Counted from `on`, so no day is lost on the way;
 * what is due at the end of a month stays there: a quarter after 30 September is 31 December.
 */
export function addRounds(on: string, every: Every, count: number): string {
  const { days, months = 0 } = lengths[every]
  if (days) return addDays(on, days * count)
  const next = addDays(on, 1)
  const isLast = next.endsWith('-01')
  return isLast ? addDays(addMonths(next, months * count), -1) : addMonths(on, months * count)
}

/** Days in the longest round of its kind. */
export const longestRound = (every: Every): number => lengths[every].longest
