import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import {
  Count,
  DateOn,
  Id,
  InstantAt,
  Line,
  Order,
  Paragraph,
  optionalLine,
} from '../words/schema.ts'
import { Area } from './area.ts'
import { MOST_PHOTOS, measures } from './parts.ts'

export const eventKinds = [
  'Cleansweep',
  'Safety in Action',
  'roadshow',
  'environmental visual audit',
  'joint patrol',
  'awareness day',
] as const
export const EventKind = v.picklist(eventKinds)
export type EventKind = v.InferOutput<typeof EventKind>

/** A street, or a place that a visual audit looks at. How many homes it has is often known, and may be left out. */
export const Street = v.object({
  name: Line,
  wardId: v.nullish(Id),
  homes: v.nullish(Count),
  order: Order,
})
export type Street = v.InferOutput<typeof Street>

/** Who did something, and when: a street finished, a thing on the list done, somebody here. */
export const Tick = v.object({ at: InstantAt, byId: Id })
export type Tick = v.InferOutput<typeof Tick>

/** One line of the roster: a member, or so many people of an agency that nobody names. */
export const Rostered = v.object({
  memberId: v.nullish(Id),
  name: v.nullish(optionalLine),
  agencyId: v.nullish(Id),
  people: Count,
  task: v.nullish(optionalLine),
  order: Order,
})
export type Rostered = v.InferOutput<typeof Rostered>

export const ListLine = v.object({ text: Line, order: Order })

/** `isGiven`: given away at doors, and so a button of the log; otherwise it has to come back. */
export const KitLine = v.object({ what: Line, isGiven: v.boolean(), order: Order })
export type KitLine = v.InferOutput<typeof KitLine>

/** So many of a line of the kit went out of the van with somebody, or came back. */
export const Handed = v.object({ kitId: Id, count: Count, ...Tick.entries })
export type Handed = v.InferOutput<typeof Handed>

/** `what` narrows it: one audience, one item. */
export const Link = v.object({
  kind: v.picklist(['action', 'indicator']),
  measure: v.picklist(measures),
  what: v.nullish(optionalLine),
})
export type Link = v.InferOutput<typeof Link>

/** What a roadshow answers, and when that was noticed: from then the seven days run. */
export const Hotspot = v.object({ what: Line, noticedOn: DateOn })
export type Hotspot = v.InferOutput<typeof Hotspot>

const record = <T extends v.GenericSchema>(of: T) => v.nullish(v.record(Id, of))
const TimeOfDay = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 14:30'),
)

/** A day out together. Members see every event that is not restricted; a pass opens one alone. */
export const Event = v.object({
  title: Line,
  kind: EventKind,
  onDate: DateOn,
  startsAt: v.nullish(TimeOfDay),
  endsAt: v.nullish(TimeOfDay),
  place: v.nullish(optionalLine),
  wardIds: v.pipe(v.array(Id), v.maxLength(200)),
  area: v.nullish(Area),
  leadAgencyId: v.nullish(Id),
  /** Who leads the day: may change all of it, whatever their role. */
  leadId: v.nullish(Id),
  agencyIds: v.pipe(v.array(Id), v.maxLength(200)),
  note: v.nullish(Paragraph),
  /** What to look out for: dogs, traffic, where to meet if something happens. */
  riskNote: v.nullish(Paragraph),
  streets: record(Street),
  streetsDone: record(Tick),
  roster: record(Rostered),
  arrived: record(Tick),
  left: record(Tick),
  checklist: record(ListLine),
  ticked: record(Tick),
  kit: record(KitLine),
  kitOut: record(Handed),
  kitBack: record(Handed),
  /** By the id of the action or indicator: so each is linked once. */
  links: record(Link),
  hotspot: v.nullish(Hotspot),
  /** What the debrief says beside its figures. */
  went: v.nullish(Paragraph),
  next: v.nullish(Paragraph),
  thanks: v.nullish(Paragraph),
  /** The photos it shows; where nobody has chosen, the latest. */
  debriefPhotoIds: v.nullish(v.pipe(v.array(Id), v.maxLength(MOST_PHOTOS))),
  /** The name it is offered by as a template. Such an event is on no day and in no list. */
  template: v.nullish(Line),
  /** The group that alone may see it. Said when the event is made, and not changed afterwards. */
  restrictedToId: v.nullish(Id),
  ...marked,
})
export type Event = v.InferOutput<typeof Event>
