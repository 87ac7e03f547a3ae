import { addDays } from '../words/dates.ts'
import type { Event, Link } from './event.ts'
import { standingByFamily } from './family.ts'
import type { Entry } from './tally.ts'
import type { OutreachKind } from './outreach.ts'

type Stored<T> = T & { id: string }
type Linked = Stored<Pick<Event, 'onDate' | 'title' | 'links' | 'template'>>

/** What events bring to one reach target or indicator, and what it is made of. */
export interface Reach {
  count: number
  sources: Source[]
}
export interface Source {
  eventId: string
  title: string
  onDate: string
  count: number
  /** Entries that the count is made of. */
  entries: number
}

const counted: Record<Link['measure'], readonly OutreachKind[]> = {
  contacts: ['contact made'],
  // Advice is given to somebody who was met already, so it is no further person.
  people: ['contact made', 'audience reached', 'vehicle stopped'],
  audience: ['audience reached'],
  advice: ['advice given'],
  items: ['item issued'],
  referrals: ['referral made'],
  vehicles: ['vehicle stopped'],
}

const isSameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** What one entry brings to a link: its count, or nothing. */
const broughtTo = ({ measure, what }: Link, entry: Entry): number =>
  counted[measure].includes(entry.kind) && (!what?.trim() || isSameName(what, entry.what ?? ''))
    ? entry.count
    : 0

/**
 * What the entries of events count into the actions and indicators they are linked with. Sorted into
 * one map by target, and within it by the family of the entry: there is no second place in which an
 * entry could count. `targets` says where the log of a merged action counts; where two linked actions
 * have become one, an entry that counts for both counts there once, with the greater of the two.
 */
export function reachOf(
  events: readonly Linked[],
  entries: readonly Entry[],
  targets: ReadonlyMap<string, string> = new Map(),
): Map<string, Reach> {
  const byEvent = new Map<string, Entry[]>()
  for (const entry of entries) {
    const own = byEvent.get(entry.eventId)
    if (own) own.push(entry)
    else byEvent.set(entry.eventId, [entry])
  }
  const reach = new Map<string, Reach>()
  const linked = [...new Map(events.map((it) => [it.id, it])).values()].filter(isCounting)
  for (const event of linked.sort(byDay)) {
    const standing = standingByFamily(byEvent.get(event.id) ?? [])
    for (const [target, source] of broughtBy(event, [...standing.values()], targets)) {
      const before = reach.get(target) ?? { count: 0, sources: [] }
      reach.set(target, {
        count: before.count + source.count,
        sources: [...before.sources, source],
      })
    }
  }
  return reach
}

/**
 * What one event brings to each target it is linked with. Of each family of its entries the one that
 * stands is given, and no other.
 */
export function broughtBy(
  event: Linked,
  standing: readonly Entry[],
  targets: ReadonlyMap<string, string>,
): Map<string, Source> {
  const { id: eventId, title, onDate } = event
  const brought = new Map<string, Source>()
  for (const [target, links] of linksByTarget(event, targets)) {
    let [count, entries] = [0, 0]
    for (const entry of standing) {
      const most = links.reduce((most, link) => Math.max(most, broughtTo(link, entry)), 0)
      if (most === 0) continue
      count += most
      entries++
    }
    brought.set(target, { eventId, title, onDate, count, entries })
  }
  return brought
}

const isCounting = ({ links, template }: Linked) => !template && Object.keys(links ?? {}).length > 0

const byDay = (a: Linked, b: Linked) =>
  a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.id < b.id ? -1 : 1

function linksByTarget({ links }: Linked, targets: ReadonlyMap<string, string>) {
  const found = new Map<string, Link[]>()
  for (const [id, link] of Object.entries(links ?? {})) {
    const target = link.kind === 'action' ? (targets.get(id) ?? id) : id
    found.set(target, [...(found.get(target) ?? []), link])
  }
  return found
}

interface Window {
  from: string
  to: string
}

/**
 * What events bring to an indicator, as one observation: of every day of its period so far that no
 * figure given by hand covers. One, and not one a day: the judge would take the days between for
 * unknown. What a figure by hand covers is not counted again from the events of those days. It is
 * worked out anew each time and kept nowhere, so it cannot come to differ from the entries.
 */
export function observationFrom(
  indicator: { period: Window },
  { sources }: Reach,
  byHand: readonly Window[],
  today: string,
) {
  const { from: first, to: last } = indicator.period
  const within = byHand.filter(({ from, to }) => to >= first && from <= last)
  const known = within.map(({ to }) => addDays(to, 1))
  const from = [first, ...known].reduce((latest, day) => (day > latest ? day : latest))
  const to = today < last ? today : last
  const own = sources.filter(({ onDate }) => onDate >= from && onDate <= to)
  if (own.length === 0) return null
  return {
    ...{ id: 'from events', from, to },
    value: own.reduce((sum, { count }) => sum + count, 0),
  }
}
