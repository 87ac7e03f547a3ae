import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Id, InstantAt, Paragraph, optionalLine } from '../words/schema.ts'

export const findingSorts = [
  'fly-tipping',
  'litter',
  'graffiti',
  'broken light',
  'drug paraphernalia',
  'abandoned vehicle',
  'damage',
  'dog fouling',
  'overgrown',
  'other',
] as const
export const FindingSort = v.picklist(findingSorts)
export type FindingSort = v.InferOutput<typeof FindingSort>

export const urgencies = ['now', 'this week', 'when you can'] as const
export const Urgency = v.picklist(urgencies)
export type Urgency = v.InferOutput<typeof Urgency>

const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most))

/** Where the phone was: WGS 84, and within how many metres it is sure of that. */
export const Spot = v.object({
  lat: degrees(90),
  lon: degrees(180),
  accuracyM: v.pipe(v.number(), v.minValue(0), v.maxValue(1e7)),
})
export type Spot = v.InferOutput<typeof Spot>

/** A problem seen at an event or on patrol. What came of it is in its steps. */
export const Finding = v.object({
  eventId: v.nullish(Id),
  sort: FindingSort,
  what: v.nullish(Paragraph),
  wardId: v.nullish(Id),
  /** The street of the event's list, or its name where there is no such list. */
  streetId: v.nullish(Id),
  street: v.nullish(optionalLine),
  spot: v.nullish(Spot),
  /** The agency it is for. */
  forAgencyId: v.nullish(Id),
  urgency: Urgency,
  agencyId: v.nullish(Id),
  byId: Id,
  recordedAt: InstantAt,
  /** The finding this is the same as. */
  joinedToId: v.nullish(Id),
  ...marked,
})
export type Finding = v.InferOutput<typeof Finding>
