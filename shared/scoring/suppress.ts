import * as v from 'valibot'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { Count, Id } from './schema.ts'
import { hideEnough } from './secondarySuppression.ts'

const TableToPublish = v.object({
  columns: v.pipe(v.array(Id), v.minLength(1, 'holds no column')),
  rows: v.array(v.object({ id: Id, counts: v.record(Id, v.nullable(Count)) })),
  /** Counts under this are never shown. */
  below: v.optional(v.pipe(Count, v.minValue(1, 'is under 1')), 5),
})
type TableToPublish = v.InferOutput<typeof TableToPublish>

/** A count, or null with `suppressed` true (hidden) or false (there was none to show). */
export type PublicCount = { count: number | null; suppressed: boolean }

export type TableSuppressed = {
  rows: { id: string; cells: (PublicCount & { columnId: string })[]; total: PublicCount }[]
  columnTotals: (PublicCount & { columnId: string })[]
  grandTotal: PublicCount
}

/**
 * A table of counts made fit for the public: none under five, and as many others hidden as it takes
 * that no total gives a hidden one back (Government Statistical Service, disclosure control guidance
 * for tables). Totals are worked out here, hidden where needed, and published with the table: adding
 * others by hand would undo it. It does not say which cells were small and which merely shield them.
 *
 * Throws `ScoringError` on repeated ids, negative or fractional counts, or a count in no column.
 */
export function suppress(input: v.InferInput<typeof TableToPublish>): TableSuppressed {
  const { columns, rows, below } = parse(TableToPublish, input, tableIssues)
  const body = rows.map(({ counts }) =>
    columns.map((id) => (Object.hasOwn(counts, id) ? (counts[id] ?? null) : null)),
  )
  const withTotals = [
    ...body,
    columns.map((_, at) => sum(body.map((line) => line[at] ?? null))),
  ].map((line) => [...line, sum(line)])
  const hidden = hideEnough(withTotals, below)
  const show = (row: number, column: number): PublicCount => {
    const isHidden = hidden[row]?.[column] ?? false
    return { count: isHidden ? null : (withTotals[row]?.[column] ?? null), suppressed: isHidden }
  }
  return {
    rows: rows.map(({ id }, row) => ({
      id,
      cells: columns.map((columnId, at) => ({ columnId, ...show(row, at) })),
      total: show(row, columns.length),
    })),
    columnTotals: columns.map((columnId, at) => ({ columnId, ...show(rows.length, at) })),
    grandTotal: show(rows.length, columns.length),
  }
}

/** The sum of what is known, or null when nothing is. */
function sum(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}

function tableIssues({ columns, rows }: TableToPublish): ScoringIssue[] {
  const strangers = rows.flatMap(({ counts }, at) =>
    Object.keys(counts)
      .filter((id) => !columns.includes(id))
      .map((id) => ({ path: `rows.${at}.counts.${id}`, message: 'is in none of the columns' })),
  )
  return [
    ...columns.flatMap((id, at) =>
      columns.indexOf(id) < at ? [{ path: `columns.${at}`, message: `repeats the id ${id}` }] : [],
    ),
    ...repeatedIds(rows, 'rows'),
    ...strangers,
  ]
}
