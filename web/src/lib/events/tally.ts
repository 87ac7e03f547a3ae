import { coverageOf } from '../../../../shared/event/coverage.ts'
import type { Covered } from '../../../../shared/event/coverage.ts'
import { kitOf } from '../../../../shared/event/kit.ts'
import type { KitStanding } from '../../../../shared/event/kit.ts'
import { tallyOf } from '../../../../shared/event/tally.ts'
import type { Tally } from '../../../../shared/event/tally.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Day } from './events.ts'

export interface Counted {
  tally: Tally
  coverage: Covered[]
  kit: KitStanding[]
}

/** What is logged at an event, in no order, what was corrected among it. */
export const entriesAt = (shell: Shell, eventId: string): RowOf<'outreach'>[] =>
  shell.all('outreach').filter((it) => it.eventId === eventId)

/** An event counted as this phone knows it: with its own entries, sent or not. */
export function countDay(shell: Shell, event: Day): Counted {
  const tally = tallyOf(
    event,
    entriesAt(shell, event.id),
    standingFindings(shell, event.id),
    (memberId) => shell.one('member', memberId)?.agencyId,
  )
  return { tally, coverage: coverageOf(event, tally), kit: kitOf(event, tally.items) }
}

/** Two findings that are one count as one. */
const standingFindings = (shell: Shell, eventId: string) =>
  shell.all('finding').filter((it) => it.eventId === eventId && !it.joinedToId)
