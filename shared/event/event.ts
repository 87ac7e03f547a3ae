import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { DateOn, Id, Line, Paragraph, optionalLine } from '../words/schema.ts'

export const eventKinds = [
  'Cleansweep',
  'Safety in Action',
  'roadshow',
  'environmental visual audit',
  'joint patrol',
  'awareness day',
] as const

/** A day out together. Members see every event that is not restricted; a pass opens one alone. */
export const Event = v.object({
  title: Line,
  kind: v.picklist(eventKinds),
  onDate: DateOn,
  place: v.nullish(optionalLine),
  wardIds: v.pipe(v.array(Id), v.maxLength(200)),
  leadAgencyId: v.nullish(Id),
  agencyIds: v.pipe(v.array(Id), v.maxLength(200)),
  note: v.nullish(Paragraph),
  /** The group that alone may see it. Said when the event is made, and not changed afterwards. */
  restrictedToId: v.nullish(Id),
  ...marked,
})
export type Event = v.InferOutput<typeof Event>
