interface Table {
  separator: string
  /** The columns that are wanted. All others are given as ''. */
  columns: readonly number[]
  /** The line that the text begins in; lines count from 1. */
  line: number
}

/**
 * The rows of a text without quotes that ends with a line end. Half of a street file stands in columns that nobody asks
 * for: those are only counted, and no words are made of them. The cells given are overwritten by the next row.
 */
export function plainRows(
  text: string,
  { separator, columns, line }: Table,
  give: (cells: string[], line: number) => void,
) {
  const ends: number[] = []
  let cells: string[] = []
  let next = text.indexOf(separator)
  for (let start = 0; start < text.length; line++) {
    const end = text.indexOf('\n', start)
    let fields = 0
    while (next >= 0 && next < end) {
      ends[fields++] = next
      next = text.indexOf(separator, next + 1)
    }
    ends[fields++] = end
    if (fields > 1 || end > start) {
      if (cells.length !== fields) cells = new Array<string>(fields).fill('')
      for (const column of columns) {
        if (column >= fields) continue
        const from = column === 0 ? start : (ends[column - 1] as number) + 1
        cells[column] = text.slice(from, ends[column])
      }
      give(cells, line)
    }
    start = end + 1
  }
}
