/**
 * Natural breaks (Jenks 1967, by Fisher's exact dynamic programme 1958): the classes with the least
 * squared distance to their own means. Gives the value at which each class above the first begins;
 * fewer classes when there are fewer different values.
 */
export function jenksCuts(values: readonly number[], levels: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  const classes = Math.min(levels, new Set(sorted).size)
  if (classes < 2) return []
  const centre = sorted.reduce((sum, value) => sum + value, 0) / n
  const sums = [0]
  const squares = [0]
  sorted.forEach((value, at) => {
    const from = value - centre
    sums.push((sums[at] ?? 0) + from)
    squares.push((squares[at] ?? 0) + from * from)
  })
  const spread = (from: number, to: number) => {
    const sum = (sums[to] ?? 0) - (sums[from] ?? 0)
    return (squares[to] ?? 0) - (squares[from] ?? 0) - (sum * sum) / (to - from)
  }

  let best = sorted.map((_, at) => spread(0, at + 1))
  const startsOf: number[][] = []
  for (let level = 1; level < classes; level++) {
    const starts = new Array<number>(n).fill(level)
    const next = new Array<number>(n).fill(Infinity)
    for (let end = level; end < n; end++)
      for (let start = level; start <= end; start++) {
        if (sorted[start] === sorted[start - 1]) continue
        const cost = (best[start - 1] ?? Infinity) + spread(start, end + 1)
        if (cost < (next[end] ?? Infinity)) {
          next[end] = cost
          starts[end] = start
        }
      }
    best = next
    startsOf.push(starts)
  }
  const cuts: number[] = []
  let end = n - 1
  for (const starts of startsOf.reverse()) {
    const start = starts[end] ?? 0
    cuts.unshift(sorted[start] ?? 0)
    end = start - 1
  }
  return cuts
}
