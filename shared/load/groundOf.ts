import type { AreaLookup } from '../assessment/place.ts'

interface Dated {
  code: string
  vintage: string
}

const yearIn = (vintage: string) => Number(/\d+/.exec(vintage)?.[0] ?? 0)

/** The wards of the latest list: an edition may hold several drawings, and they overlap. */
export function latest<Drawn extends Dated>(boundaries: readonly Drawn[]): Drawn[] {
  const year = Math.max(...boundaries.map(({ vintage }) => yearIn(vintage)))
  const seen = new Set<string>()
  return boundaries.filter(({ code, vintage }) => {
    const isNew = yearIn(vintage) === year && !seen.has(code)
    seen.add(code)
    return isNew
  })
}

export type Lookup = Pick<AreaLookup, 'from' | 'to' | 'basis' | 'parts' | 'names'>

/** A published best fit before one measured on the map. */
const byWorth = (a: Lookup, b: Lookup) =>
  Number(a.basis !== 'best fit') - Number(b.basis !== 'best fit') || yearIn(b.to) - yearIn(a.to)

/** The lookup onto these wards; without any, the one of the latest list. */
export function lookupOnto(lookups: readonly Lookup[], wards: ReadonlySet<string>): Lookup | null {
  const fitting = lookups.filter(({ parts }) => parts.some(([, ward]) => wards.has(ward)))
  return [...(wards.size > 0 ? fitting : lookups)].sort(byWorth)[0] ?? null
}

/** The ward that most of each LSOA lies in. */
export function wardOfLsoas(
  lookups: readonly Lookup[],
  boundaries: readonly Dated[],
): Map<string, string> {
  const lookup = lookupOnto(lookups, new Set(boundaries.map(({ code }) => code)))
  const found = new Map<string, string>()
  for (const [lsoa, ward] of [...(lookup?.parts ?? [])].sort((a, b) => a[2] - b[2]))
    found.set(lsoa, ward)
  return found
}
