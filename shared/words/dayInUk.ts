import { dateInUk } from './dates.ts'

/**
 * The day of an instant in the United Kingdom. Its clocks are at UTC or an hour ahead, so only in the last
 * hour of a UTC day is there anything to look up; formatting is slow, and figures ask of thousands.
 */
export const dayInUk = (at: string): string =>
  at.slice(11, 13) < '23' ? at.slice(0, 10) : dateInUk(new Date(at))
