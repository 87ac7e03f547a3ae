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
export const OutreachKind = v.picklist(outreachKinds)
export type OutreachKind = v.InferOutput<typeof OutreachKind>

/** A day is 86,400 s; a clock whose battery was out stands in 1970, which is 1.8e9 s ago. */
const ClockAheadS = v.pipe(v.number(), v.integer(), v.minValue(-1e10), v.maxValue(1e10))

/** One thing done at an event. Append-only: a correction names the entry it `supersedes`. */
export const Outreach = v.object({
  eventId: Id,
  kind: OutreachKind,
  /** How many: items given out, people in the room. One knock is 1; 0 takes the entry back. */
  count: Count,
  /** What or who: "door alarm", "year 6 pupils", the option a driver took. */
  what: v.nullish(Line),
  /** The street of the event's list. */
  streetId: v.nullish(Id),
  /** The agency it was done for: on a borrowed phone, that of whoever holds it. */
  agencyId: v.nullish(Id),
  /** Of a referral: the agency it was made to. Who was referred stands in that agency's own system. */
  toAgencyId: v.nullish(Id),
  note: v.nullish(Paragraph),
  byId: Id,
  /** By the office's clock, as well as the phone knew it. */
  recordedAt: InstantAt,
  /** Seconds that were taken off the phone's own clock for that; none where it was right. */
  clockAheadS: v.nullish(ClockAheadS),
  supersedes: v.nullish(Id),
  ...marked,
})
export type Outreach = v.InferOutput<typeof Outreach>
