import { rankSurvey, scoreConcern } from '../scoring/index.ts'
import type { IssueRanked } from '../scoring/index.ts'
import { spelled } from './grid/readBlock.ts'
import type { MatrixRow } from './matrixRow.ts'
import type { Survey } from './survey.ts'
import { inWords, listed, sayShare } from './words.ts'
import { capital } from '../words/capital.ts'

export interface SurveyRead {
  rows: (IssueRanked & { label: string })[]
  sentence: string
}

/** A survey's issues by rank, and what its numbers can and cannot say. */
export function readSurvey({ respondents, mentions }: Survey): SurveyRead {
  const { rows } = rankSurvey({
    respondents,
    mentions: Object.entries(mentions).map(([id, { count }]) => ({ id, count })),
  })
  const labelOf = (id: string) => mentions[id]?.label ?? id
  const named = rows.map((row) => ({ ...row, label: labelOf(row.id) }))
  return { rows: named, sentence: saySurvey(named, labelOf, respondents) }
}

function saySurvey(
  rows: SurveyRead['rows'],
  labelOf: (id: string) => string,
  respondents: number,
): string {
  const first = rows[0]
  if (!first || first.share === null) return 'Nobody has answered yet.'
  const level = first.notToldApartFrom
  const who = `${labelOf(first.id)} was named most, by ${sayShare(first.share)} of ${respondents.toLocaleString('en-GB')} (between ${sayShare(first.low ?? 0)} and ${sayShare(first.high ?? 1)} of all residents, if those who answered are like the rest).`
  return level.length > 0
    ? `${who} It cannot be told apart from ${listed(level.map(labelOf))}.`
    : `${who} The next comes clearly behind.`
}

/** Scores for public concern that a survey gives: by type named alike, with the share each rests on. */
export function concernScores(survey: Survey, lines: readonly (MatrixRow & { id: string })[]) {
  const issues = Object.values(survey.mentions)
  const { rows, scale } = scoreConcern({
    rows: lines.map(({ id, label }) => ({
      id,
      count: issues.find((it) => spelled(it.label) === spelled(label))?.count ?? null,
      respondents: survey.respondents,
    })),
  })
  return {
    scores: rows.flatMap(({ id, value, score }) =>
      value === null || score === null ? [] : [{ rowId: id, share: value, score }],
    ),
    rule: `${capital(inWords(scale.cuts.length + 1))} scores, beginning at ${listed(scale.cuts.map(sayShare))} of those who answered (${scale.source}, ${scale.asOf ?? ''}).`,
  }
}
