import * as v from 'valibot'
import { DateOn, Id, InstantAt, Paragraph } from '../words/schema.ts'
import { RiskFactor } from './risk.ts'

/** A risk looked at again: how it stood that day, and when it is next due. Append-only. */
export const RiskReview = v.object({
  riskId: Id,
  likelihood: RiskFactor,
  impact: RiskFactor,
  controlled: v.nullish(v.object({ likelihood: RiskFactor, impact: RiskFactor })),
  note: v.nullish(Paragraph),
  nextReviewOn: v.nullish(DateOn),
  happenedOn: DateOn,
  byId: Id,
  recordedAt: InstantAt,
  supersedes: v.nullish(Id),
})
export type RiskReview = v.InferOutput<typeof RiskReview>
