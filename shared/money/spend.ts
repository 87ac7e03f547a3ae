import * as v from 'valibot'
import { DateOn, Id, InstantAt, Line } from '../words/schema.ts'
import { Pence } from './fund.ts'

/** Money spent out of an award. Append-only: a correction supersedes. */
export const Spend = v.object({
  awardId: Id,
  what: Line,
  pence: Pence,
  spentOn: DateOn,
  byId: Id,
  recordedAt: InstantAt,
  supersedes: v.nullish(Id),
})
export type Spend = v.InferOutput<typeof Spend>
