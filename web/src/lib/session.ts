import type { DeviceOrder } from '../../../shared/sync/protocol.ts'
import { closeShell } from './shell.svelte.ts'
import type { Shell } from './shell.svelte.ts'
import { api } from './api.ts'
import { httpTransport } from './sync/http.ts'
import { leave } from './sync/leaving.ts'

const transport = httpTransport(() => Promise.resolve(api.sync))

export { finishLeaving, offerUnsent } from './sync/leaving.ts'

/**
 * Signs out and destroys what this person had here, after offering the office what is unsent. With
 * no signal the server hears of it at the next start or when the network is back.
 */
export const signOut = ({ store }: Shell) => leave(store, transport, closeShell)

/** What the server has ordered this browser to do. */
export async function obey({ store }: Shell, order: DeviceOrder) {
  await leave(store, transport, closeShell, order)
  location.replace(order === 'wipe' ? '/sign-in?wiped' : '/sign-in?ordered')
}

/** Wipes this browser because its person asks for it: every store, whoever it belonged to. */
export async function wipe({ store }: Shell) {
  await leave(store, transport, closeShell, 'wipe')
  location.replace('/sign-in?wiped')
}
