import * as v from 'valibot'
import { Id, Line, Order } from '../words/schema.ts'

export const FourP = v.picklist(['prepare', 'protect', 'prevent', 'pursue'])

/** A heading inside a priority: one of the 4Ps, or a heading of the partnership's own. */
export const Theme = v.object({
  priorityId: Id,
  label: Line,
  order: Order,
  fourP: v.nullable(FourP),
})
export type Theme = v.InferOutput<typeof Theme>
