import { fileName, toCsv } from '../../../../shared/chart/csv.ts'
import type { Cell } from '../../../../shared/chart/csv.ts'

/** Columns and rows behind a picture: what its table shows and its CSV holds. */
export interface ChartTable {
  columns: string[]
  rows: Cell[][]
}

/** Hands a table to the browser as a file. */
export function saveCsv(title: string, { columns, rows }: ChartTable) {
  const url = URL.createObjectURL(new Blob([toCsv(columns, rows)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(title)
  link.click()
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
