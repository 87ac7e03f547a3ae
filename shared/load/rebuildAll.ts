import type { Found, FoundCounts, Known } from './found.ts'
import { latest, lookupOnto } from './groundOf.ts'
import { sayList, sayPeriod } from './periods.ts'
import type { Say } from './problem.ts'
import { isOlder, lookupOf, rebuild } from './rebuild.ts'
import { aboutOf } from './unlike.ts'
import { isSame } from '../sync/canonical.ts'

/**
 * Brings counts on older wards onto the wards of today, where a lookup leads across: those of this load, and
 * those held from earlier ones, from their counts by LSOA if they have them. What no lookup reaches stays as
 * it was counted.
 */
export function rebuildAll(
  found: Found,
  known: Known,
  held: readonly FoundCounts[],
  say: Say,
): FoundCounts[] {
  const lookups = [...found.lookups, ...known.lookups]
  const drawn = latest([...found.boundaries, ...known.boundaries]).map(({ code }) => code)
  const onto = lookupOnto(lookups, new Set(drawn))
  if (!onto) return found.counts
  const wards = new Set(onto.parts.map(([, ward]) => ward))
  const residents =
    [...found.populations, ...known.populations].find(
      (it) => it.areaKind === 'lsoa' && it.measure === 'residents',
    )?.figures ?? null
  const across = (counts: FoundCounts): FoundCounts | null => {
    const older = counts.areaKind === 'lsoa' ? null : lookupOf(counts.areas, lookups, onto)
    if (counts.areaKind === 'ward' && !older) return null
    const done = rebuild(counts, { onto, older, residents })
    if (!done) return null
    for (const { type, count } of done.unplaced) {
      const text = `${type}, ${sayPeriod(counts)}: ${count} could not be put in the ${sayList(onto.to)}`
      say('ward', text, { weight: 'note' })
    }
    return done.counts
  }
  const isOld = (it: FoundCounts) => it.areaKind === 'ward' && isOlder(it.areas, wards)
  const current = found.counts.map((it) => (isOld(it) ? (across(it) ?? it) : it))
  const isSaid = (it: FoundCounts) =>
    current.some((other) => isSame(aboutOf(other), aboutOf({ ...it, areaKind: 'ward' })))
  const again = held.filter(isOld).flatMap((it) => {
    if (isSaid(it)) return []
    const small = held.find((other) => isSame(aboutOf(other), aboutOf({ ...it, areaKind: 'lsoa' })))
    return (small && across(small)) ?? across(it) ?? []
  })
  return [...current, ...again]
}
