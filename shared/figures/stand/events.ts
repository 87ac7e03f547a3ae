import { reachOf } from '../../event/rollUp.ts'
import type { Reach } from '../../event/rollUp.ts'
import { countEntries, standingEntries } from '../../event/tally.ts'
import type { Figures as Tallied } from '../../event/tally.ts'
import { Remembered } from '../remembered.ts'
import type { RowOf } from '../rows.ts'
import type { Shelves } from './shelves.ts'

export interface EventStanding {
  event: RowOf<'event'>
  counts: Tallied
  /** What its entries bring to each action and indicator it is linked with. */
  reach: ReadonlyMap<string, Reach>
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
        return this.#events.of(event.id, from, () => ({
          event,
          counts: {
            ...countEntries(standingEntries(entries, event.id)),
            findings: findings.length,
          },
          reach: isLinked ? reachOf([event], entries, targets) : none,
        }))
      })
    return { events, reach: this.#reachOf(events) }
  }

  /** Of each target what every event brings, in the order of their days. */
  #reachOf(events: readonly EventStanding[]): ReadonlyMap<string, Reach> {
    const parts = new Map<string, Reach[]>()
    for (const { reach } of events.filter(({ reach: it }) => it.size > 0).sort(byDay)) {
      for (const [target, part] of reach) {
        const known = parts.get(target)
        if (known) known.push(part)
        else parts.set(target, [part])
      }
    }
    const reach = new Map<string, Reach>()
    for (const [target, all] of parts) {
      const workOut = () => ({
        count: all.reduce((sum, { count }) => sum + count, 0),
        sources: all.flatMap(({ sources }) => sources),
      })
      reach.set(target, this.#reach.of(target, all, workOut))
    }
    return reach
  }
}

const none: ReadonlyMap<string, Reach> = new Map()
const byDay = ({ event: a }: EventStanding, { event: b }: EventStanding) =>
  a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.id < b.id ? -1 : 1
