import * as v from 'valibot'
import { Id, Line, optionalLine } from '../words/schema.ts'

export const groupKinds = [
  'board',
  'sub-group',
  'performance group',
  'community safety unit',
  'task-and-finish group',
] as const

/**
 * A group of the partnership. Its name is known to every member, so that somebody can look after who
 * is in it; a plan, an edition or an event restricted to it reaches its members alone.
 */
export const Group = v.object({
  name: Line,
  kind: v.picklist(groupKinds),
  remit: v.nullish(optionalLine),
  chairId: v.nullish(Id),
  /** How often it meets, in its own words. */
  meets: v.nullish(optionalLine),
})
export type Group = v.InferOutput<typeof Group>
