import * as v from 'valibot'
import { Line, optionalLine } from '../words/schema.ts'

/** A partner organisation. The kinds are those of the Crime and Disorder Act 1998, section 5. */
export const Agency = v.object({
  name: Line,
  /** Short names people write instead, as KFRS for Kent Fire & Rescue Service. */
  aliases: v.pipe(v.array(Line), v.maxLength(20)),
  standing: v.picklist(['responsible authority', 'cooperating body', 'voluntary']),
  note: v.nullish(optionalLine),
})
export type Agency = v.InferOutput<typeof Agency>
