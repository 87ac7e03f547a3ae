import * as v from 'valibot'
import { Id, InstantAt, Line } from '../words/schema.ts'
import { Role } from '../access/role.ts'

export const memberStates = ['active', 'suspended', 'left'] as const

/**
 * A person in a partnership. `wardIds` is the patch they cover; empty means the whole district.
 * Their e-mail address is not here: it proves who signs in, and nobody's phone needs it.
 */
export const Member = v.object({
  name: Line,
  role: Role,
  agencyId: Id,
  wardIds: v.pipe(v.array(Id), v.maxLength(200)),
  groupIds: v.nullish(v.pipe(v.array(Id), v.maxLength(100))),
  /** Absent means active. Nobody is deleted: what they did keeps their name. */
  state: v.nullish(v.picklist(memberStates)),
  /** Of an event helper: the one event their pass opens, and when it stops. */
  eventId: v.nullish(Id),
  untilAt: v.nullish(InstantAt),
})
export type Member = v.InferOutput<typeof Member>

export const isActive = ({ state, untilAt }: Pick<Member, 'state' | 'untilAt'>, now: string) =>
  (state ?? 'active') === 'active' && (!untilAt || now < untilAt)
