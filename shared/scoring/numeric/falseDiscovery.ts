/**
 * Adjusted p-values that hold the share of false alarms among the alarms (Benjamini and Hochberg
 * 1995): with m tests, the i-th smallest p becomes the least of p·m/j over j ≥ i. Order is kept.
 */
export function falseDiscovery(ps: readonly number[]): number[] {
  const order = ps.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p)
  const adjusted = new Array<number>(ps.length).fill(1)
  let least = 1
  order.forEach(({ p, at }, place) => {
    least = Math.min(least, p * (ps.length / (ps.length - place)))
    adjusted[at] = least
  })
  return adjusted
}
