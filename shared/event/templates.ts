import type { Event, EventKind } from './event.ts'

/** What an event of a kind begins with. Sentences are our own; everything can be changed or taken off. */
export interface Beginning {
  checklist: readonly string[]
  /** With a star: given away at doors. */
  kit: readonly string[]
}

const outdoors = [
  'Everybody has signed in and knows whom to ring',
  'Risk notes read out',
  'Phones charged and joined',
]

export const beginnings: Record<EventKind, Beginning> = {
  Cleansweep: {
    checklist: [...outdoors, 'Skips and vans in place', 'Kit counted back', 'Streets all ticked'],
    kit: ['Marking kit*', 'Door alarm*', 'Litter picker', 'High-visibility vest'],
  },
  'Safety in Action': {
    checklist: ['Schools confirmed', 'Stands set up', 'Registers back from every school'],
    kit: ['Workbook*', 'Display stand'],
  },
  roadshow: {
    checklist: [...outdoors, 'Pitch agreed with the shops', 'Neighbours told by leaflet'],
    kit: ['Marking kit*', 'Leaflet*', 'Gazebo'],
  },
  'environmental visual audit': {
    checklist: ['Last visit’s findings read', 'Every place looked at', 'Findings sent to agencies'],
    kit: ['Litter picker', 'Sharps box'],
  },
  'joint patrol': { checklist: outdoors, kit: ['Leaflet*'] },
  'awareness day': { checklist: ['Stall set up', 'Leaflets counted'], kit: ['Leaflet*', 'Stall'] },
}

/** The lists of a new event of this kind. `newId` makes the ids of their lines. */
export function beginWith(kind: EventKind, newId: () => string): Pick<Event, 'checklist' | 'kit'> {
  const { checklist, kit } = beginnings[kind]
  return {
    checklist: Object.fromEntries(checklist.map((text, order) => [newId(), { text, order }])),
    kit: Object.fromEntries(
      kit.map((it, order) => [
        newId(),
        { what: it.replace('*', ''), isGiven: it.endsWith('*'), order },
      ]),
    ),
  }
}

/** What of an event is carried into the next like it: its lists and streets, never what was done that day. */
export const carriedOn = (event: Event) => ({
  ...{ kind: event.kind, wardIds: event.wardIds, leadAgencyId: event.leadAgencyId ?? null },
  ...{
    agencyIds: event.agencyIds,
    area: event.area ?? null,
    place: event.place ?? null,
    riskNote: event.riskNote ?? null,
  },
  ...{ startsAt: event.startsAt ?? null, endsAt: event.endsAt ?? null },
  ...{ streets: event.streets ?? {}, checklist: event.checklist ?? {}, kit: event.kit ?? {} },
})
