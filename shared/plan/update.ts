import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Count, DateOn, Id, InstantAt, Paragraph } from '../words/schema.ts'
import { statuses } from './status.ts'

export const Status = v.picklist(statuses)
export type Status = v.InferOutput<typeof Status>

/**
 * A dated progress entry. Append-only: a correction is a new update naming the one it `supersedes`,
 * and nothing is erased.
 */
export const Update = v.object({
  actionId: Id,
  status: Status,
  note: Paragraph,
  /** People reached since the update before, not the running total. */
  reached: v.nullable(Count),
  happenedOn: DateOn,
  /** Milestones of the action that are done with this. */
  milestoneIds: v.nullish(v.pipe(v.array(Id), v.maxLength(100))),
  /** The event it tells of. Whom that reached is counted from its own entries, and not from `reached`. */
  eventId: v.nullish(Id),
  byId: Id,
  recordedAt: InstantAt,
  supersedes: v.optional(Id),
  ...marked,
})
export type Update = v.InferOutput<typeof Update>
