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
  /** Further priorities it serves; it is counted under each and listed under its own. */
  alsoPriorityIds: v.nullish(Ids),
  /** Owners who have said that they will do it. */
  acceptedByIds: v.nullish(Ids),
  /** The action of last year's plan that this one carries on: its log goes on being read. */
  carriedFromId: v.nullish(Id),
  /** The action this was merged into. Its log counts there, and later entries do too. */
  mergedIntoId: v.nullish(Id),
  splitFromId: v.nullish(Id),
  /** Where what was written as text named an agency that nobody could match: kept, and asked about. */
  unmatchedAgencies: v.nullish(v.pipe(v.array(Line), v.maxLength(50))),
  ...marked,
})
export type Action = v.InferOutput<typeof Action>
