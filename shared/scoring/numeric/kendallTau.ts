/** Kendall's tau-b (1945) of two equally long lists; null when either list is all ties. */
export function kendallTau(a: readonly number[], b: readonly number[]): number | null {
  let agree = 0
  let untiedA = 0
  let untiedB = 0
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      const first = Math.sign((a[i] ?? 0) - (a[j] ?? 0))
      const second = Math.sign((b[i] ?? 0) - (b[j] ?? 0))
      agree += first * second
      untiedA += Math.abs(first)
      untiedB += Math.abs(second)
    }
  if (untiedA === 0 || untiedB === 0) return null
  return untiedA === untiedB ? agree / untiedA : agree / Math.sqrt(untiedA * untiedB)
}
