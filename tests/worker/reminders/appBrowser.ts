import { fromBase64Url, toBase64Url } from '../../../worker/reminders/push/bytes.ts'

const bytes = (text: string) => new Uint8Array(fromBase64Url(text) ?? [])
const ascii = (text: string) => new TextEncoder().encode(text)
const P256 = { name: 'ECDH', namedCurve: 'P-256' }

/** A key of the tests, which signs nothing anywhere else. */
export const pushEnv = {
  VAPID_KEY: JSON.stringify({
    ...{ kty: 'EC', crv: 'P-256', d: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94' },
    x: 'JXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzE',
    y: 'aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  }),
  VAPID_SUBJECT: 'mailto:office@patchwork.example',
}

/** The part of a browser that takes push messages: it reads them the way RFC 8291 has the receiver do. */
export class AppBrowser {
  static #count = 0
  readonly #keys: CryptoKeyPair
  readonly #point: Uint8Array<ArrayBuffer>
  readonly #auth = crypto.getRandomValues(new Uint8Array(16))
  readonly endpoint = `https://fcm.googleapis.com/fcm/send/${++AppBrowser.#count}`

  private constructor(keys: CryptoKeyPair, point: ArrayBuffer) {
    this.#keys = keys
    this.#point = new Uint8Array(point)
  }

  static async open() {
    const keys = await crypto.subtle.generateKey(P256, true, ['deriveBits'])
    return new AppBrowser(keys, await crypto.subtle.exportKey('raw', keys.publicKey))
  }

  get subscription() {
    const [p256dh, auth] = [toBase64Url(this.#point), toBase64Url(this.#auth)]
    return { endpoint: this.endpoint, p256dh, auth }
  }

  /** As `PushSubscription.toJSON()` writes it. */
  get json() {
    const { endpoint, ...keys } = this.subscription
    return { endpoint, keys }
  }

  async read(body: Uint8Array): Promise<string> {
    const salt = body.slice(0, 16)
    const length = body[20] ?? 0
    const theirs = body.slice(21, 21 + length)
    const key = await crypto.subtle.importKey('raw', theirs, P256, true, [])
    const agreed = { name: 'ECDH', public: key }
    const secret = await crypto.subtle.deriveBits(agreed, this.#keys.privateKey, 256)
    const info = Buffer.concat([ascii('WebPush: info\0'), this.#point, theirs])
    const ikm = await hkdf(secret, this.#auth, info, 32)
    const cek = await hkdf(ikm, salt, ascii('Content-Encoding: aes128gcm\0'), 16)
    const iv = await hkdf(ikm, salt, ascii('Content-Encoding: nonce\0'), 12)
    const aes = await crypto.subtle.importKey('raw', cek, 'AES-GCM', false, ['decrypt'])
    const sealed = body.slice(21 + length)
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, sealed))
    return new TextDecoder().decode(plain.slice(0, plain.lastIndexOf(2)))
  }
}

async function hkdf(secret: ArrayBuffer, salt: Uint8Array, info: Uint8Array, length: number) {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: bytes(toBase64Url(salt)) }
  return crypto.subtle.deriveBits({ ...how, info: bytes(toBase64Url(info)) }, key, length * 8)
}
