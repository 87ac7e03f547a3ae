import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Id, InstantAt, Paragraph } from '../words/schema.ts'

/** What somebody says about a plan or one of its actions: a board member's question, an answer. */
export const Comment = v.object({
  planId: Id,
  actionId: v.nullish(Id),
  text: Paragraph,
  byId: Id,
  recordedAt: InstantAt,
  ...marked,
})
export type Comment = v.InferOutput<typeof Comment>
