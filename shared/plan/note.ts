import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Id, InstantAt, Paragraph } from '../words/schema.ts'

/**
 * What an agency writes beside an action. It stays with the agency until somebody of theirs shares
 * it, which is a note of its own that names the one it came from.
 */
export const Note = v.object({
  actionId: Id,
  agencyId: Id,
  text: Paragraph,
  isShared: v.boolean(),
  sharedFromId: v.nullish(Id),
  byId: Id,
  recordedAt: InstantAt,
  ...marked,
})
export type Note = v.InferOutput<typeof Note>
