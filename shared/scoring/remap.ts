import * as v from 'valibot'
import { type ScoringIssue, parse } from './error.ts'
import { Count, Id, Text } from './schema.ts'

const CountsByArea = v.record(Id, v.nullable(Count))

/** Which part of each small area lies in which ward. Ward lists are dated: say which one this is. */
const Lookup = v.object({
  /** As printed on the lookup: "2024". */
  vintage: v.optional(Text),
  parts: v.array(
    v.object({
      from: Id,
      to: Id,
      /** Share of the area, 0 to 1; a best-fit lookup gives each area whole, the default. */
      weight: v.optional(
        v.pipe(v.number(), v.minValue(0, 'is negative'), v.maxValue(1, 'is above 1')),
        1,
      ),
    }),
  ),
})
type Lookup = v.InferOutput<typeof Lookup>

const CountsAndLookup = v.object({ counts: CountsByArea, lookup: Lookup })

export type Remapped = {
  /** Whole counts by ward; with `unplaced` they add up to what came in. */
  counts: Record<string, number>
  /** The same before rounding to whole counts. */
  exact: Record<string, number>
  /** What could not be placed: the area is not in the lookup, or part of it lies in no ward. */
  unplaced: { id: string; count: number; reason: string }[]
  /** Whole counts left over in all, so that the grand total is kept. */
  unplacedTotal: number
  /** Areas without a figure, which are not zeros. */
  missing: string[]
  grandTotal: number
  vintage: string | null
}

/**
 * Moves counts from small areas (LSOAs) to wards through a weighted lookup (ONS best-fit lookups give
 * weight 1). Fractions are made whole by largest remainder (Hare 1859), so the grand total is kept to
 * the last crime and none is invented.
 *
 * Throws `ScoringError` on negative or fractional counts, a pair told twice, or weights over 1 in all.
 */
export function remap(
  counts: Readonly<Record<string, number | null>>,
  lookup: v.InferInput<typeof Lookup> | v.InferInput<typeof Lookup>['parts'],
): Remapped {
  const asked = { counts, lookup: Array.isArray(lookup) ? { parts: lookup } : lookup }
  const known = parse(CountsAndLookup, asked, lookupIssues)
  const { parts, vintage } = known.lookup
  const partsOf = new Map<string, Lookup['parts']>()
  for (const part of parts) partsOf.set(part.from, [...(partsOf.get(part.from) ?? []), part])

  const exact = new Map<string, number>(parts.map(({ to }) => [to, 0]))
  const unplaced: Remapped['unplaced'] = []
  const missing: string[] = []
  let grandTotal = 0
  for (const [id, count] of Object.entries(known.counts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (count === null) {
      missing.push(id)
      continue
    }
    grandTotal += count
    const own = partsOf.get(id) ?? []
    let left = 1
    for (const { to, weight } of own) {
      left -= weight
      exact.set(to, (exact.get(to) ?? 0) + count * weight)
    }
    if (count === 0 || left < 1e-9) continue
    const reason =
      own.length === 0 ? 'It is not in the lookup.' : 'Part of it lies in no ward of the lookup.'
    unplaced.push({ id, count: count * left, reason })
  }
  const outside = unplaced.reduce((sum, { count }) => sum + count, 0)
  const entries = [...exact].sort(([a], [b]) => (a < b ? -1 : 1))
  const whole = largestRemainder([...entries.map(([, value]) => value), outside], grandTotal)
  return {
    counts: Object.fromEntries(entries.map(([id], at) => [id, whole[at] ?? 0])),
    exact: Object.fromEntries(entries),
    unplaced,
    unplacedTotal: whole.at(-1) ?? 0,
    missing,
    grandTotal,
    vintage: vintage ?? null,
  }
}

function largestRemainder(values: number[], total: number): number[] {
  const floors = values.map((value) => Math.floor(value + 1e-9))
  let left = total - floors.reduce((sum, floor) => sum + floor, 0)
  const order = values
    .map((value, at) => ({ at, rest: Math.round((value - (floors[at] ?? 0)) * 1e9) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const { at } of order) {
    if (left <= 0) break
    floors[at] = (floors[at] ?? 0) + 1
    left--
  }
  return floors
}

function lookupIssues({ lookup: { parts } }: { lookup: Lookup }): ScoringIssue[] {
  const sums = new Map<string, number>()
  const pairs = new Set<string>()
  return parts.flatMap(({ from, to, weight }, at) => {
    const issues: ScoringIssue[] = []
    const pair = JSON.stringify([from, to])
    if (pairs.has(pair))
      issues.push({ path: `lookup.parts.${at}`, message: `repeats ${from} in ${to}` })
    pairs.add(pair)
    const sum = (sums.get(from) ?? 0) + weight
    sums.set(from, sum)
    if (sum > 1 + 1e-6)
      issues.push({ path: `lookup.parts.${at}.weight`, message: `brings ${from} above 1 in all` })
    return issues
  })
}
