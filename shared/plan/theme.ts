import * as v from 'valibot'
import { Id, Line, Order } from '../words/schema.ts'

/** A heading inside a priority: one of the 4Ps, or a heading of the partnership's own. */
export const Theme = v.object({
  priorityId: Id,
  label: Line,
  order: Order,
  fourP: v.nullable(v.picklist(['prepare', 'protect', 'prevent', 'pursue'])),
})
export type Theme = v.InferOutput<typeof Theme>
