import type { AreaLookup } from '../assessment/place.ts'
import type { RecordedCounts } from '../assessment/recordedCounts.ts'
import { remap } from '../scoring/remap.ts'
import type { FoundCounts } from './found.ts'
import { sayList } from './periods.ts'

type Lookup = Pick<AreaLookup, 'from' | 'to' | 'basis' | 'parts' | 'names'>
type Part = { from: string; to: string; weight: number }
type Figures = Readonly<Record<string, number>>

export interface Rebuilt {
  counts: FoundCounts
  /** By type, what could not be put in any ward. It is in no count. */
  unplaced: { type: string; count: number }[]
}

/** Some of these wards are not in the new list: counted on another drawing. */
export const isOlder = (areas: readonly string[], wards: ReadonlySet<string>) =>
  areas.some((code) => !wards.has(code))

/** The lookup to the list these wards are of, if that is not the new list itself. */
export function lookupOf<It extends Lookup>(
  areas: readonly string[],
  lookups: readonly It[],
  onto: Lookup,
): It | null {
  const reach = ({ parts }: Lookup) => {
    const wards = new Set(parts.map(([, ward]) => ward))
    return areas.filter((code) => wards.has(code)).length
  }
  const best = [...lookups].sort((a, b) => reach(b) - reach(a))[0]
  return best && reach(best) > reach(onto) ? best : null
}

/**
 * Old counts on new wards. Counts by LSOA go through the lookup as they are; counts by old ward are first
 * shared out over the ward's LSOAs, by residents where they are known and otherwise evenly, which the row says.
 * Every type keeps its total but for what is reported as unplaced (`remap`). Null when no lookup leads across.
 */
export function rebuild(
  counts: FoundCounts | RecordedCounts,
  { onto, older, residents }: { onto: Lookup; older: Lookup | null; residents: Figures | null },
): Rebuilt | null {
  const parts =
    counts.areaKind === 'lsoa' ? fromLsoas(onto) : older ? throughLsoas(older, onto, residents) : []
  if (!counts.areas.some((area) => parts.some(({ from }) => from === area))) return null
  const wards = [...new Set(onto.parts.map(([, ward]) => ward))].sort()
  const unplaced: Rebuilt['unplaced'] = []
  const types = counts.types.map(({ type, counts: own }) => {
    const given = Object.fromEntries(counts.areas.map((area, at) => [area, own[at] ?? null]))
    const done = remap(given, { parts })
    if (done.unplacedTotal > 0) unplaced.push({ type, count: done.unplacedTotal })
    // A ward that any missing area lies in cannot be known.
    const open = new Set(
      parts.filter(({ from }) => done.missing.includes(from)).map(({ to }) => to),
    )
    return { type, counts: wards.map((ward) => (open.has(ward) ? null : (done.counts[ward] ?? 0))) }
  })
  const { source, publisher, fromOn, toOn, placedBy, elsewhere, file, licence } = counts
  const by =
    counts.areaKind === 'lsoa' ? '' : residents ? ' weighted by residents' : ' weighted evenly'
  return {
    counts: {
      ...{ source, publisher, fromOn, toOn, placedBy, elsewhere, file, licence },
      ...{ areaKind: 'ward', areas: wards, types },
      rebuiltFrom: `${older && counts.areaKind === 'ward' ? `${sayList(older.to)} ` : ''}through ${sayList(onto.from)} (${onto.basis}${by}) to ${sayList(onto.to)}`,
    },
    unplaced,
  }
}

const fromLsoas = ({ parts }: Lookup): Part[] =>
  parts.map(([from, to, weight]) => ({ from, to, weight }))

/** Old ward to new ward: the share of the old ward's people who live in the LSOAs that both have. */
function throughLsoas(older: Lookup, onto: Lookup, residents: Figures | null): Part[] {
  const after = new Map<string, [ward: string, weight: number][]>()
  for (const [lsoa, ward, weight] of onto.parts)
    after.set(lsoa, [...(after.get(lsoa) ?? []), [ward, weight]])
  const wholes = new Map<string, number>()
  const shared = new Map<string, Part>()
  for (const [lsoa, from, weight] of older.parts) {
    const people = (residents ? (residents[lsoa] ?? 0) : 1) * weight
    wholes.set(from, (wholes.get(from) ?? 0) + people)
    for (const [to, share] of after.get(lsoa) ?? []) {
      const key = `${from} ${to}`
      const part = shared.get(key) ?? { from, to, weight: 0 }
      part.weight += people * share
      shared.set(key, part)
    }
  }
  return [...shared.values()]
    .filter(({ weight }) => weight > 0)
    .map(({ from, to, weight }) => ({
      from,
      to,
      weight: Math.min(1, weight / (wholes.get(from) || 1)),
    }))
}
