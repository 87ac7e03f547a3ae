import { foldName } from './place.ts'
import type { Finding, Spot } from './finding.ts'
import type { FindingStanding } from './standing.ts'

/** Two phones side by side may differ by this much even where each says it is sure. INVENTED. */
const LEAST_M = 15
/** A phone that does not know where it is must not join one end of a ward to the other. INVENTED. */
const MOST_M = 60
const EARTH_M = 6_371_000

/** Metres between two places, along the ground; exact enough within a district (haversine). */
export function metresBetween(a: Spot, b: Spot): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const half = (from: number, to: number) => Math.sin(rad(to - from) / 2) ** 2
  const chord =
    half(a.lat, b.lat) + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * half(a.lon, b.lon)
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

type Place = Pick<Finding, 'spot' | 'streetId' | 'street' | 'wardId' | 'eventId'>

/** Near enough to be the same thing. Where both have a spot that decides; else the street does. */
export function isNear(a: Place, b: Place): boolean {
  if (a.spot && b.spot) {
    const both = a.spot.accuracyM + b.spot.accuracyM
    return metresBetween(a.spot, b.spot) <= Math.min(MOST_M, Math.max(LEAST_M, both))
  }
  if (a.streetId && a.eventId && a.streetId === b.streetId && a.eventId === b.eventId) return true
  const [mine, theirs] = [foldName(a.street ?? ''), foldName(b.street ?? '')]
  const isSameWard = !a.wardId || !b.wardId || a.wardId === b.wardId
  return mine !== '' && mine === theirs && isSameWard
}

/** Open findings that this may be the same as, the latest first. "Other" is like nothing. */
export const alikeTo = (
  draft: Place & Pick<Finding, 'sort'> & { id?: string },
  standings: readonly FindingStanding[],
): FindingStanding[] =>
  draft.sort === 'other'
    ? []
    : standings
        .filter(
          ({ finding, isOpen, joined }) =>
            isOpen &&
            finding.id !== draft.id &&
            finding.sort === draft.sort &&
            [finding, ...joined].some((it) => isNear(draft, it)),
        )
        .sort((a, b) => (a.finding.recordedAt < b.finding.recordedAt ? 1 : -1))
