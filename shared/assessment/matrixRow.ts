import * as v from 'valibot'
import { Count, Id, Line, Measure, Order, optionalLine } from '../words/schema.ts'
import { Band } from './edition.ts'

/**
 * One cell. `score` is null where a partnership published a colour and no number: the colour is
 * evidence of what was printed and never enters arithmetic.
 */
export const Cell = v.object({
  score: v.nullable(Measure),
  colour: v.optional(Band),
  count: v.optional(Count),
  source: v.optional(optionalLine),
  period: v.optional(optionalLine),
  note: v.optional(optionalLine),
  carriedFrom: v.optional(optionalLine),
})
export type Cell = v.InferOutput<typeof Cell>

/** One crime or disorder type in an edition; `cells` is keyed by the id of a variable, month or column. */
export const MatrixRow = v.object({
  editionId: Id,
  label: Line,
  order: Order,
  cells: v.record(Id, Cell),
  published: v.nullish(v.object({ total: v.optional(Measure), band: v.optional(Band) })),
  /** A flag over other types, as domestic abuse is: counted beside them and never added to them. */
  isFlag: v.nullish(v.boolean()),
})
export type MatrixRow = v.InferOutput<typeof MatrixRow>
