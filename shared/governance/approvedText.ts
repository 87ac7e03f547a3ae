import * as v from 'valibot'
import { Id, Order } from '../words/schema.ts'

/**
 * A part of a plan as it was approved. A plan is longer than a row may be, so its rows are frozen in
 * parts, each under the size of a row; they are never edited.
 */
export const ApprovedText = v.object({
  planId: Id,
  approvalId: Id,
  part: Order,
  /** How many parts there are, so that a phone that has only some of them does not call the rest gone. */
  parts: v.nullish(Order),
  rows: v.pipe(
    v.array(v.object({ kind: v.string(), id: Id, data: v.record(v.string(), v.unknown()) })),
    v.maxLength(500),
  ),
})
export type ApprovedText = v.InferOutput<typeof ApprovedText>
