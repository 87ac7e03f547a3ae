import * as v from 'valibot'
import { Id, InstantAt, Paragraph } from '../words/schema.ts'

export const approvalSteps = [
  'submitted',
  'returned',
  'approved',
  'signed off',
  'rolled forward',
] as const

/**
 * A step in the life of a plan, and who took it. Facts add up: two people who approve at once have both
 * done so, and the first of a round counts (`planLife.ts`).
 */
export const Approval = v.object({
  planId: Id,
  step: v.picklist(approvalSteps),
  /** The round this belongs to: one more each time the plan is submitted anew. */
  round: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  /** Of a sign-off: the quarter, as 2026-Q1, by the year it begins in. */
  quarter: v.nullish(
    v.pipe(v.string(), v.regex(/^\d{4}-Q[1-4]$/, 'is not a quarter like 2026-Q1')),
  ),
  /** In whose name, and at which meeting. */
  groupId: v.nullish(Id),
  meetingId: v.nullish(Id),
  text: v.nullish(Paragraph),
  /** Of a roll-forward: the plan that came of it. */
  toPlanId: v.nullish(Id),
  byId: Id,
  recordedAt: InstantAt,
})
export type Approval = v.InferOutput<typeof Approval>
