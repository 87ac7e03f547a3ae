import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'
import { ORIGIN } from './browser.ts'

const UP = 0x01
const UV = 0x04
const ATTESTED = 0x40

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()
const base64Url = (bytes: Uint8Array) => isoBase64URL.fromBuffer(Uint8Array.from(bytes))
const hostOf = (origin: string) => new URL(origin).hostname

interface Lies {
  origin?: string
  rpId?: string
  challenge?: string
  isVerified?: boolean
  type?: string
  signsOther?: boolean
  userHandle?: string
}

/** A passkey in software: what a phone's would answer, honestly unless it is told to lie. */
export class Authenticator {
  readonly id = base64Url(randomBytes(32))
  readonly #key: KeyObject
  readonly #publicKey: Uint8Array
  counter: number
  userHandle = ''

  constructor(counter = 1) {
    this.counter = counter
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    // COSE: an EC2 key (2) for ES256 (-7) on P-256 (1).
    this.#publicKey = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, isoBase64URL.toBuffer(x)],
        [-3, isoBase64URL.toBuffer(y)],
      ]),
    )
  }

  /** What `navigator.credentials.create` gives for these options. */
  register(options: Record<string, unknown>, lies: Lies = {}) {
    this.userHandle = (options.user as { id: string }).id
    const id = isoBase64URL.toBuffer(this.id)
    const length = Buffer.from([id.length >> 8, id.length & 255])
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#publicKey])
    const authData = Buffer.concat([this.#authData(lies, ATTESTED), attested])
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Uint8Array.from(authData)],
    ])
    return {
      ...this.#named(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options, lies),
        attestationObject: base64Url(isoCBOR.encode(attestation as never)),
        transports: ['internal'],
      },
    }
  }

  /** What `navigator.credentials.get` gives. Each use counts. */
  signIn(options: Record<string, unknown>, lies: Lies = {}) {
    if (this.counter > 0) this.counter++
    const authData = this.#authData(lies)
    const clientDataJSON = this.#clientData('webauthn.get', options, lies)
    const signed = Buffer.concat([authData, sha256(isoBase64URL.toBuffer(clientDataJSON))])
    const bytes = lies.signsOther ? Buffer.concat([signed, Buffer.from([0])]) : signed
    return {
      ...this.#named(),
      response: {
        clientDataJSON,
        authenticatorData: base64Url(authData),
        signature: base64Url(createSign('sha256').update(bytes).sign(this.#key)),
        userHandle: lies.userHandle ?? this.userHandle,
      },
    }
  }

  #named = () => ({
    id: this.id,
    rawId: this.id,
    type: 'public-key',
    clientExtensionResults: {},
  })

  #authData({ rpId = hostOf(ORIGIN), isVerified = true }: Lies, more = 0): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(rpId), Buffer.from([UP | (isVerified ? UV : 0) | more]), counter])
  }

  #clientData(type: string, options: Record<string, unknown>, lies: Lies): string {
    const { challenge = options.challenge, origin = ORIGIN } = lies
    return isoBase64URL.fromUTF8String(
      JSON.stringify({ type: lies.type ?? type, challenge, origin, crossOrigin: false }),
    )
  }
}
