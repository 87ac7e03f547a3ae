import type { Timescale } from '../timescale.ts'
import type { Span } from './span.ts'

const long = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' })

/** "30 September 2016": with its year, whatever year it is now. */
export const sayDay = (on: string) => long.format(new Date(`${on}T00:00:00Z`))

export const saySpan = ({ fromOn, toOn }: Span) =>
  fromOn === toOn ? sayDay(fromOn) : `${sayDay(fromOn)} to ${sayDay(toOn)}`

/** What a timescale means, apart from the words it was written in. */
export function sayTimescale(timescale: Timescale): string {
  if (timescale.means === 'due') return `Due by ${sayDay(timescale.dueOn)}`
  if (timescale.means === 'window') return `From ${saySpan(timescale)}`
  if (timescale.means === 'none') return 'No date'
  return `Every ${timescale.every.replace('-', ' ')}, next by ${sayDay(timescale.nextDueOn)}`
}
