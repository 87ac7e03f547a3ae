import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { DateOn, Id, Line, optionalLine } from '../words/schema.ts'

/** A partnership plan or a delivery plan under it. `fromOn` and `toOn` are both inside the plan. */
export const Plan = v.object({
  title: Line,
  kind: v.picklist(['rolling', 'annual', 'tactical']),
  state: v.picklist(['draft', 'submitted', 'approved', 'archived']),
  fromOn: DateOn,
  toOn: DateOn,
  aim: v.nullish(optionalLine),
  /** The group that alone may see this plan and everything under it. */
  restrictedToId: v.nullish(Id),
  ...marked,
})
export type Plan = v.InferOutput<typeof Plan>
