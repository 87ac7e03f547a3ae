import { dateInUk } from '../words/dates.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit' })

/** Formatting is slow and a day has few hours: UK time is a whole number of hours from UTC. */
const known = new Map<string, { on: string; hour: string }>()

/** "09" for an instant between nine and ten in the United Kingdom on that day; null on any other day. */
export function hourInUk(at: string, on: string): string | null {
  const key = at.slice(0, 13)
  let found = known.get(key)
  if (!found) {
    const moment = new Date(at)
    found = { on: dateInUk(moment), hour: clock.format(moment).padStart(2, '0') }
    if (known.size > 5000) known.clear()
    known.set(key, found)
  }
  return found.on === on ? found.hour : null
}

/**
 * An instant by the office's clock, of a phone whose own is so many seconds ahead (behind: below 0).
 * Under a minute is the way the answer took, and nothing is taken off.
 */
export function officeTime(
  now: Date,
  aheadS: number,
): { recordedAt: string; clockAheadS?: number } {
  if (Math.abs(aheadS) < 60) return { recordedAt: now.toISOString() }
  const recordedAt = new Date(now.getTime() - aheadS * 1000).toISOString()
  return { recordedAt, clockAheadS: aheadS }
}
