import { api } from './api.ts'
import type { Me } from './me.ts'
import { enter, leave } from './shell.svelte.ts'

/** The demonstration's people, or null when this deployment has no demonstration. */
export async function demoMembers(partnershipId: string) {
  const response = await api.demo.members[':partnershipId'].$get({ param: { partnershipId } })
  return response.status === 200 ? response.json() : null
}

export async function signInToDemo(me: Me): Promise<boolean> {
  const response = await api.demo['sign-in'].$post({ json: me })
  if (response.status !== 200) return false
  enter(me)
  return true
}

/** Signs out here at once. With no signal the session itself ends when it expires. */
export async function signOut() {
  leave()
  await api.session.end.$post().catch(() => undefined)
}
