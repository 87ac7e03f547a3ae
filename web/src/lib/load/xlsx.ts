import { streamXlsxRows } from 'hucre/xlsx'
import type { SheetRow } from './ods.ts'

const MOST_CELLS = 256

/** The rows of an XLSX's sheets. Its real size has been checked: the library holds the shared words whole. */
export async function readXlsx(
  bytes: Uint8Array,
  sheets: number,
  give: SheetRow,
  mostRows: number,
) {
  let given = 0
  for (let sheet = 0; sheet < sheets; sheet++) {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
      const cells = values.slice(0, MOST_CELLS).map(said)
      while (cells.at(-1) === '') cells.pop()
      if (cells.length > 0) give(sheet, cells, index + 1)
      if (++given >= mostRows) return
    }
  }
}

function said(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'object' ? '' : String(value)
}
