import { fromBase64Url } from './bytes.ts'
import { encryptFor, freshForOne, readPoint } from './encrypt.ts'
import type { Receiver } from './encrypt.ts'
import { isPushService } from './endpoint.ts'
import { authorization } from './vapid.ts'
import type { Vapid } from './vapid.ts'

export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

const PATIENCE_MS = 10_000
/** A reminder of this morning is no use tomorrow: an hour short of a day. */
const KEPT_SECONDS = 23 * 3600
/** Every body has one size, so that its size says nothing of what is in it. */
const PADDED = 512

/** What came of a message. `gone`: the browser is not to be reached there any more, now or ever. */
export type Sent = 'sent' | 'gone' | 'failed'

/** What a browser brought, as what a message is sealed with; null when it cannot be that. */
export async function receiverOf({ p256dh, auth }: Subscription): Promise<Receiver | null> {
  const receiver = { p256dh: fromBase64Url(p256dh), auth: fromBase64Url(auth) }
  if (receiver.p256dh?.length !== 65 || receiver.auth?.length !== 16) return null
  const isPoint = await readPoint(receiver.p256dh).then(
    () => true,
    () => false,
  )
  return isPoint ? { p256dh: receiver.p256dh, auth: receiver.auth } : null
}

/** Sends one message (RFC 8030). A newer one of the same topic takes the place of one that still waits. */
export async function sendPush(
  to: Subscription,
  text: string,
  { vapid, now, fetch }: { vapid: Vapid; now: string; fetch: typeof globalThis.fetch },
): Promise<Sent> {
  const receiver = isPushService(to.endpoint) ? await receiverOf(to) : null
  if (!receiver) return 'gone'
  const body = await encryptFor(receiver, text, await freshForOne(), PADDED)
  try {
    const { status } = await fetch(to.endpoint, {
      method: 'POST',
      headers: {
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        Authorization: await authorization(vapid, to.endpoint, now),
        TTL: String(KEPT_SECONDS),
        Topic: 'reminders',
        Urgency: 'normal',
      },
      body,
      // A service that sends us elsewhere is not obeyed.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (status >= 200 && status < 300) return 'sent'
    return isGone(status) ? 'gone' : 'failed'
  } catch {
    return 'failed'
  }
}

/** Not found, gone (RFC 8030), or made with another key than ours: that browser has to subscribe anew. */
const isGone = (status: number) => status === 404 || status === 410 || status === 403
