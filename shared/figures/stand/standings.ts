import type { FindingStanding } from '../../finding/standing.ts'
import type { ActionStanding } from './actions.ts'
import type { LatestEntries } from './entries.ts'
import type { EventStanding } from './events.ts'
import type { IndicatorStanding } from './indicators.ts'
import type { Shelves } from './shelves.ts'

/** Everything with how it stands on a day. All lists are sorted by id. */
export interface Standings {
  asAt: string
  /** The rows themselves, to look up what they name. */
  shelves: Shelves
  /** Where the log of a merged action counts. */
  targets: ReadonlyMap<string, string>
  actions: readonly ActionStanding[]
  indicators: readonly IndicatorStanding[]
  /** Events that are held on a day; templates are none. */
  events: readonly EventStanding[]
  findings: readonly FindingStanding[]
  entries: LatestEntries
}
