/** One linear inequality: the sum of `coefficients[i]`·x[i] is at most `bound`. */
export type AtMost = { coefficients: number[]; bound: number }

/**
 * Can some x ≥ 0 meet every inequality? Phase one of the simplex method (Dantzig 1951) with Bland's
 * rule (1977), which cannot cycle. Meant for tens of inequalities in a handful of unknowns.
 */
export function isFeasible(inequalities: AtMost[]): boolean {
  const size = inequalities[0]?.coefficients.length ?? 0
  const m = inequalities.length
  // Columns: the unknowns, one slack each, then the artificial unknown and the bound.
  const artificial = size + m
  const table = inequalities.map(({ coefficients, bound }, row) => {
    const line = new Float64Array(size + m + 2)
    line.set(coefficients)
    line[size + row] = 1
    line[artificial] = -1
    line[artificial + 1] = bound
    return line
  })
  const basis = table.map((_, row) => size + row)
  let worst = 0
  table.forEach((line, row) => {
    if (at(line, artificial + 1) < at(table[worst], artificial + 1)) worst = row
  })
  if (m === 0 || at(table[worst], artificial + 1) >= 0) return true
  pivot(worst, artificial)

  for (let turn = 0; turn < 10_000; turn++) {
    const home = basis.indexOf(artificial)
    if (home < 0 || at(table[home], artificial + 1) < 1e-9) return true
    let column = 0
    while (column < artificial && at(table[home], column) <= 1e-9) column++
    if (column === artificial) return false
    let leaving = -1
    let least = Infinity
    table.forEach((line, row) => {
      if (at(line, column) <= 1e-9) return
      const ratio = at(line, artificial + 1) / at(line, column)
      const isTie = Math.abs(ratio - least) < 1e-12
      const isFirst =
        row === home || (leaving !== home && (basis[row] ?? 0) < (basis[leaving] ?? 0))
      if (ratio < least - 1e-12 || (isTie && isFirst)) {
        leaving = row
        least = Math.min(least, ratio)
      }
    })
    pivot(leaving, column)
  }
  return false

  function pivot(row: number, column: number) {
    const line = table[row]
    if (!line) return
    const divisor = at(line, column)
    line.forEach((value, index) => (line[index] = value / divisor))
    table.forEach((other, index) => {
      const factor = at(other, column)
      if (index === row || factor === 0) return
      line.forEach((value, place) => (other[place] = at(other, place) - factor * value))
    })
    basis[row] = column
  }
}

const at = (line: Float64Array | undefined, index: number) => line?.[index] ?? 0
