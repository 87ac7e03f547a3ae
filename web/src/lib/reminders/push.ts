import { troubles } from '../answer.ts'
import { api } from '../api.ts'
import { ask } from '../answer.ts'

/**
 * Whether this browser can be told something while nobody looks at it, and is.
 * `install`: an iPhone or iPad does so for what is on its home screen, and for nothing in a tab.
 */
export type PushState = 'on' | 'off' | 'denied' | 'unsupported' | 'install'

const registration = () => navigator.serviceWorker?.getRegistration()
const subscription = async () => (await registration())?.pushManager?.getSubscription() ?? null

const isApple = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes('Mac OS X') && navigator.maxTouchPoints > 1)

/** How it stands here. `endpoint` is where the office reaches this browser, as far as it knows. */
export async function pushState(endpoint: string | null): Promise<PushState> {
  if (!('PushManager' in globalThis) || !('Notification' in globalThis) || !(await registration()))
    return isApple() ? 'install' : 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const here = await subscription()
  return here !== null && here.endpoint === endpoint ? 'on' : 'off'
}

const noService =
  'This browser could not reach its own message service. Try again with better signal. On some work phones it is turned off.'

/** Asks the person, then the browser's maker, then the office. Answers what went wrong, or nothing. */
export async function turnOn(pushKey: string): Promise<string> {
  if ((await Notification.requestPermission()) !== 'granted') return ''
  const made = await subscribe(pushKey).catch(() => null)
  const { endpoint, keys } = made?.toJSON() ?? {}
  if (!endpoint || !keys?.p256dh || !keys.auth) return noService
  const json = { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }
  const answer = await ask((it) => api.reminders.push.$post({ json }, it))
  return answer.ok ? '' : troubles[answer.why]
}

/** One that was made with another key is of no use, and stands in the way of a new one. */
async function subscribe(pushKey: string) {
  await (await subscription())?.unsubscribe()
  const { pushManager } = (await registration()) ?? {}
  return pushManager?.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
}

/** Here at once, with signal or without; the office hears of it now, or when a message comes back. */
export async function turnOff(): Promise<string> {
  await (await subscription())?.unsubscribe()
  const answer = await ask((it) => api.reminders.push.remove.$post({}, it))
  return answer.ok ? '' : troubles[answer.why]
}
