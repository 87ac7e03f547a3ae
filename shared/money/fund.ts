import * as v from 'valibot'
import { DateOn, Id, Line, Paragraph, optionalLine } from '../words/schema.ts'

/** Pence, so that sums are exact. */
export const Pence = v.pipe(
  v.number(),
  v.integer('is not a whole number of pence'),
  v.minValue(0, 'is less than nothing'),
  v.maxValue(1e13, 'is more than any fund holds'),
)

/** Money the plan can draw on: a budget, or a grant with conditions and an end. */
export const Fund = v.object({
  planId: Id,
  kind: v.picklist(['fund', 'grant']),
  title: Line,
  /** Who gives it. */
  funder: v.nullish(optionalLine),
  /** Absent where a plan names the money and not how much it is. */
  pence: v.nullish(Pence),
  fromOn: v.nullish(DateOn),
  toOn: v.nullish(DateOn),
  conditions: v.nullish(Paragraph),
  evaluation: v.nullish(Paragraph),
  evaluationDueOn: v.nullish(DateOn),
})
export type Fund = v.InferOutput<typeof Fund>
