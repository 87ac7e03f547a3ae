import { bandOf } from '../scoring/bands.ts'
import type { RowScored } from '../scoring/index.ts'
import { scaled, tidy } from '../scoring/matrix.ts'
import type { Band, PriorityEdition } from './edition.ts'
import type { Cell, MatrixRow } from './matrixRow.ts'
import { listed, ordinal, sayNumber } from './words.ts'
import { capital } from '../words/capital.ts'

/** One variable's part in a total. */
export interface Part {
  variableId: string
  label: string
  score: number | null
  /** The weight as it counts: 1 where all are equal. */
  weight: number
  /** Score times weight; null while the score is missing. */
  part: number | null
  carriedFrom: string | null
}

export interface TotalExplained {
  parts: Part[]
  /** Whether any weight differs from the others, so that the sum is not the plain one. */
  isWeighted: boolean
  /** How the total, the band and the rank came about, one sentence each. */
  total: string
  band: string
  rank: string
}

/** Opens a total: its inputs, and the rule that made it and its band and rank, in sentences. */
export function explainTotal(
  edition: PriorityEdition,
  { cells }: Pick<MatrixRow, 'cells'>,
  row: RowScored,
  of: number,
): TotalExplained {
  const weights = scaled(edition.variables.map(({ weight = 1 }) => weight))
  const parts = edition.variables.map(({ id, label }, at): Part => {
    const cell = cells[id]
    const score = cell?.score ?? null
    const weight = weights[at] ?? 0
    return {
      variableId: id,
      label,
      score,
      weight,
      part: score === null ? null : tidy(score * weight),
      carriedFrom: (score !== null && cell?.carriedFrom) || null,
    }
  })
  const isWeighted = weights.some((weight) => Math.abs(weight - 1) > 1e-9)
  return {
    parts,
    isWeighted,
    total: sayTotal(row, isWeighted),
    band: sayBand(edition, row),
    rank: sayRank(row, of),
  }
}

function sayTotal({ total, interval, missing }: RowScored, isWeighted: boolean): string {
  const sum = isWeighted ? 'Each score times its weight, added up' : 'The scores added up'
  if (total !== null) return `${sum}: ${sayNumber(total)}.`
  const { low, high } = interval ?? { low: 0, high: 0 }
  const scores =
    missing.length === 1 ? '1 score is missing' : `${missing.length} scores are missing`
  return `${scores}, so the total lies between ${sayNumber(low)} and ${sayNumber(high)}.`
}

function sayBand({ method }: PriorityEdition, { total, interval, band }: RowScored): string {
  const at = total ?? interval?.low ?? 0
  if (band !== null) return `${capital(band)} runs ${sayRun(method.bands, band)}.`
  const possible = possibleBands(method.bands, at, interval?.high ?? at)
  if (possible.length === 0) return 'That lies below the lowest band.'
  return `That reaches from ${possible.at(0)} to ${possible.at(-1)}, so it has no band yet.`
}

/** The bands that a range of totals touches, lowest first; "no band" for what lies below them all. */
export function possibleBands(
  bands: PriorityEdition['method']['bands'],
  low: number,
  high: number,
) {
  const rising = [...bands].sort((a, b) => a.from - b.from)
  const first = bandOf(low, bands)
  const touched = rising.filter(({ id, from }) => id === first || (from > low && from <= high))
  return [
    ...(first === null && touched.length > 0 ? ['no band'] : []),
    ...touched.map(({ id }) => id),
  ]
}

/** "from 24 up to, but not including, 26": bands are half-open, so every total has one home. */
export function sayRun(bands: PriorityEdition['method']['bands'], band: string): string {
  const rising = [...bands].sort((a, b) => a.from - b.from)
  const at = rising.findIndex(({ id }) => id === band)
  const [from, next] = [rising[at]?.from, rising[at + 1]?.from]
  if (from === undefined) return 'over no total'
  if (next === undefined) return `from ${sayNumber(from)} upwards`
  return `from ${sayNumber(from)} up to, but not including, ${sayNumber(next)}`
}

/** Rows that miss scores take no rank, but may be sure to lie above: the place counts them. */
function sayRank({ rank, tied, rankBetween }: RowScored, of: number): string {
  const { best, worst } = rankBetween
  const level = tied ? ', level with another' : ''
  if (best === worst) {
    const place = `${ordinal(best)} of ${of}${level}`
    return rank === null ? `Whatever is missing, it comes ${place}.` : `${capital(place)}.`
  }
  const range = `${ordinal(best)} to ${ordinal(worst)} of ${of}`
  if (rank === null) return `It could come anywhere from ${range}.`
  return `${capital(ordinal(rank))} among the complete ones${level}; scores missing elsewhere leave ${range}.`
}

/** The place as it stands in a narrow column: 3, or 3–7 while scores are missing. */
export const sayPlace = ({ rankBetween: { best, worst } }: RowScored): string =>
  best === worst ? String(best) : `${best}–${worst}`

/** Where a cell lies on the scale, as a shade. A picture of its score and no arithmetic of its own. */
export function shadeOf(score: number, { minScore, maxScore }: PriorityEdition['method']): Band {
  const share = (score - minScore) / (maxScore - minScore || 1)
  const shades: Band[] = ['blue', 'green', 'yellow', 'orange', 'red']
  return shades[Math.min(4, Math.max(0, Math.floor(share * 5)))] ?? 'blue'
}

/** What one cell rests on, in a sentence: its source, its period, and whence it was carried. */
export function sayCell(cell: Cell | undefined): string {
  if (!cell || (cell.score === null && !cell.colour)) return 'Nobody has scored this yet.'
  const from = listed(
    [cell.source, cell.period].filter((it): it is string => Boolean(it)),
    ', ',
  )
  const about = from ? `From ${from}.` : 'No source is given.'
  if (cell.score === null) return `Only the colour was published: ${cell.colour}. ${about}`
  return cell.carriedFrom ? `Carried from ${cell.carriedFrom}. ${about}` : about
}
