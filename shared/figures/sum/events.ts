import { eventKinds } from '../../event/event.ts'
import type { EventKind } from '../../event/event.ts'
import { noFigures, peopleIn } from '../../event/tally.ts'
import type { Figures as Tallied } from '../../event/tally.ts'
import { day } from '../../scoring/target/words.ts'
import { countOf, figureOf } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { Question } from '../question.ts'
import type { EventStanding } from '../stand/events.ts'
import type { Standings } from '../stand/standings.ts'
import type { Narrowed } from './narrow.ts'

export interface EventFigures {
  /** Held or planned within the period. */
  all: Figure
  /** Of them, those whose day is still to come. */
  planned: Figure
  byKind: Record<EventKind, Figure>
  /** What was done at them: each figure is over the events it comes from. */
  counts: Record<keyof Tallied, Figure>
  /** People spoken to: at doors, in rooms and in cars. */
  people: Figure
}

const idOf = ({ event }: EventStanding) => event.id
const sayEvent = ({ event }: EventStanding) => `${event.kind}, ${day(event.onDate)}`

export function sumEvents(
  standings: Standings,
  narrowed: Narrowed,
  question: Question,
): EventFigures {
  const { from, to } = question.period
  const events = standings.events
    .filter(({ event }) => event.onDate >= from && event.onDate <= to)
    .filter(isOf(standings, narrowed, question))
    .sort((a, b) => compare(a.event.onDate, b.event.onDate) || compare(idOf(a), idOf(b)))
  const sumOf = (countIn: (counts: Tallied) => number) =>
    figureOf(
      'event',
      events.flatMap((it) => {
        const count = countIn(it.counts)
        return count > 0 ? { id: idOf(it), count, why: sayEvent(it) } : []
      }),
    )
  const names = Object.keys(noFigures()) as (keyof Tallied)[]
  return {
    all: countOf('event', events, idOf, sayEvent),
    planned: countOf('event', events, idOf, (it) =>
      it.event.onDate > question.asAt ? sayEvent(it) : null,
    ),
    byKind: Object.fromEntries(
      eventKinds.map((kind) => [
        kind,
        countOf('event', events, idOf, (it) => (it.event.kind === kind ? sayEvent(it) : null)),
      ]),
    ) as EventFigures['byKind'],
    counts: Object.fromEntries(
      names.map((name) => [name, sumOf((counts) => counts[name])]),
    ) as EventFigures['counts'],
    people: sumOf(peopleIn),
  }
}

/**
 * An event is in wards and has partners of its own. It belongs to a plan, a priority, a 4P or a group by
 * what it is linked with; to a group also because somebody of theirs leads it.
 */
function isOf(
  { targets, shelves }: Standings,
  { placed, inGroup, inPlans, ofGroup }: Narrowed,
  { planId, priorityId, fourP, groupId, agencyId, wardId }: Question,
) {
  const isPlaced = planId ?? priorityId ?? fourP ?? groupId
  const servesIndicator = (id: string) => {
    const it = fourP ? undefined : shelves.indicator.one(id)
    if (!it) return false
    return (
      inPlans.has(it.planId) && ofGroup(it.planId) && (!priorityId || it.priorityId === priorityId)
    )
  }
  const isLed = (memberId: string | null | undefined) =>
    !planId && !priorityId && !fourP && inGroup(memberId)
  return ({ event }: EventStanding) =>
    (!wardId || event.wardIds.includes(wardId)) &&
    (!agencyId || event.leadAgencyId === agencyId || event.agencyIds.includes(agencyId)) &&
    (!isPlaced ||
      isLed(event.leadId) ||
      Object.entries(event.links ?? {}).some(([id, { kind }]) =>
        kind === 'action' ? placed.has(targets.get(id) ?? id) : servesIndicator(id),
      ))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
