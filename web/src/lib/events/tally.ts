import { coverageOf } from '../../../../shared/event/coverage.ts'
import type { Covered } from '../../../../shared/event/coverage.ts'
import { kitOf } from '../../../../shared/event/kit.ts'
import type { KitStanding } from '../../../../shared/event/kit.ts'
import { countOn } from '../../../../shared/event/running.ts'
import type { DayCount } from '../../../../shared/event/running.ts'
import type { Tally } from '../../../../shared/event/tally.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf, View } from '../store/view.ts'
import type { Day } from './events.ts'

export interface Counted {
  tally: Tally
  coverage: Covered[]
  kit: KitStanding[]
}

/** What is logged at an event, in no order, what was corrected among it. */
export const entriesAt = (shell: Shell, eventId: string): RowOf<'outreach'>[] =>
  shell.all('outreach').filter((it) => it.eventId === eventId)

const counts = new WeakMap<View, Map<string, DayCount>>()

/** A day's entries that stand, and what they come to: counted on from what was known, for a tap has no time. */
function countOf(shell: Shell, eventId: string): DayCount {
  const { view } = shell.store
  const known = counts.get(view) ?? new Map<string, DayCount>()
  counts.set(view, known)
  const count = countOn(known.get(eventId), {
    event: { id: eventId, onDate: shell.one('event', eventId)?.onDate ?? '' },
    entries: shell.all('outreach'),
    findings: shell.all('finding'),
    members: shell.all('member'),
  })
  known.set(eventId, count)
  return count
}

/** Of what corrects one another the entry that stands, in no order; what was taken back is not among them. */
export const standingAt = (shell: Shell, eventId: string) =>
  countOf(shell, eventId).standing as readonly RowOf<'outreach'>[]

/** An event counted as this phone knows it: with its own entries, sent or not. */
export function countDay(shell: Shell, event: Day): Counted {
  const { tally } = countOf(shell, event.id)
  return { tally, coverage: coverageOf(event, tally), kit: kitOf(event, tally.items) }
}
