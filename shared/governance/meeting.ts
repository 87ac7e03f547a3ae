import * as v from 'valibot'
import { DateOn, Id, Line, Paragraph, optionalLine } from '../words/schema.ts'

export const meetingStates = ['planned', 'held', 'minutes agreed'] as const
const Ids = v.pipe(v.array(Id), v.maxLength(200))

/** A meeting of a group. Its agenda gathers by itself; what was said of each thing is a minute. */
export const Meeting = v.object({
  groupId: Id,
  title: Line,
  onDate: DateOn,
  startsAt: v.nullish(
    v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 14:30')),
  ),
  place: v.nullish(optionalLine),
  state: v.picklist(meetingStates),
  chairId: v.nullish(Id),
  attendeeIds: v.nullish(Ids),
  apologyIds: v.nullish(Ids),
  note: v.nullish(Paragraph),
  /** The group that alone may see it. Said once. */
  restrictedToId: v.nullish(Id),
})
export type Meeting = v.InferOutput<typeof Meeting>
