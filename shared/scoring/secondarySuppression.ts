type Table = readonly (readonly (number | null)[])[]
type Place = { row: number; column: number }

/**
 * Which cells of a table to hide. The last row and the last column are its totals, so every line
 * satisfies parts − total = 0. A hidden cell can be worked out exactly when, with rows and columns as
 * nodes and hidden cells as edges, its edge is a bridge (Gusfield 1988); each bridge is put on a
 * cycle by hiding the cheapest rectangle through it, inner cells before totals. Hidden cells whose
 * shown total leaves nothing between them are all zero for anyone to see, so one more is hidden.
 */
export function hideEnough(table: Table, below: number): boolean[][] {
  const hidden = table.map((line) => line.map((count) => count !== null && count < below))
  for (;;) {
    const more = emptyLine(table, hidden) ?? bridgeShield(table, hidden)
    if (more === null) return hidden
    for (const { row, column } of more) {
      const line = hidden[row]
      if (line) line[column] = true
    }
  }
}

/** A shown total over hidden cells that are all zero tells that they are: hide its smallest other cell. */
function emptyLine(table: Table, hidden: boolean[][]): Place[] | null {
  const rows = table.length
  const columns = table[0]?.length ?? 0
  const lines: Place[][] = [
    ...table.map((_, row) => Array.from({ length: columns }, (_, column) => ({ row, column }))),
    ...Array.from({ length: columns }, (_, column) => table.map((_, row) => ({ row, column }))),
  ]
  for (const line of rows > 0 ? lines : []) {
    const hiddenPlaces = line.filter(({ row, column }) => hidden[row]?.[column])
    const isEmpty = hiddenPlaces.every(({ row, column }) => table[row]?.[column] === 0)
    const total = line.at(-1)
    const isTotalShown = total !== undefined && hidden[total.row]?.[total.column] === false
    if (hiddenPlaces.length === 0 || !isEmpty || !isTotalShown) continue
    const shown = line.filter(({ row, column }) => isShown(table, hidden, row, column))
    const cheapest = least(shown, ({ row, column }) => cost(table, row, column))
    if (cheapest) return [cheapest]
  }
  return null
}

function bridgeShield(table: Table, hidden: boolean[][]): Place[] | null {
  for (const [row, line] of hidden.entries())
    for (const [column, isHidden] of line.entries()) {
      if (!isHidden || !isBridge(hidden, row, column)) continue
      const shield = rectangle(table, hidden, row, column) ?? crossing(table, hidden, row, column)
      if (shield.length > 0) return shield
    }
  return null
}

/** Is there no way round from the cell's row to its column through other hidden cells? */
function isBridge(hidden: boolean[][], row: number, column: number): boolean {
  const rowsSeen = new Set([row])
  const columnsSeen = new Set<number>()
  const queue = [row]
  for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
    for (const [across, isHidden] of (hidden[from] ?? []).entries()) {
      if (!isHidden || columnsSeen.has(across) || (from === row && across === column)) continue
      if (across === column) return false
      columnsSeen.add(across)
      for (const [down, line] of hidden.entries())
        if (line[across] && !rowsSeen.has(down)) {
          rowsSeen.add(down)
          queue.push(down)
        }
    }
  }
  return true
}

/** The three other corners of the cheapest rectangle through a cell, those not hidden already. */
function rectangle(table: Table, hidden: boolean[][], row: number, column: number): Place[] | null {
  const corners: Place[][] = []
  for (let down = 0; down < table.length; down++)
    for (let across = 0; across < (table[row]?.length ?? 0); across++) {
      if (down === row || across === column) continue
      const three = [
        { row, column: across },
        { row: down, column },
        { row: down, column: across },
      ]
      if (three.every((place) => typeof table[place.row]?.[place.column] === 'number'))
        corners.push(three)
    }
  const best = least(corners, (three) =>
    three.reduce(
      (sum, place) =>
        sum + (hidden[place.row]?.[place.column] ? 0 : cost(table, place.row, place.column)),
      0,
    ),
  )
  return best?.filter((place) => isShown(table, hidden, place.row, place.column)) ?? null
}

/** Where gaps leave no rectangle: everything still shown in the cell's row and column. */
const crossing = (table: Table, hidden: boolean[][], row: number, column: number): Place[] =>
  table
    .flatMap((line, down) => line.map((_, across) => ({ row: down, column: across })))
    .filter((place) => place.row === row || place.column === column)
    .filter((place) => isShown(table, hidden, place.row, place.column))

const isShown = (table: Table, hidden: boolean[][], row: number, column: number) =>
  hidden[row]?.[column] === false && table[row]?.[column] !== null

/** Small counts are the least loss; a total is worth more than everything under it. */
function cost(table: Table, row: number, column: number): number {
  const isTotal = row === table.length - 1 || column === (table[row]?.length ?? 0) - 1
  return (table[row]?.[column] ?? 0) + 1 + (isTotal ? 1e12 : 0)
}

function least<Item>(items: readonly Item[], costOf: (item: Item) => number): Item | null {
  let best: Item | null = null
  let lowest = Infinity
  for (const item of items) {
    const price = costOf(item)
    if (price < lowest) {
      best = item
      lowest = price
    }
  }
  return best
}
