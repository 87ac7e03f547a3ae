import { peaks, temporalMatrix } from '../scoring/index.ts'
import type { TemporalCell, TemporalMatrixScored, TemporalRow } from '../scoring/index.ts'
import type { TemporalEdition } from './edition.ts'
import type { MatrixRow } from './matrixRow.ts'
import { listed, sayNumber, shortMonths } from './words.ts'

export interface MonthLine {
  id: string
  label: string
  counts: (number | null)[]
}

export interface MonthsRead {
  matrix: TemporalMatrixScored
  /** One sentence a row: its peaks, with n and the average, or that no month stands out. */
  sentences: { id: string; text: string; isPeak: boolean }[]
}

/** A temporal matrix with its sentences. Throws `ScoringError` as `temporalMatrix` does. */
export function readMonths(
  lines: readonly MonthLine[],
  months: readonly string[],
  method: 'significance' | 'percent' = 'significance',
): MonthsRead {
  const matrix = temporalMatrix({
    rows: lines.map(({ id, counts }) => ({ id, counts })),
    months: [...months],
    options: { method },
  })
  const labels = Object.fromEntries(lines.map(({ id, label }) => [id, label]))
  const sentences = peaks({ matrix, labels }).map(({ id, sentence, months: some }) => ({
    id,
    text: sentence,
    isPeak: some.length > 0,
  }))
  return { matrix, sentences }
}

/** "Dec 2018", or "Dec" where several years stand in one column. */
export const sayMonth = (month: string): string => {
  const name = shortMonths[Number(month.slice(-2)) - 1] ?? month
  return month.length > 2 ? `${name} ${month.slice(0, 4)}` : name
}

/** Opens one cell: what it was held against, how far off it is, and whether chance explains it. */
export function explainMonth(cell: TemporalCell, row: TemporalRow): string[] {
  if (cell.reason !== null || cell.count === null || cell.expected === null || cell.ratio === null)
    return [cell.reason ?? 'No figure was supplied for this month.']
  const off = Math.round((cell.ratio - 1) * 100)
  const how =
    off === 0 ? 'just as many as' : `${Math.abs(off)} % ${off > 0 ? 'more' : 'fewer'} than`
  const said = [
    `${sayNumber(cell.count)} were counted, ${how} the ${sayNumber(Math.round(cell.expected * 10) / 10)} that ${sayNumber(row.n)} over the whole would give this month${cell.p === null ? '' : ' by its days'}.`,
  ]
  if (cell.p !== null && cell.q !== null) {
    said.push(
      cell.q < 0.05
        ? `Chance alone would seldom do that: ${sayP(cell.p)}, and ${sayP(cell.q, 'q')} after allowing for all twelve months.`
        : `No clear difference: chance alone gives a month like it often enough (${sayP(cell.p)}; ${sayP(cell.q, 'q')} after allowing for all twelve months).`,
    )
  }
  if (row.dispersion !== null && row.dispersion > 1)
    said.push(
      `The years differ more than chance, so the counts weigh less: φ = ${sayNumber(row.dispersion)}.`,
    )
  if (cell.thin) said.push('Fewer than 60 in all: read the colours as hints.')
  return said
}

export const sayP = (p: number, letter = 'p') =>
  p < 0.001 ? `${letter} < 0.001` : `${letter} = ${p.toFixed(p < 0.1 ? 3 : 2)}`

/**
 * The calendar months of a printed edition's columns, "2018-12" for a December: each label is looked up
 * among the twelve months from the edition's first day. Null where a label names no month, or one twice.
 */
export function monthsOfEdition({ months, fromOn }: TemporalEdition): string[] | null {
  const [year = 0, first = 1] = fromOn.split('-').map(Number)
  const found = months.map(({ label }) => {
    const at = shortMonths.findIndex((name) => label.toLowerCase().startsWith(name.toLowerCase()))
    if (at < 0) return ''
    const later = at + 1 < first ? year + 1 : year
    return `${later}-${String(at + 1).padStart(2, '0')}`
  })
  return found.includes('') || new Set(found).size < found.length ? null : found
}

/**
 * The lines of a printed edition whose counts are all there. Where a plan states only its peaks as
 * numbers and the rest as colours, an average of those would be one of peaks: such a line is left as
 * printed.
 */
export function countedLines(
  { months }: TemporalEdition,
  lines: readonly (MatrixRow & { id: string })[],
): MonthLine[] {
  return lines.flatMap(({ id, label, cells }) => {
    const counts = months.map((month) => cells[month.id]?.count ?? null)
    const isQuoted = months.some(
      (month) => cells[month.id]?.colour && cells[month.id]?.count === undefined,
    )
    const known = counts.filter((it) => it !== null).length
    return isQuoted || known < 2 ? [] : [{ id, label, counts }]
  })
}

/** The rows that stand out, in one sentence above the picture. */
export function saySeason({ sentences }: MonthsRead, labelOf: (id: string) => string): string {
  const out = sentences.filter(({ isPeak }) => isPeak)
  if (sentences.length === 0) return 'There are no figures.'
  if (out.length === 0)
    return 'No month stands out for any type: what varies is what chance would vary.'
  const some = out.length > 5 ? `${out.length} types` : listed(out.map(({ id }) => labelOf(id)))
  const rest = sentences.length - out.length
  return `${some} ${out.length === 1 ? 'has' : 'have'} months that stand out; ${rest === 0 ? 'no type is without' : `for the other ${rest} there is no clear change from month to month`}.`
}
