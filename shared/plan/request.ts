import * as v from 'valibot'
import { Id, InstantAt, optionalLine } from '../words/schema.ts'

/** Somebody asks for an update of an action. It is answered by any update recorded after it. */
export const Request = v.object({
  actionId: Id,
  /** Whom it reaches: the owners as they were when it was asked. */
  toIds: v.pipe(v.array(Id), v.maxLength(200)),
  text: v.nullish(optionalLine),
  byId: Id,
  recordedAt: InstantAt,
})
export type Request = v.InferOutput<typeof Request>
