import { unitCosts } from '../../scoring/index.ts'
import type { WeightRow } from '../../scoring/index.ts'
import { spelled } from '../grid/readBlock.ts'
import type { Figure, MatrixRow } from '../matrixRow.ts'

/** The types of the matrix under the names of the published table of costs. */
const costed: Readonly<Record<string, string>> = {
  'residential burglary': 'domestic-burglary',
  'business and community burglary': 'commercial-burglary',
  'robbery all': 'robbery',
  'other sexual offences': 'other-sexual',
  'criminal damage': 'other-criminal-damage',
}

/** What one crime of a type costs society: the partnership's own figure, else the published one. */
export function unitCostOf({
  label,
  figures,
}: Pick<MatrixRow, 'label' | 'figures'>): Figure | null {
  const own = figures?.['unit-cost']
  if (own) return own
  const id = costed[spelled(label)]
  const found = unitCosts.find((it) => (id ? it.id === id : spelled(it.label) === spelled(label)))
  if (!found) return null
  const doubt = found.unconfirmed ? '; not checked against the official tables' : ''
  return { value: found.value, source: `${found.source} (${found.year}), ${found.basis}${doubt}` }
}

/** Figures of a table by type, matched to rows by name, and the names that no row bears. */
export function weightsByRow(
  weights: readonly WeightRow[],
  lines: readonly { id: string; label: string }[],
): { figures: { rowId: string; figure: Figure }[]; unknown: string[] } {
  const rowOf = (type: string) => lines.find(({ label }) => spelled(label) === spelled(type))
  return {
    figures: weights.flatMap(({ type, weight, unit, source, year }) => {
      const row = rowOf(type)
      return row
        ? [{ rowId: row.id, figure: { value: weight, source: `${source} (${year}), ${unit}` } }]
        : []
    }),
    unknown: weights.filter(({ type }) => !rowOf(type)).map(({ type }) => type),
  }
}

/**
 * Figures as typed or pasted: a type and a number a line, with a tab, comma or spaces between. What is
 * not understood is said by line. Thousands may have commas where a tab or spaces part the two.
 */
export function readFigures(
  text: string,
  source: string,
  lines: readonly { id: string; label: string }[],
): { figures: { rowId: string; figure: Figure }[]; problems: string[] } {
  const figures: { rowId: string; figure: Figure }[] = []
  const problems: string[] = []
  text.split(/\r?\n/).forEach((line, at) => {
    if (line.trim() === '') return
    const [, label = '', typed = ''] = /^(.*?)[\s,;:]+£?([\d][\d,.]*)\s*$/.exec(line) ?? []
    const row = lines.find((it) => spelled(it.label) === spelled(label))
    const value = /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(typed)
      ? Number(typed.replaceAll(',', ''))
      : null
    const where = `Line ${at + 1}`
    if (value === null) problems.push(`${where}, “${line.trim()}”, is not a type and a number`)
    else if (!row) problems.push(`${where}: “${label.trim()}” is not a row of this matrix`)
    else if (figures.some(({ rowId }) => rowId === row.id))
      problems.push(`${where} names ${row.label} a second time`)
    else figures.push({ rowId: row.id, figure: { value, source } })
  })
  return { figures, problems }
}
