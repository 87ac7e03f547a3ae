import type { Table } from '../../../shared/words/table.ts'

/** Excel takes a file for UTF-8 only when it begins with this mark. */
const UTF8_MARK = '\ufeff'

/** A spreadsheet would run a cell that begins with = + - or @. */
export async function asCsv(table: Table): Promise<string> {
  const { default: Papa } = await import('papaparse')
  return UTF8_MARK + Papa.unparse(table, { escapeFormulae: true, newline: '\r\n' })
}

/** Hands the person a file of it. */
export async function saveCsv(table: Table, name: string): Promise<void> {
  const file = new Blob([await asCsv(table)], { type: 'text/csv;charset=utf-8' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
