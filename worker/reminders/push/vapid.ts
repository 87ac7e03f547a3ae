import { SignJWT, importJWK } from 'jose'
import * as v from 'valibot'
import type { Bindings } from '../../environment.ts'
import { fromBase64Url, joined, toBase64Url } from './bytes.ts'

/**
 * Who we are to a push service: RFC 8292. A browser subscribes with our public key, and from then on the
 * service takes messages for it only with a token that the private key has signed.
 */
export interface Vapid {
  /** As a browser wants it: an uncompressed point, base64url. */
  publicKey: string
  jwk: { kty: string; crv: string; d: string; x: string; y: string }
  subject: string
}

const Coordinate = v.pipe(
  v.string(),
  v.check((it) => fromBase64Url(it)?.length === 32, 'is not 32 bytes'),
)
const Key = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  d: Coordinate,
  x: Coordinate,
  y: Coordinate,
})
const Subject = v.pipe(v.string(), v.regex(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/))

/** Null where the deployment has not set both, or not rightly: then there is no push, and the log says why. */
export function vapidOf({ VAPID_KEY, VAPID_SUBJECT }: Partial<Bindings>): Vapid | null {
  if (!VAPID_KEY) return null
  const jwk = v.safeParse(v.pipe(v.string(), v.parseJson(), Key), VAPID_KEY)
  const subject = v.safeParse(Subject, VAPID_SUBJECT)
  if (!jwk.success || !subject.success) {
    console.error('VAPID_KEY is not a private JWK of P-256, or VAPID_SUBJECT no mailto: or https:')
    return null
  }
  const [x, y] = [jwk.output.x, jwk.output.y].map((it) => fromBase64Url(it) ?? new Uint8Array())
  const point = joined(Uint8Array.of(4), x ?? new Uint8Array(), y ?? new Uint8Array())
  return { publicKey: toBase64Url(point), jwk: jwk.output, subject: subject.output }
}

const HOURS = 12
/** RFC 8292 allows a day; a clock that is some minutes off must not make it one. */
const LIFETIME_SECONDS = HOURS * 3600

/** The header by which a push service knows us. `now` is an instant. */
export async function authorization(
  { jwk, publicKey, subject }: Vapid,
  endpoint: string,
  now: string,
): Promise<string> {
  const token = await new SignJWT({ sub: subject })
    .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
    .setAudience(new URL(endpoint).origin)
    .setExpirationTime(Math.floor(Date.parse(now) / 1000) + LIFETIME_SECONDS)
    .sign(await importJWK(jwk, 'ES256'))
  return `vapid t=${token}, k=${publicKey}`
}
