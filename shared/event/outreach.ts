import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Count, Id, InstantAt, Line, Paragraph } from '../words/schema.ts'

export const outreachKinds = [
  'contact made',
  'no answer',
  'advice given',
  'item issued',
  'audience reached',
  'referral made',
  'vulnerability flagged',
  'vehicle stopped',
] as const

/** One thing done at an event. Append-only: a correction names the entry it `supersedes`. */
export const Outreach = v.object({
  eventId: Id,
  kind: v.picklist(outreachKinds),
  /** How many: items given out, people in the room. One knock is 1. */
  count: Count,
  /** What or who: "door alarm", "year 6 pupils". */
  what: v.nullish(Line),
  note: v.nullish(Paragraph),
  byId: Id,
  recordedAt: InstantAt,
  supersedes: v.nullish(Id),
  ...marked,
})
export type Outreach = v.InferOutput<typeof Outreach>
