import * as v from 'valibot'
import { Id, Line } from '../words/schema.ts'
import { Role } from '../access/role.ts'

/** A person in a partnership. `wardIds` is the patch they cover; empty means the whole district. */
export const Member = v.object({
  name: Line,
  role: Role,
  agencyId: Id,
  wardIds: v.pipe(v.array(Id), v.maxLength(200)),
})
export type Member = v.InferOutput<typeof Member>
