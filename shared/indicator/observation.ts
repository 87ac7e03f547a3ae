import * as v from 'valibot'
import { Unit } from './indicator.ts'
import { DateOn, Id, InstantAt, Measure, optionalLine } from '../words/schema.ts'

/** One period's value. `value: null` with `missing` says why; it is never read as zero. Append-only. */
export const Observation = v.object({
  indicatorId: Id,
  from: DateOn,
  to: DateOn,
  value: v.nullable(Measure),
  missing: v.optional(v.picklist(['unavailable', 'to-be-confirmed'])),
  provisional: v.optional(v.boolean()),
  /** What it was measured in when it was recorded: an indicator's unit may change after. */
  unit: v.nullish(Unit),
  byId: Id,
  agencyId: v.nullish(Id),
  recordedAt: v.nullish(InstantAt),
  source: v.optional(optionalLine),
  supersedes: v.optional(Id),
  /** Others that it replaces besides, when two people entered one period and somebody says what stands. */
  settles: v.nullish(v.pipe(v.array(Id), v.maxLength(50))),
})
export type Observation = v.InferOutput<typeof Observation>
