import type { Actor } from '../../../shared/access/may.ts'
import type { Shell } from './shell.svelte.ts'

/**
 * Whoever uses this browser, as the access table asks for them. It hides what they may not do; the
 * worker decides. A phone holds only what its member may see, so scopes are no question here.
 */
export function actorOf(shell: Shell): Actor {
  const me = shell.one('member', shell.me.memberId)
  return {
    memberId: shell.me.memberId,
    role: shell.role,
    agencyId: me?.agencyId ?? '',
    groupIds: me?.groupIds ?? [],
    wardIds: me?.wardIds ?? [],
    eventId: me?.eventId,
    scopes: null,
  }
}
