import { addDays, daysBetween } from '../words/dates.ts'
import type { Event } from './event.ts'

/**
 * "Roadshow to be visible within 7 days of the area being identified": Ashford's delivery plan
 * 2013/14 and action plan 2017/18, acquisitive crime.
 */
export const ROADSHOW_DAYS = 7

export interface RoadshowClock {
  /** The last day that keeps the promise. */
  byOn: string
  /** From today; below 0 when the day is past. */
  daysLeft: number
  /** Planned or held within the seven days. */
  isKept: boolean
  isHeld: boolean
}

/** The seven-day clock of a roadshow that answers a hotspot; null of any other event. */
export function roadshowClock(
  { hotspot, onDate }: Pick<Event, 'hotspot' | 'onDate'>,
  today: string,
): RoadshowClock | null {
  if (!hotspot) return null
  const byOn = addDays(hotspot.noticedOn, ROADSHOW_DAYS)
  return {
    byOn,
    daysLeft: daysBetween(today, byOn),
    isKept: onDate <= byOn,
    isHeld: onDate < today,
  }
}
