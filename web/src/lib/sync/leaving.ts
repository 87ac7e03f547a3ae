import { api } from '../api.ts'
import type { DeviceOrder } from '../../../../shared/sync/protocol.ts'
import { forgetKept, forgetMe, OWED, whoAmI } from '../me.ts'
import { databaseName } from '../store/database.ts'
import { eraseStore, wipeBrowser } from '../store/erase.ts'
import type { Store } from '../store/store.ts'
import { pushAll } from './push.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

const TIMEOUT_MS = 10_000
const AGAIN_MS = 15_000

/** Offers the office once more what has not been sent. Answers how many entries it still has not got. */
export async function offerUnsent(store: Store, transport: Transport): Promise<number> {
  try {
    if (store.unsent.length > 0 && navigator.onLine) await pushAll(store, transport)
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
  }
  return store.unsent.length
}

/**
 * Leaves this browser, of one's own accord or because the server says so: what is unsent is offered
 * once, then the store is destroyed, with or without signal. `close` ends the shell that has it open.
 */
export async function leave(
  store: Store,
  transport: Transport,
  close: () => void,
  order: DeviceOrder = 'sign-out',
) {
  await offerUnsent(store, transport)
  close()
  await endPush()
  const { name } = store.db
  localStorage.setItem(OWED, order === 'wipe' ? `${name} wipe` : name)
  forgetKept(name)
  forgetMe()
  await finishLeaving()
}

const PUSH_MS = 3_000

/**
 * Whoever uses this browser next is not told what waits for this person. At the office it ends with the
 * seat; here it ends now, also without signal. A browser that is slow about it holds nobody up.
 */
async function endPush() {
  const [registration] = (await navigator.serviceWorker?.getRegistrations()) ?? []
  if (!registration?.pushManager) return
  const ending = registration.pushManager.getSubscription().then((it) => it?.unsubscribe())
  const patience = new Promise((resolve) => setTimeout(resolve, PUSH_MS))
  await Promise.race([ending, patience]).catch(() => undefined)
}

let finishing: Promise<void> | null = null

/**
 * Finishes a departure that a lost signal or a killed tab cut short: erases, and ends the session.
 * Await it before a new session is begun, which it never ends.
 */
export function finishLeaving(): Promise<void> {
  finishing ??= finish().finally(() => (finishing = null))
  return finishing
}

async function finish() {
  const [name, wipe] = (localStorage.getItem(OWED) ?? '').split(' ')
  if (!name) return
  const me = whoAmI()
  const isWipe = wipe !== undefined && !me
  const isOther = !me || databaseName(me.partnershipId, me.memberId) !== name
  if (!isWipe && isOther) await eraseStore(name)
  // Whoever has signed in since has another session, and ending one takes the cookie away.
  const isEnded = me !== null || (await isSessionEnded())
  if (isWipe) await wipeBrowser()
  if (isEnded) return localStorage.removeItem(OWED)
  localStorage.setItem(OWED, name)
  tryAgain()
}

let stopWaiting = () => {}

/** When there is signal; and by the clock, for it may have come back while the last try failed. */
function tryAgain() {
  stopWaiting()
  const again = () => {
    stopWaiting()
    void finishLeaving()
  }
  const timer = setTimeout(again, AGAIN_MS)
  addEventListener('online', again)
  stopWaiting = () => {
    clearTimeout(timer)
    removeEventListener('online', again)
  }
}

/** A captive portal's page does not count: only the worker answers in JSON. */
async function isSessionEnded(): Promise<boolean> {
  try {
    const init = { signal: AbortSignal.timeout(TIMEOUT_MS) }
    const response = await api.session.end.$post({}, { init })
    await response.json()
    return response.ok
  } catch {
    return false
  }
}
