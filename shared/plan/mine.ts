import type { Action } from './action.ts'
import type { Request } from './request.ts'

interface Running {
  action: Pick<Action, 'ownerIds' | 'wardIds'>
  /** The request for an update that nobody has answered yet. */
  asked: Pick<Request, 'toIds'> | null
}

/**
 * Of the actions that run, a member's own: those they own, or are asked about; if there are none, those on
 * their wards. My patch lists these, and what is reminded of is found there.
 */
export function pickMine<L extends Running>(
  running: readonly L[],
  memberId: string,
  wardIds: readonly string[],
): L[] {
  const mine = running.filter(
    ({ action, asked }) => action.ownerIds.includes(memberId) || asked?.toIds.includes(memberId),
  )
  if (mine.length > 0) return mine
  return running.filter(({ action }) => action.wardIds.some((id) => wardIds.includes(id)))
}
