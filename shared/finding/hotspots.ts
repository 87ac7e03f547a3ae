import { dateInUk, daysBetween } from '../words/dates.ts'
import { foldName } from './place.ts'
import type { FindingStanding } from './standing.ts'

/** INVENTED: so many open findings on one street within four weeks are worth a day out. */
export const HOTSPOT_LEAST = 3
export const HOTSPOT_DAYS = 28

export interface HotspotFound {
  street: string
  wardId: string | null
  standings: FindingStanding[]
  /** The day on which it became one: from then a roadshow's seven days run. */
  noticedOn: string
}

/** Streets on which open findings have gathered, the most first. `streetOf` names a finding's street. */
export function hotspotsIn(
  standings: readonly FindingStanding[],
  today: string,
  streetOf: (standing: FindingStanding) => string,
): HotspotFound[] {
  const places = new Map<string, FindingStanding[]>()
  for (const it of standings) {
    const street = foldName(streetOf(it))
    const age = daysBetween(dayOf(it), today)
    if (!it.isOpen || street === '' || age > HOTSPOT_DAYS || age < 0) continue
    const key = `${it.finding.wardId ?? ''} ${street}`
    places.set(key, [...(places.get(key) ?? []), it])
  }
  return [...places.values()]
    .filter((found) => found.length >= HOTSPOT_LEAST)
    .map((found) => {
      const days = found.map(dayOf).sort()
      const [first] = found
      return {
        street: first ? streetOf(first) : '',
        wardId: first?.finding.wardId ?? null,
        standings: found,
        noticedOn: days[HOTSPOT_LEAST - 1] ?? today,
      }
    })
    .sort((a, b) => b.standings.length - a.standings.length || (a.street < b.street ? -1 : 1))
}

const dayOf = ({ finding }: FindingStanding) => dateInUk(new Date(finding.recordedAt))
