import type { DeviceOrder } from '../../../shared/sync/protocol.ts'
import { api } from './api.ts'
import { ask } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Shell } from './shell.svelte.ts'

/** The verbs of one's own account: the browsers one is signed in on. */

export interface OwnBrowser {
  id: string
  label: string
  lastContactAt: string
  unsent: number
  ordered: DeviceOrder | null
  isDone: boolean
  isSignedIn: boolean
  isThis: boolean
}

/** One's own phones and browsers. Who looks after the partnership gets everybody's; theirs are elsewhere. */
export async function ownBrowsers({ me, store }: Shell): Promise<Answer<OwnBrowser[]>> {
  const here = await store.db.readMeta('deviceId')
  const listed = await ask((it) => api.devices.$get({}, it))
  if (!listed.ok) return listed
  const own = listed.is.filter(({ memberId }) => memberId === me.memberId)
  return {
    ok: true,
    is: own
      .map(({ id, label, lastContactAt, unsent, ordered, doneAt, isSignedIn }) => ({
        ...{ id, unsent, lastContactAt, isSignedIn },
        label: label ?? 'A browser',
        ordered: ordered as DeviceOrder | null,
        isDone: doneAt !== null,
        isThis: id === here,
      }))
      .filter((it) => it.isThis || it.isSignedIn || (it.ordered && !it.isDone)),
  }
}

export const orderBrowser = (id: string, order: DeviceOrder) =>
  ask((it) => api.devices[':id'].order.$post({ param: { id }, json: { order } }, it))
