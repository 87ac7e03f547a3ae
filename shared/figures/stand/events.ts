import { broughtBy } from '../../event/rollUp.ts'
import type { Reach, Source } from '../../event/rollUp.ts'
import { countEntries, standingEntries } from '../../event/tally.ts'
import type { Figures as Tallied } from '../../event/tally.ts'
import { Remembered } from '../remembered.ts'
import type { RowOf } from '../rows.ts'
import type { Shelves } from './shelves.ts'

export interface EventStanding {
  event: RowOf<'event'>
  counts: Tallied
  /** What its entries bring to each action and indicator it is linked with. */
  brought: ReadonlyMap<string, Source>
}

/** Every event with what was done at it, and what all of them bring to each target. */
export class StandEvents {
  readonly #events = new Remembered<EventStanding>()
  readonly #reach = new Remembered<Reach>()

  of(shelves: Shelves, targets: ReadonlyMap<string, string>) {
    this.#events.turn()
    this.#reach.turn()
    const events = shelves.event
      .all()
      .filter(({ template }) => !template)
      .map((event) => {
        const [entries, findings] = [
          shelves.outreach.under(event.id),
          shelves.finding.under(event.id),
        ]
        const isLinked = Object.keys(event.links ?? {}).length > 0
        const from = [event, entries, findings, isLinked ? targets : null]
        return this.#events.of(event.id, from, () => {
          const standing = standingEntries(entries, event.id)
          return {
            event,
            // Two who saw the same thing found one thing, as in the event's own tally.
            counts: {
              ...countEntries(standing),
              findings: findings.filter(({ joinedToId }) => !joinedToId).length,
            },
            brought: isLinked ? broughtBy(event, standing, targets) : none,
          }
        })
      })
    return { events, reach: this.#reachOf(events) }
  }

  /** Of each target what every event brings, in the order of their days. */
  #reachOf(events: readonly EventStanding[]): ReadonlyMap<string, Reach> {
    const parts = new Map<string, Source[]>()
    for (const { brought } of events.filter((it) => it.brought.size > 0).sort(byDay)) {
      for (const [target, source] of brought) {
        const known = parts.get(target)
        if (known) known.push(source)
        else parts.set(target, [source])
      }
    }
    const reach = new Map<string, Reach>()
    for (const [target, sources] of parts) {
      const workOut = () => ({
        count: sources.reduce((sum, { count }) => sum + count, 0),
        sources,
      })
      reach.set(target, this.#reach.of(target, sources, workOut))
    }
    return reach
  }
}

const none: ReadonlyMap<string, Source> = new Map()
const byDay = ({ event: a }: EventStanding, { event: b }: EventStanding) =>
  a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.id < b.id ? -1 : 1
