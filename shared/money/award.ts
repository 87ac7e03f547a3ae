import * as v from 'valibot'
import { DateOn, Id, Line, Paragraph } from '../words/schema.ts'
import { Pence } from './fund.ts'

/** Part of a fund, given for something: the actions it pays for, and what it bought in the end. */
export const Award = v.object({
  fundId: Id,
  title: Line,
  agencyId: v.nullish(Id),
  actionIds: v.pipe(v.array(Id), v.maxLength(100)),
  /** Absent until somebody says how much. */
  pence: v.nullish(Pence),
  awardedOn: v.nullish(DateOn),
  bought: v.nullish(Paragraph),
  evaluation: v.nullish(Paragraph),
})
export type Award = v.InferOutput<typeof Award>
