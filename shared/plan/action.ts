import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Count, Id, Line, Order, Paragraph, optionalLine } from '../words/schema.ts'
import { Timescale } from './timescale.ts'

const Ids = v.pipe(v.array(Id), v.maxLength(200))

/** One thing the partnership said it would do. Its status is not here: the latest update says it. */
export const Action = v.object({
  planId: Id,
  priorityId: Id,
  themeId: Id,
  /** As printed in the plan: 1.4, ASB 2.3. */
  ref: Line,
  text: Line,
  how: v.nullish(Paragraph),
  desiredOutcome: v.nullish(Paragraph),
  target: v.nullish(Paragraph),
  evidence: v.nullish(Paragraph),
  leadAgencyId: v.nullable(Id),
  stakeholderIds: Ids,
  ownerIds: Ids,
  wardIds: Ids,
  timescale: Timescale,
  /** How many people the action means to reach, as 500 pupils. */
  reachTarget: v.nullable(v.object({ count: Count, audience: optionalLine })),
  order: Order,
  ...marked,
})
export type Action = v.InferOutput<typeof Action>
