import { bands } from '../../../../../../shared/assessment/edition.ts'
import type { Band } from '../../../../../../shared/assessment/edition.ts'
import { possibleBands, sayPlace, shadeOf } from '../../../../../../shared/assessment/explain.ts'
import { sayNumber } from '../../../../../../shared/assessment/words.ts'
import type { MatrixScored } from '../../../../../../shared/scoring/index.ts'
import type { PriorityRow } from '$lib/assessment/editions.ts'
import type { GridCell, GridColumn } from '$lib/assessment/grid/grid.ts'
import type { RowOf } from '$lib/store/view.ts'
import { capital } from '$lib/words.ts'

export const TOTAL = 'total!'
export const PLACE = 'place!'

/** The tiles of a priority matrix: its scores, and behind them the total and the place. */
export function cellsOf(
  edition: PriorityRow,
  lines: readonly RowOf<'matrixRow'>[],
  scored: MatrixScored | null,
) {
  const columns: GridColumn[] = [
    ...edition.variables.map(({ id, label }) => ({ id, label })),
    { id: TOTAL, label: 'Total', isComputed: true },
    { id: PLACE, label: 'Place', isComputed: true },
  ]
  const lineOf = new Map(lines.map((line) => [line.id, line]))
  const rowOf = new Map(scored?.rows.map((row) => [row.id, row]))
  const at = (rowId: string, columnId: string): GridCell => {
    const row = rowOf.get(rowId)
    const line = lineOf.get(rowId)
    // A table of which only colours were printed has no totals to show, and a range of all would say nothing.
    const isPrinted =
      line !== undefined && !edition.variables.some(({ id }) => line.cells[id]?.score != null)
    if (columnId === PLACE) return { text: row && !isPrinted ? sayPlace(row) : '–' }
    if (columnId === TOTAL && isPrinted && line.published?.band)
      return printedTile(line.published.band)
    if (columnId === TOTAL) return row ? totalTile(edition, row) : { text: '–' }
    return scoreTile(edition, line?.cells[columnId])
  }
  return { columns, at }
}

function scoreTile(
  { method }: PriorityRow,
  cell: RowOf<'matrixRow'>['cells'][string] | undefined,
): GridCell {
  const isCarried = Boolean(cell?.carriedFrom)
  const note = isCarried ? `carried from ${cell?.carriedFrom}` : undefined
  const score = cell?.score ?? null
  if (score !== null) {
    const text = sayNumber(score)
    return { text, typed: String(score), band: shadeOf(score, method), isCarried, note }
  }
  if (cell?.colour)
    return {
      text: initial(cell.colour),
      typed: '',
      band: cell.colour,
      isCarried,
      note: `${cell.colour} as printed, no score${note ? `, ${note}` : ''}`,
    }
  return { text: '–', typed: '', isIncomplete: true, note: 'no score' }
}

const initial = (band: Band) => capital(band).charAt(0)
const printedTile = (band: Band): GridCell => ({
  text: initial(band),
  band,
  note: `${band} as printed, no total`,
})

function totalTile(
  { method }: PriorityRow,
  { total, interval, band }: MatrixScored['rows'][number],
): GridCell {
  const known = bands.find((it) => it === band)
  if (total !== null)
    return { text: sayNumber(total), band: known, note: band ?? 'below the lowest band' }
  const { low, high } = interval ?? { low: 0, high: 0 }
  const between = possibleBands(method.bands, low, high)
  return {
    text: `${sayNumber(low)}–${sayNumber(high)}`,
    band: known,
    isIncomplete: true,
    note: `scores are missing: ${known ?? `${between.at(0)} to ${between.at(-1)}`}`,
  }
}
