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

/** What a type is held against when it is scored from counts: the group's mean, a cost, a harm weight. */
export const figureIds = ['group-mean', 'unit-cost', 'harm-weight'] as const
export const Figure = v.object({
  value: v.pipe(Measure, v.minValue(0, 'is negative')),
  source: Line,
})
export type Figure = v.InferOutput<typeof Figure>

/** One crime or disorder type in an edition; `cells` is keyed by the id of a variable, month or column. */
export const MatrixRow = v.object({
  editionId: Id,
  label: Line,
  order: Order,
  cells: v.record(Id, Cell),
  published: v.nullish(v.object({ total: v.optional(Measure), band: v.optional(Band) })),
  /** A flag over other types, as domestic abuse is: counted beside them and never added to them. */
  isFlag: v.nullish(v.boolean()),
  /** The recorded types that make it up, where their names do not say so by themselves. */
  madeOf: v.nullish(v.pipe(v.array(Line), v.maxLength(100))),
  /** By the ids of `figureIds`. */
  figures: v.nullish(v.record(Id, Figure)),
})
export type MatrixRow = v.InferOutput<typeof MatrixRow>
