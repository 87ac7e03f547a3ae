import { cellOf, rescored } from '../../../../shared/assessment/grid/changes.ts'
import type { CellChange } from '../../../../shared/assessment/grid/changes.ts'
import { concernScores } from '../../../../shared/assessment/readSurvey.ts'
import type { Tally } from '../../../../shared/assessment/readTallies.ts'
import type { Survey } from '../../../../shared/assessment/survey.ts'
import { sayOn, sayShare } from '../../../../shared/assessment/words.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { PriorityRow } from './editions.ts'

/** The reads and verbs of surveys: what residents answered, and the scores that gives. */

export const surveysOf = (shell: Shell, editionId: string): RowOf<'survey'>[] =>
  shell
    .all('survey')
    .filter((it) => it.editionId === editionId)
    .toSorted((a, b) => (a.toOn < b.toOn ? 1 : -1))

/** An issue keeps its id while its name stays, so that two people's corrections meet in one place. */
const idOf = (label: string, at: number) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || `issue-${at + 1}`

export function mentionsOf(tallies: readonly Tally[]): Survey['mentions'] {
  const mentions: Survey['mentions'] = {}
  tallies.forEach((tally, at) => {
    const id = idOf(tally.label, at)
    mentions[Object.hasOwn(mentions, id) ? `${id}-${at + 1}` : id] = tally
  })
  return mentions
}

export const keepSurvey = (
  { store }: Shell,
  id: string | null,
  entry: Survey,
  because: string | null,
) =>
  id
    ? store.edit('survey', id, entry, because ?? undefined)
    : store.create('survey', `survey-${store.world.newId()}`, entry, because ?? undefined)

/** The scores a survey gives for public concern, each with the share it rests on as its note. */
export function concernChanges(
  survey: Survey,
  edition: PriorityRow,
  lines: readonly RowOf<'matrixRow'>[],
): { changes: CellChange[]; rule: string } {
  const { scores, rule } = concernScores(survey, lines)
  const { minScore, maxScore } = edition.method
  const changes = scores
    .filter(({ score }) => score >= minScore && score <= maxScore)
    .map(({ rowId, score, share }) => {
      const before = cellOf(lines.find(({ id }) => id === rowId)?.cells ?? {}, 'public-concern')
      const { carriedFrom: _from, ...own } = rescored(before, score) ?? { score }
      const period = `${sayOn(survey.fromOn)} to ${sayOn(survey.toOn)}`
      const after = { ...own, source: survey.label, period, note: `Named by ${sayShare(share)}` }
      return { rowId, columnId: 'public-concern', before, after }
    })
  return { changes, rule }
}
