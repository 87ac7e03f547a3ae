import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Id, InstantAt, Paragraph } from '../words/schema.ts'

export const steps = [
  'told',
  'accepted',
  'in hand',
  'put right',
  'nothing to be done',
  'seen again',
] as const
export const Step = v.picklist(steps)
export type Step = v.InferOutput<typeof Step>

/** One thing that came of a finding. Append-only: a correction names the step it `supersedes`. */
export const FindingStep = v.object({
  findingId: Id,
  step: Step,
  note: v.nullish(Paragraph),
  /** What residents may read of it: "you said, we did". Nothing else of a finding is ever published. */
  forResidents: v.nullish(Paragraph),
  byId: Id,
  recordedAt: InstantAt,
  supersedes: v.nullish(Id),
  ...marked,
})
export type FindingStep = v.InferOutput<typeof FindingStep>
