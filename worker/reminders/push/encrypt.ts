import { joined } from './bytes.ts'

/**
 * Message encryption for Web Push: RFC 8291 over the `aes128gcm` coding of RFC 8188, by WebCrypto. The
 * push service carries the message and cannot read it. Keys and salt are arguments, so that the RFC's own
 * example can be made here byte by byte; whoever sends brings fresh ones each time.
 */
export interface Receiver {
  /** The browser's public key: 65 bytes, an uncompressed point of P-256. */
  p256dh: Uint8Array
  /** 16 bytes that the browser shares with us alone. */
  auth: Uint8Array
}

export interface Fresh {
  /** An ECDH pair for this message alone. */
  keys: CryptoKeyPair
  /** 16 bytes. */
  salt: Uint8Array
}

const P256 = { name: 'ECDH', namedCurve: 'P-256' }
const RECORD_SIZE = 4096
/** Ends the last record; what follows it is padding (RFC 8188, section 2). */
const LAST = 2
const ascii = (text: string) => new TextEncoder().encode(text)

export async function freshForOne(): Promise<Fresh> {
  const keys = (await crypto.subtle.generateKey(P256, true, ['deriveBits'])) as CryptoKeyPair
  return { keys, salt: crypto.getRandomValues(new Uint8Array(16)) }
}

/** A browser's public key; rejects when the bytes are no point of the curve. */
export const readPoint = (p256dh: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', p256dh, P256, true, [])

/** The body of a push message. With `padTo` every text of fewer bytes makes a body of the same size. */
export async function encryptFor(
  { p256dh, auth }: Receiver,
  text: string,
  { keys, salt }: Fresh,
  padTo = 0,
): Promise<Uint8Array> {
  // The runtime calls it `public`; its types, made by a machine, do not.
  const agreement = { name: 'ECDH', public: await readPoint(p256dh) }
  const secret = await crypto.subtle.deriveBits(
    agreement as SubtleCryptoDeriveKeyAlgorithm,
    keys.privateKey,
    256,
  )
  const ours = new Uint8Array((await crypto.subtle.exportKey('raw', keys.publicKey)) as ArrayBuffer)
  const ikm = await hkdf(secret, auth, joined(ascii('WebPush: info\0'), p256dh, ours), 32)
  const key = await hkdf(ikm, salt, ascii('Content-Encoding: aes128gcm\0'), 16)
  const nonce = await hkdf(ikm, salt, ascii('Content-Encoding: nonce\0'), 12)

  const plain = ascii(text)
  const record = new Uint8Array(Math.max(plain.length, padTo) + 1)
  record.set(plain)
  record[plain.length] = LAST
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt'])
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, aes, record)

  const head = new Uint8Array(21)
  head.set(salt)
  new DataView(head.buffer).setUint32(16, RECORD_SIZE)
  head[20] = ours.length
  return joined(head, ours, new Uint8Array(sealed))
}

async function hkdf(
  secret: ArrayBuffer | Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  bytes: number,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, bytes * 8))
}
