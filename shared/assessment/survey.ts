import * as v from 'valibot'
import { Count, DateOn, Id, Line, Paragraph } from '../words/schema.ts'

/** What residents answered when they were asked: tallies alone, never who said what. */
export const Survey = v.object({
  editionId: Id,
  label: Line,
  fromOn: DateOn,
  toOn: DateOn,
  respondents: Count,
  /** How they were asked, and who was not reached. */
  note: v.nullish(Paragraph),
  /** How many named each issue; keyed by an id made from its label. */
  mentions: v.record(Id, v.object({ label: Line, count: Count })),
})
export type Survey = v.InferOutput<typeof Survey>
