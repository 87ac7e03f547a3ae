import { addDays, dateInUk, startOfDayInUk } from '../words/dates.ts'
import type { ReminderSettings } from './settings.ts'

const HOUR_MS = 3_600_000
const clock = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' },
})

export const hourInUk = (at: Date): number => Number(clock.format(at))

type Quiet = Pick<ReminderSettings, 'quietFrom' | 'quietTo'>

/** Whether a whole hour of the clock is quiet: from the first to before the second, over midnight if need be. */
export const isQuietHour = (hour: number, { quietFrom, quietTo }: Quiet): boolean =>
  quietFrom <= quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo

export const isQuiet = (at: Date, quiet: Quiet): boolean => isQuietHour(hourInUk(at), quiet)

/** A letter is there when the working day begins, unless that is somebody's quiet time. */
export const DIGEST_HOUR = 8

const digestHour = (quiet: Quiet): number => {
  const hours = Array.from({ length: 24 }, (_, nth) => (DIGEST_HOUR + nth) % 24)
  return hours.find((hour) => !isQuietHour(hour, quiet)) ?? DIGEST_HOUR
}

/** The first moment after `after` at which a letter is due, as an instant; null for none. */
export function nextDigestAt(settings: ReminderSettings, after: string): string | null {
  if (settings.digest === 'none') return null
  const hour = digestHour(settings)
  const first = dateInUk(new Date(after))
  for (let days = 0; days <= 7; days++) {
    const on = addDays(first, days)
    const at = hourOfDayInUk(on, hour)
    if (isDay(on, settings) && at > after) return at
  }
  return null
}

/** The same for whoever has had a letter on the day of `now`: the next is on another day. */
export function digestAfterToday(settings: ReminderSettings, now: string): string | null {
  const tomorrow = Date.parse(startOfDayInUk(addDays(dateInUk(new Date(now)), 1)))
  return nextDigestAt(settings, new Date(tomorrow - 1).toISOString())
}

function isDay(on: string, { digest, digestDay }: ReminderSettings): boolean {
  const day = new Date(`${on}T00:00:00Z`).getUTCDay() || 7
  return digest === 'weekly' ? day === digestDay : day <= 5
}

/**
 * The instant at which the clock shows an hour on a day: the same hour in UTC, or one before while summer
 * time is on. The hour that is left out in spring is the one after it.
 */
function hourOfDayInUk(on: string, hour: number): string {
  const inWinter = Date.parse(`${on}T${String(hour).padStart(2, '0')}:00:00Z`)
  const inSummer = inWinter - HOUR_MS
  const at = hourInUk(new Date(inSummer)) === hour ? inSummer : inWinter
  return new Date(at).toISOString()
}
