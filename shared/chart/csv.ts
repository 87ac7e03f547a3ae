/** A cell of a table. Null is no figure, and comes out empty. */
export type Cell = string | number | null

/**
 * A table as CSV (RFC 4180), with a mark by which spreadsheets know UTF-8. Words that a spreadsheet would
 * run as a formula get an apostrophe in front: what residents or partners wrote is never run (OWASP).
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [columns, ...rows].map((cells) => cells.map(cellOf).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A file name out of a title: "Violence with injury" is "violence-with-injury.csv". */
export const fileName = (title: string, kind = 'csv') =>
  `${
    title
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'figures'
  }.${kind}`
