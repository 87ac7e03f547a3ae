import * as v from 'valibot'
import { Line } from '../words/schema.ts'

/** The tenant: one Community Safety Partnership. */
export const Partnership = v.object({
  name: Line,
  /** What people say for short, as "Ashford". */
  place: Line,
})
export type Partnership = v.InferOutput<typeof Partnership>
