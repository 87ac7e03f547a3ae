import { foldName } from '../finding/place.ts'
import type { FindingSort } from '../finding/finding.ts'
import type { Event } from './event.ts'

type Stored<T> = T & { id: string }
type Visited = Stored<Pick<Event, 'kind' | 'onDate' | 'streets' | 'streetsDone' | 'template'>>
interface SeenAt {
  eventId?: string | null | undefined
  streetId?: string | null | undefined
  sort: FindingSort
}

/** One place of a visual audit, then and now. */
export interface PlaceCompared {
  name: string
  /** How many findings there were; null where it was not looked at. */
  before: number | null
  now: number | null
  /** By sort, those that were there on either visit. */
  sorts: { sort: FindingSort; before: number; now: number }[]
  verdict: 'better' | 'worse' | 'the same' | 'first visit' | 'not looked at'
}

const placesOf = ({ streets }: Pick<Visited, 'streets'>) =>
  Object.entries(streets ?? {}).sort(([, a], [, b]) => a.order - b.order)

/** The visit before this one: the same kind of event, earlier, with at least one place of the same name. */
export function visitBefore<T extends Visited>(event: T, events: readonly T[]): T | undefined {
  const names = new Set(placesOf(event).map(([, { name }]) => foldName(name)))
  return events
    .filter((it) => it.kind === event.kind && it.onDate < event.onDate && !it.template)
    .filter((it) => placesOf(it).some(([, { name }]) => names.has(foldName(name))))
    .toSorted((a, b) =>
      a.onDate === b.onDate ? (a.id < b.id ? 1 : -1) : a.onDate < b.onDate ? 1 : -1,
    )[0]
}

/**
 * Place by place, by their names: findings on the visit before and on this one. A place was looked at
 * when it was ticked off or something was found there: a place nobody went to is not a clean one.
 */
export function compareVisits(
  event: Visited,
  before: Visited | undefined,
  findings: readonly SeenAt[],
): PlaceCompared[] {
  const now = lookedAt(event, findings)
  const then = before ? lookedAt(before, findings) : new Map<string, Looked>()
  return [...new Set([...now.keys(), ...then.keys()])].map((key) => {
    const [a, b] = [then.get(key), now.get(key)]
    const sorts = [...new Set([...(a?.sorts ?? []), ...(b?.sorts ?? [])])].sort()
    const count = (all: readonly FindingSort[] | undefined, sort: FindingSort) =>
      (all ?? []).filter((it) => it === sort).length
    const [was, is] = [countOf(a), countOf(b)]
    return {
      ...{ name: b?.name ?? a?.name ?? '', before: was, now: is, verdict: judge(was, is) },
      sorts: sorts.map((sort) => ({
        ...{ sort, before: count(a?.sorts, sort), now: count(b?.sorts, sort) },
      })),
    }
  })
}

interface Looked {
  name: string
  isDone: boolean
  sorts: FindingSort[]
}

const countOf = (looked: Looked | undefined) =>
  looked && (looked.isDone || looked.sorts.length > 0) ? looked.sorts.length : null

/** Two places of one event with the same name are one. */
function lookedAt(event: Visited, findings: readonly SeenAt[]): Map<string, Looked> {
  const found = new Map<string, Looked>()
  for (const [id, { name }] of placesOf(event)) {
    const before = found.get(foldName(name))
    const sorts = findings
      .filter((it) => it.eventId === event.id && it.streetId === id)
      .map(({ sort }) => sort)
    found.set(foldName(name), {
      name: before?.name ?? name,
      isDone: Boolean(before?.isDone) || Boolean(event.streetsDone?.[id]),
      sorts: [...(before?.sorts ?? []), ...sorts],
    })
  }
  return found
}

function judge(before: number | null, now: number | null): PlaceCompared['verdict'] {
  if (now === null) return 'not looked at'
  if (before === null) return 'first visit'
  return now < before ? 'better' : now > before ? 'worse' : 'the same'
}
