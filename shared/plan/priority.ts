import * as v from 'valibot'
import { Id, Line, Order, Paragraph, optionalLine } from '../words/schema.ts'

/** What the board chose to tackle (priority), or what makes the tackling possible (enabler). */
export const Priority = v.object({
  planId: Id,
  kind: v.picklist(['priority', 'enabler']),
  title: Line,
  order: Order,
  leadAgencyId: v.nullable(Id),
  /** The role of the named lead officer, never a person's name. */
  champion: v.nullish(optionalLine),
  rationale: v.nullish(Paragraph),
  approach: v.nullish(Paragraph),
  /** The priority of last year's plan that this one carries on. */
  carriedFromId: v.nullish(Id),
})
export type Priority = v.InferOutput<typeof Priority>
