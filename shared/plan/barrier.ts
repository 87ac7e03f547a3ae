import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { DateOn, Id, InstantAt, Line, Paragraph, optionalLine } from '../words/schema.ts'

/** What stops an action, or a whole plan: who it is with, what was decided, and when it was cleared. */
export const Barrier = v.object({
  planId: Id,
  /** Absent when it stands in the way of more than one action. */
  actionId: v.nullish(Id),
  text: Line,
  /** What would remove it, and whose that is to give. */
  needs: v.nullish(Paragraph),
  needsAgencyId: v.nullish(Id),
  ownerId: v.nullish(Id),
  raisedOn: DateOn,
  byId: Id,
  recordedAt: InstantAt,
  decision: v.nullish(Paragraph),
  decidedOn: v.nullish(DateOn),
  clearedOn: v.nullish(DateOn),
  note: v.nullish(optionalLine),
  ...marked,
})
export type Barrier = v.InferOutput<typeof Barrier>
