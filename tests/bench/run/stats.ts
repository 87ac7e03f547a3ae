const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], share: number): number {
  const list = sorted(values)
  const at = (list.length - 1) * share
  const [low, high] = [list[Math.floor(at)], list[Math.ceil(at)]]
  if (low === undefined || high === undefined) return Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

export const p95 = (values: readonly number[]): number => quantile(values, 0.95)
