import * as v from 'valibot'
import { Line, Paragraph, optionalLine } from '../words/schema.ts'

/** A partner organisation. The kinds are those of the Crime and Disorder Act 1998, section 5. */
export const Agency = v.object({
  name: Line,
  /** Short names people write instead, as KFRS for Kent Fire & Rescue Service. */
  aliases: v.pipe(v.array(Line), v.maxLength(20)),
  standing: v.picklist(['responsible authority', 'cooperating body', 'voluntary']),
  note: v.nullish(optionalLine),
  /** Where it can be reached. */
  offices: v.nullish(
    v.pipe(
      v.array(
        v.object({ label: Line, address: v.nullish(Paragraph), phone: v.nullish(optionalLine) }),
      ),
      v.maxLength(20),
    ),
  ),
  /** Roles and their shared addresses, never a person's own: people are members. */
  contacts: v.nullish(
    v.pipe(
      v.array(
        v.object({ role: Line, phone: v.nullish(optionalLine), email: v.nullish(optionalLine) }),
      ),
      v.maxLength(40),
    ),
  ),
})
export type Agency = v.InferOutput<typeof Agency>
