import { may } from '../../../../shared/access/may.ts'
import type { Event, Hotspot, Link, Street } from '../../../../shared/event/event.ts'
import { roadshowClock } from '../../../../shared/event/roadshow.ts'
import { beginWith, carriedOn } from '../../../../shared/event/templates.ts'
import { officeTime } from '../../../../shared/event/hours.ts'
import { sayDate } from '../../../../shared/words/dates.ts'
import { actorOf } from '../actor.ts'
import { namesOf } from '../people.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Changes } from '../store/write.ts'

/** Events: reads and verbs. What is done at one is in `outreach/`, what is seen in `findings/`. */
export type Day = RowOf<'event'>

export const addressOf = (eventId: string, word = '') =>
  `/${['events', encodeURIComponent(eventId), word].filter(Boolean).join('/')}`

const byDay = (a: Day, b: Day) =>
  `${a.onDate} ${a.startsAt ?? ''} ${a.id}` < `${b.onDate} ${b.startsAt ?? ''} ${b.id}` ? -1 : 1

/** Today's first, then what is coming, then what is over, the latest first. */
export function eventsByTime(shell: Shell): { today: Day[]; coming: Day[]; past: Day[] } {
  const all = shell
    .all('event')
    .filter(({ template }) => !template)
    .toSorted(byDay)
  return {
    today: all.filter(({ onDate }) => onDate === shell.today),
    coming: all.filter(({ onDate }) => onDate > shell.today),
    past: all.filter(({ onDate }) => onDate < shell.today).toReversed(),
  }
}

export const templatesOf = (shell: Shell): Day[] =>
  shell.all('event').filter(({ template }) => template)

export const mayPlan = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'event', data: { restrictedToId: null } })

/** May change all of it, and not only tick. */
export const mayLead = (shell: Shell, event: Day) =>
  may(actorOf(shell), 'edit', {
    ...{ kind: 'event', id: event.id, data: event },
    after: { ...event, title: '' },
  })

export const mayTick = (shell: Shell, event: Day) =>
  may(actorOf(shell), 'edit', { kind: 'event', id: event.id, data: event, after: event })

/** "10:00–15:00"; empty where no time is said. */
export const sayTimes = ({ startsAt, endsAt }: Pick<Event, 'startsAt' | 'endsAt'>) =>
  [startsAt, endsAt].filter(Boolean).join('–')

export const sayWhere = (shell: Shell, { place, wardIds }: Pick<Event, 'place' | 'wardIds'>) =>
  place || namesOf(shell, 'ward', wardIds)

/** "2 days left of seven", "planned 1 day too late": how a roadshow stands by its clock; empty of any other event. */
export function sayClock(event: Day, today: string): string {
  const clock = roadshowClock(event, today)
  if (!clock) return ''
  const by = `by ${sayDate(clock.byOn, today)}`
  if (clock.isHeld) return clock.isKept ? 'Held within seven days' : 'Held after the seven days'
  if (!clock.isKept) return `Planned after the seven days: it should be ${by}`
  if (clock.daysLeft < 0) return `The seven days are over: it should have been ${by}`
  const days = clock.daysLeft === 1 ? '1 day' : `${clock.daysLeft} days`
  return `Seven-day clock: ${clock.daysLeft === 0 ? 'today is the last day' : `${days} left, ${by}`}`
}

/** Where a roadshow that answers a hotspot is planned: its seven days run from when that was noticed. */
export const roadshowAddress = (hotspot: Hotspot, wardId: string | null) =>
  `/events/new?${new URLSearchParams({
    ...{ hotspot: hotspot.what, noticed: hotspot.noticedOn },
    ...(wardId && { ward: wardId }),
  })}`

/** The roadshow that answers a hotspot already, and is not over. */
export const roadshowFor = (shell: Shell, what: string): Day | undefined =>
  shell.all('event').find(({ hotspot, onDate, template }) => {
    return hotspot?.what === what && onDate >= shell.today && !template
  })

export async function planEvent(
  { store }: Shell,
  event: Event,
  because: string | null = null,
): Promise<string> {
  const id = `event-${store.world.newId()}`
  await store.create('event', id, event, because ?? undefined)
  return id
}

export const changeEvent = (
  { store }: Shell,
  id: string,
  changes: Changes<'event'>,
  because: string | null = null,
) => store.edit('event', id, changes, because ?? undefined)

/** Takes an event out that will not be. What was logged at it stays logged. */
export const cancelEvent = ({ store }: Shell, id: string) => store.remove('event', id)

/** The lists that a new event starts with: of a template, of an event like it, or of its kind. */
export const startWith = (shell: Shell, from: Day | undefined, kind: Event['kind']) =>
  from ? carriedOn(from) : beginWith(kind, () => shell.store.world.newId())

export const keepAsTemplate = (shell: Shell, event: Day, name: string) =>
  planEvent(shell, {
    ...carriedOn(event),
    ...{ title: event.title, onDate: event.onDate, template: name },
  })

/** This moment by the office's clock. */
export const nowAt = ({ store }: Shell) => officeTime(store.world.now(), store.aheadS).recordedAt

const tick = (shell: Shell) => ({ at: nowAt(shell), byId: shell.me.memberId })

type Ticked = 'streetsDone' | 'arrived' | 'left' | 'ticked'

/** Ticks one entry of a list, or takes the tick away. The others of the list are nobody's business here. */
export const setTick = (shell: Shell, { id }: Day, part: Ticked, key: string, isOn: boolean) =>
  changeEvent(shell, id, (seen) => {
    const { [key]: _gone, ...rest } = seen[part] ?? {}
    return { [part]: isOn ? { ...rest, [key]: tick(shell) } : rest }
  })

const nextOrder = (lines: Record<string, { order: number }> | null | undefined) =>
  Math.max(0, ...Object.values(lines ?? {}).map(({ order }) => order)) + 1

type Listed = 'streets' | 'roster' | 'checklist' | 'kit'
type LineOf<P extends Listed> = NonNullable<Event[P]>[string]

/** Adds a line to a list of the event, at its end. Answers the line's id. */
export async function addLine<P extends Listed>(
  shell: Shell,
  event: Day,
  part: P,
  line: Omit<LineOf<P>, 'order'>,
  because: string | null = null,
): Promise<string> {
  const id = shell.store.world.newId()
  await changeEvent(
    shell,
    event.id,
    (seen) => {
      const lines = seen[part] ?? {}
      return { [part]: { ...lines, [id]: { ...line, order: nextOrder(lines) } } }
    },
    because,
  )
  return id
}

export const dropLine = (shell: Shell, { id }: Day, part: Listed | 'links', key: string) =>
  changeEvent(shell, id, (seen) => {
    const { [key]: _gone, ...rest } = seen[part] ?? {}
    return { [part]: rest }
  })

/** The lines of a list in their order. */
export const inOrder = <T extends { order: number }>(
  lines: Readonly<Record<string, T>> | null | undefined,
): [id: string, line: T][] =>
  Object.entries(lines ?? {}).sort(
    ([idA, a], [idB, b]) => a.order - b.order || (idA < idB ? -1 : 1),
  )

export const streetsOf = (event: Day): [id: string, street: Street][] => inOrder(event.streets)

/** Kit goes out of the van, or comes back: each time an entry of its own, so that two at once both count. */
export const handKit = (
  shell: Shell,
  event: Day,
  part: 'kitOut' | 'kitBack',
  kitId: string,
  count: number,
) =>
  changeEvent(shell, event.id, (seen) => ({
    [part]: {
      ...(seen[part] ?? {}),
      [shell.store.world.newId()]: { kitId, count, ...tick(shell) },
    },
  }))

/** What of the day's entries counts into an action or an indicator; null takes the link away. */
export const setLink = (shell: Shell, { id }: Day, targetId: string, link: Link | null) =>
  changeEvent(shell, id, (seen) => {
    const { [targetId]: _gone, ...rest } = seen.links ?? {}
    return { links: link ? { ...rest, [targetId]: link } : rest }
  })

/** How many people the roster says are there: those ticked as arrived, or all where nobody ticks. */
export function peopleAt({ roster, arrived }: Pick<Event, 'roster' | 'arrived'>): number {
  const lines = Object.entries(roster ?? {})
  const here = lines.filter(([id]) => arrived?.[id])
  return (here.length > 0 ? here : lines).reduce((sum, [, { people }]) => sum + people, 0)
}
