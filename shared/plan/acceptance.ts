import type { Action } from './action.ts'
import type { Update } from './update.ts'

/**
 * Owners of an action who have said that they will do it: those for whom a lead has noted it, and those
 * who have recorded anything on it themselves. Who works on an action has plainly taken it on, and a
 * warden cannot edit a plan, but can write in its log.
 */
export function acceptedBy(
  { ownerIds, acceptedByIds }: Pick<Action, 'ownerIds' | 'acceptedByIds'>,
  updates: readonly Pick<Update, 'byId'>[],
): ReadonlySet<string> {
  const said = new Set([...(acceptedByIds ?? []), ...updates.map(({ byId }) => byId)])
  return new Set(ownerIds.filter((id) => said.has(id)))
}
