import type { Timescale } from './timescale.ts'

/** The day by which the next thing is expected, or null when the words name none. */
export function dueOn(timescale: Timescale): string | null {
  switch (timescale.means) {
    case 'due':
      return timescale.dueOn
    case 'window':
      return timescale.toOn
    case 'recurrence':
      return timescale.nextDueOn
    case 'none':
      return null
  }
}
