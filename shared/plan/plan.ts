import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { FourP } from './theme.ts'
import { DateOn, Id, Line, Paragraph, optionalLine } from '../words/schema.ts'

/** A partnership plan or a delivery plan under it. `fromOn` and `toOn` are both inside the plan. */
export const Plan = v.object({
  title: Line,
  kind: v.picklist(['rolling', 'annual', 'tactical']),
  state: v.picklist(['draft', 'submitted', 'approved', 'archived']),
  fromOn: DateOn,
  toOn: DateOn,
  aim: v.nullish(optionalLine),
  /** The group that delivers it and submits it for approval. */
  groupId: v.nullish(Id),
  /** The headings a new priority of this plan begins with, in the partnership's order and words. */
  themes: v.nullish(
    v.pipe(v.array(v.object({ label: Line, fourP: v.nullish(FourP) })), v.maxLength(20)),
  ),
  /** The plan this one was rolled forward from. */
  carriedFromId: v.nullish(Id),
  note: v.nullish(Paragraph),
  /** The group that alone may see this plan and everything under it. */
  restrictedToId: v.nullish(Id),
  ...marked,
})
export type Plan = v.InferOutput<typeof Plan>
