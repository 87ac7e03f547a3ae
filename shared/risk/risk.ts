import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { DateOn, Id, Line, Order, Paragraph, optionalLine } from '../words/schema.ts'

/** On the partnership's own scale, which is 1 to 5 where it has not said otherwise. */
export const RiskFactor = v.pipe(
  v.number(),
  v.integer('is not a whole number'),
  v.minValue(1, 'is less than 1'),
  v.maxValue(10, 'is more than 10'),
)

/**
 * What may go wrong. Likelihood and impact are typed; their products and bands are computed, before
 * controls and with them. Each review is a fact of its own, and the latest one's factors count.
 */
export const Risk = v.object({
  planId: Id,
  ref: Line,
  text: Line,
  consequence: v.nullish(Paragraph),
  likelihood: RiskFactor,
  impact: RiskFactor,
  /** What is done about it in words, and the actions of the plan that do it. */
  controls: v.nullish(Paragraph),
  controlActionIds: v.nullish(v.pipe(v.array(Id), v.maxLength(100))),
  controlled: v.nullish(v.object({ likelihood: RiskFactor, impact: RiskFactor })),
  /** The products as a plan printed them, to be held against the computed ones. */
  published: v.nullish(v.object({ before: v.nullish(v.number()), after: v.nullish(v.number()) })),
  ownerId: v.nullish(Id),
  /** The owner's role, where no member stands for it. */
  ownerRole: v.nullish(optionalLine),
  reviewOn: v.nullish(DateOn),
  closedOn: v.nullish(DateOn),
  order: Order,
  ...marked,
})
export type Risk = v.InferOutput<typeof Risk>
