import * as v from 'valibot'
import { DateOn, Line, optionalLine } from '../words/schema.ts'

/** A partnership plan or a delivery plan under it. `fromOn` and `toOn` are both inside the plan. */
export const Plan = v.object({
  title: Line,
  kind: v.picklist(['rolling', 'annual', 'tactical']),
  state: v.picklist(['draft', 'submitted', 'approved', 'archived']),
  fromOn: DateOn,
  toOn: DateOn,
  aim: v.nullish(optionalLine),
})
export type Plan = v.InferOutput<typeof Plan>
