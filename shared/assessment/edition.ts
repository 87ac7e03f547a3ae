import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { DateOn, Id, Line, Measure, Paragraph } from '../words/schema.ts'

export const bands = ['blue', 'green', 'yellow', 'orange', 'red'] as const
export const Band = v.picklist(bands)
export type Band = v.InferOutput<typeof Band>

/** The group that alone may see an edition and its lines, if there is one. */
const restrictable = { restrictedToId: v.nullish(Id), ...marked }

/** One year's priority matrix: crime and disorder types by variables. Its lines are rows of their own. */
export const PriorityEdition = v.object({
  matrix: v.literal('priority'),
  label: Line,
  fromOn: DateOn,
  toOn: DateOn,
  variables: v.pipe(
    v.array(v.object({ id: Id, label: Line, weight: v.optional(Measure) })),
    v.minLength(1),
    v.maxLength(40),
  ),
  method: v.object({
    minScore: Measure,
    maxScore: Measure,
    bands: v.pipe(v.array(v.object({ id: Band, from: Measure })), v.minLength(1), v.maxLength(10)),
  }),
  note: v.nullish(Paragraph),
  ...restrictable,
})
export type PriorityEdition = v.InferOutput<typeof PriorityEdition>

/** One year's temporal matrix: types by month against each type's own monthly average. */
export const TemporalEdition = v.object({
  matrix: v.literal('temporal'),
  label: Line,
  fromOn: DateOn,
  toOn: DateOn,
  /** Twelve column ids and labels in printed order. */
  months: v.pipe(v.array(v.object({ id: Id, label: Line })), v.length(12)),
  note: v.nullish(Paragraph),
  ...restrictable,
})
export type TemporalEdition = v.InferOutput<typeof TemporalEdition>

export const Edition = v.variant('matrix', [PriorityEdition, TemporalEdition])
export type Edition = v.InferOutput<typeof Edition>
