import * as v from 'valibot'
import { Id, Line, Order } from '../words/schema.ts'
import { Timescale } from './timescale.ts'

/**
 * A step of an action. Whether it is done is not here: an update that names it in `milestoneIds` says
 * so, and who and when, and a correction of that update takes it back.
 */
export const Milestone = v.object({
  actionId: Id,
  text: Line,
  timescale: Timescale,
  order: Order,
})
export type Milestone = v.InferOutput<typeof Milestone>
