import * as v from 'valibot'
import { compareCounts } from './compareCounts.ts'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { wilson } from './numeric/binomial.ts'
import { Count, Id, Level } from './schema.ts'

const Survey = v.object({
  respondents: Count,
  mentions: v.array(v.object({ id: Id, count: Count })),
  level: v.optional(Level, 0.95),
})

export type IssueRanked = {
  id: string
  count: number
  /** Of the respondents, 0 to 1; null where nobody answered. */
  share: number | null
  low: number | null
  high: number | null
  rank: number | null
  tied: boolean
  /** The issues next to it in rank whose order could be chance. */
  notToldApartFrom: string[]
  reason: string | null
}

/**
 * Ranks what respondents named (each may name several). Wilson (1927) intervals. Whether two
 * neighbours differ is McNemar's exact test (1947) with as few people naming both as the numbers
 * allow, since a tally does not say who they were: it may call a real difference unclear, never
 * the other way about. Rows come in order of rank, ties by id.
 *
 * Throws `ScoringError` on an issue named by more people than answered.
 */
export function rankSurvey(input: v.InferInput<typeof Survey>): { rows: IssueRanked[] } {
  const { respondents, mentions, level } = parse(Survey, input, surveyIssues)
  const sorted = [...mentions].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
  const rows = sorted.map(({ id, count }, at): IssueRanked => {
    if (respondents === 0) return { ...nobody, id, count }
    const neighbours = [sorted[at - 1], sorted[at + 1]].filter((other) => other !== undefined)
    return {
      id,
      count,
      share: count / respondents,
      ...wilson(count, respondents, level),
      rank: 1 + sorted.filter((other) => other.count > count).length,
      tied: sorted.filter((other) => other.count === count).length > 1,
      notToldApartFrom: neighbours
        .filter((other) => !isToldApart(count, other.count, respondents, level))
        .map((other) => other.id),
      reason: null,
    }
  })
  return { rows }
}

const nobody = {
  share: null,
  low: null,
  high: null,
  rank: null,
  tied: false,
  notToldApartFrom: [],
  reason: 'Nobody answered.',
}

function isToldApart(a: number, b: number, respondents: number, level: number): boolean {
  const both = Math.max(0, a + b - respondents)
  const before = { count: a - both, days: 1 }
  const after = { count: b - both, days: 1 }
  return compareCounts({ before, after, level }).verdict !== 'no-clear-change'
}

function surveyIssues({ respondents, mentions }: v.InferOutput<typeof Survey>): ScoringIssue[] {
  const over = mentions.flatMap(({ count }, at) =>
    count > respondents
      ? [{ path: `mentions.${at}.count`, message: `is more than the ${respondents} who answered` }]
      : [],
  )
  return [...repeatedIds(mentions, 'mentions'), ...over]
}
