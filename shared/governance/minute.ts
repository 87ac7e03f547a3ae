import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Id, InstantAt, Line, Order, Paragraph } from '../words/schema.ts'

/** What a meeting said of one thing on its agenda: the words, what was decided, and what arises. */
export const Minute = v.object({
  meetingId: Id,
  order: Order,
  heading: Line,
  /** The row it is about; it may be in a plan that some who read the minutes do not see. */
  about: v.nullish(v.object({ kind: v.string(), id: Id })),
  text: v.nullish(Paragraph),
  decision: v.nullish(Paragraph),
  /** An action arising, where it has been made one of a plan. */
  actionId: v.nullish(Id),
  byId: Id,
  recordedAt: InstantAt,
  ...marked,
})
export type Minute = v.InferOutput<typeof Minute>
