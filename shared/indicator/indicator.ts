import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { DateOn, Id, Line, Measure, Order, Paragraph, optionalLine } from '../words/schema.ts'

export const Period = v.object({ from: DateOn, to: DateOn })
export type Period = v.InferOutput<typeof Period>

/** How a target says what it wants. `by` is signed: -2 is two per cent (or points) down. */
export const Rule = v.variant('kind', [
  v.object({ kind: v.literal('change-percent'), by: Measure }),
  v.object({ kind: v.literal('change-points'), by: Measure }),
  v.object({ kind: v.literal('to'), value: Measure }),
  v.object({ kind: v.literal('at-least'), value: Measure }),
  v.object({ kind: v.literal('at-most'), value: Measure }),
  v.object({ kind: v.literal('maintain'), within: v.optional(Measure) }),
  v.object({ kind: v.literal('group-average'), value: Measure }),
  v.object({ kind: v.literal('share-of'), total: Measure, share: Measure }),
  v.object({ kind: v.literal('output'), count: Measure }),
  v.object({ kind: v.literal('to-be-set') }),
])
export type Rule = v.InferOutput<typeof Rule>

/** A measured thing. With a `rule` it is a key performance indicator; with none, management information. */
export const Indicator = v.object({
  planId: Id,
  priorityId: v.nullable(Id),
  label: Line,
  order: Order,
  sourceAgencyId: v.nullable(Id),
  unit: v.picklist(['count', 'rate', 'percent', 'currency']),
  /** What the plan hopes for: more reports of domestic abuse can be the aim. */
  polarity: v.picklist(['lower', 'higher', 'neutral']),
  baseline: v.nullable(v.object({ value: Measure, from: DateOn, to: DateOn })),
  rule: v.nullable(Rule),
  published: v.nullish(Measure),
  tolerance: v.nullish(Measure),
  period: Period,
  /** The target as the partnership words it. */
  targetWords: v.nullish(optionalLine),
  comment: v.nullish(Paragraph),
  ...marked,
})
export type Indicator = v.InferOutput<typeof Indicator>
