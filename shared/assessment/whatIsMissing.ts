import type { MatrixScored } from '../scoring/index.ts'
import type { PriorityEdition } from './edition.ts'
import { count, inWords, listed } from './words.ts'

export interface Missing {
  cells: number
  /** Variables with a gap, most gaps first. */
  variables: { id: string; label: string; rows: number }[]
  /** Rows in the top five however the gaps are filled, and those that may come in or drop out. */
  sure: string[]
  open: string[]
  sentence: string
}

/**
 * What is not scored yet, and what that could change: which rows keep their place among the first
 * `topK` whatever the missing scores turn out to be. Ids throughout; null when nothing is missing.
 */
export function whatIsMissing(
  { variables }: PriorityEdition,
  scored: MatrixScored,
  labelOf: (rowId: string) => string,
  topK = 5,
): Missing | null {
  const cells = scored.rows.reduce((sum, { missing }) => sum + missing.length, 0)
  if (cells === 0) return null
  const gaps = variables
    .map(({ id, label }) => ({
      id,
      label,
      rows: scored.rows.filter(({ missing }) => missing.includes(id)).length,
    }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
  const sure = scored.rows
    .filter(({ rankBetween }) => rankBetween.worst <= topK)
    .map(({ id }) => id)
  const open = scored.rows
    .filter(({ rankBetween: { best, worst } }) => best <= topK && worst > topK)
    .map(({ id }) => id)
  const all = scored.rows.length
  const where = listed(
    gaps
      .slice(0, 4)
      .map(({ label, rows }) =>
        rows === all ? `all of ${label}` : `${label} of ${count(rows, 'type')}`,
      ),
  )
  const more = gaps.length > 4 ? ` and ${count(gaps.length - 4, 'variable')} more` : ''
  return {
    cells,
    variables: gaps,
    sure,
    open,
    sentence: [
      `${count(cells, 'score is', 'scores are')} missing: ${where}${more}.`,
      sayWhatItChanges(sure, open, labelOf, topK),
    ].join(' '),
  }
}

function sayWhatItChanges(
  sure: readonly string[],
  open: readonly string[],
  labelOf: (rowId: string) => string,
  topK: number,
): string {
  const top = `the first ${inWords(topK)}`
  if (open.length === 0) return `Whatever they turn out to be, ${top} stay ${top}.`
  const some = open.length > 6 ? `${count(open.length, 'type')}` : listed(open.map(labelOf))
  const held =
    sure.length === 0
      ? ''
      : `${listed(sure.map(labelOf))} ${sure.length === 1 ? 'stays' : 'stay'} in ${top} whatever they are. `
  return `${held}Whether ${some} ${open.length === 1 ? 'belongs' : 'belong'} in ${top} is open until then.`
}
