import * as v from 'valibot'
import { DateOn, Id, Measure, optionalLine } from '../words/schema.ts'

/** One period's value. `value: null` with `missing` says why; it is never read as zero. Append-only. */
export const Observation = v.object({
  indicatorId: Id,
  from: DateOn,
  to: DateOn,
  value: v.nullable(Measure),
  missing: v.optional(v.picklist(['unavailable', 'to-be-confirmed'])),
  provisional: v.optional(v.boolean()),
  byId: Id,
  source: v.optional(optionalLine),
  supersedes: v.optional(Id),
})
export type Observation = v.InferOutput<typeof Observation>
