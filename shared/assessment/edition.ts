import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Scale } from '../scoring/scale.ts'
import { Count, DateOn, Id, Line, Measure, Paragraph } from '../words/schema.ts'

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
  /** Where the scores of a variable begin, as this partnership has set it and since when. */
  scales: v.nullish(v.record(Id, Scale)),
  /** Wards, by code, where few of the people there live there: a rate per resident reads too high. */
  townCentres: v.nullish(v.pipe(v.array(Line), v.maxLength(100))),
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

/** The matrices that count types in groups of people. */
export const groupings = ['victim', 'accused'] as const
export type Grouping = (typeof groupings)[number]

/**
 * A victim or accused matrix: types by age band, sex and repeat status. Each column holds what its
 * counts are compared with: the residents of that age or sex. Where no such number exists (nobody counts
 * the residents who are repeat victims) it is null, and a type is compared with the spread of all types.
 */
export const GroupedEdition = v.object({
  matrix: v.picklist(groupings),
  label: Line,
  fromOn: DateOn,
  toOn: DateOn,
  columns: v.pipe(
    v.array(
      v.object({
        id: Id,
        label: Line,
        /** Columns of one facet (age, sex) share out the same people between them. */
        facet: v.nullish(Line),
        population: v.nullish(Count),
      }),
    ),
    v.minLength(1),
    v.maxLength(300),
  ),
  /** Whose numbers the populations are, and of which year. */
  populationSource: v.nullish(Line),
  note: v.nullish(Paragraph),
  ...restrictable,
})
export type GroupedEdition = v.InferOutput<typeof GroupedEdition>

export const Edition = v.variant('matrix', [PriorityEdition, TemporalEdition, GroupedEdition])
export type Edition = v.InferOutput<typeof Edition>
