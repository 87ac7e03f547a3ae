import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import type { JSONWebKeySet } from 'jose'
import * as v from 'valibot'
import type { Bindings } from '../environment.ts'

/**
 * Sign-in with Microsoft Entra: OpenID Connect's authorization code with PKCE, at Microsoft's own
 * addresses and no others. Not better-auth's provider: that one names an account by its object id
 * alone, which is unique within a tenant only, and joins accounts by e-mail.
 *
 * Whence: learn.microsoft.com, "Microsoft identity platform and OAuth 2.0 authorization code flow" and
 * "Secure applications and APIs by validating claims" (tid and oid together name a person; an e-mail
 * claim is whatever the tenant's administrator typed, and names nobody).
 */
const AUTHORITY = 'https://login.microsoftonline.com'
const PATIENCE_MS = 10_000
const CLOCK_SKEW_SECONDS = 60

export interface EntraSettings {
  clientId: string
  clientSecret: string
  tenants: readonly string[]
}

const TenantId = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.uuid())

/** Null where the deployment has not set all three, or where a tenant is not an id. */
export function entraSettings(env: Partial<Bindings>): EntraSettings | null {
  const { ENTRA_CLIENT_ID: clientId, ENTRA_CLIENT_SECRET: clientSecret, ENTRA_TENANTS } = env
  const listed = (ENTRA_TENANTS ?? '').split(',').filter((it) => it.trim() !== '')
  const tenants = v.safeParse(v.array(TenantId), listed)
  if (!clientId || !clientSecret || listed.length === 0 || !tenants.success) return null
  return { clientId, clientSecret, tenants: tenants.output }
}

/** With one tenant its own sign-in page; with several, Microsoft asks which. Never personal accounts. */
const tenantAsked = ({ tenants }: EntraSettings) =>
  (tenants.length === 1 && tenants[0]) || 'organizations'

export interface Trip {
  nonce: string
  /** PKCE: what the challenge in the address is the hash of. */
  verifier: string
  redirectUri: string
  /** The session that a Microsoft account is to be linked to; null for signing in. */
  linkTo: string | null
}

export async function whereToSignIn(
  settings: EntraSettings,
  trip: Trip,
  state: string,
): Promise<string> {
  const address = new URL(`${AUTHORITY}/${tenantAsked(settings)}/oauth2/v2.0/authorize`)
  address.search = new URLSearchParams({
    client_id: settings.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: trip.redirectUri,
    scope: 'openid profile',
    state,
    nonce: trip.nonce,
    code_challenge: await sha256Base64Url(trip.verifier),
    code_challenge_method: 'S256',
    // When linking, a person sees which of their accounts it will be.
    ...(trip.linkTo ? { prompt: 'select_account' } : {}),
  }).toString()
  return address.href
}

const Answer = v.object({ id_token: v.pipe(v.string(), v.maxLength(16_384)) })
const Keys = v.looseObject({ keys: v.array(v.looseObject({ kty: v.string() })) })
const Claims = v.object({ tid: TenantId, oid: v.pipe(v.string(), v.toLowerCase(), v.uuid()) })

/** The name of a Microsoft identity here, or null for anything that is not exactly what was asked. */
export async function identityFrom(
  settings: EntraSettings,
  trip: Trip,
  code: string,
  fetcher: typeof fetch,
): Promise<string | null> {
  const ask = (path: string, init?: RequestInit) =>
    fetcher(`${AUTHORITY}/${path}`, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  const answered = await ask(`${tenantAsked(settings)}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      grant_type: 'authorization_code',
      code,
      redirect_uri: trip.redirectUri,
      code_verifier: trip.verifier,
    }),
  })
  if (answered.status !== 200) return null
  const answer = v.safeParse(Answer, await answered.json())
  if (!answer.success) return null
  const idToken = answer.output.id_token

  // The tenant decides whose keys to ask for, so it is looked up in the list before anything is.
  const tid = tenantOf(idToken)
  if (!tid || !settings.tenants.includes(tid)) return null
  const published = await ask(`${tid}/discovery/v2.0/keys`)
  const keys = v.safeParse(Keys, published.status === 200 ? await published.json() : null)
  if (!keys.success) throw new Error('Microsoft did not answer with its keys')
  try {
    const { payload } = await jwtVerify(
      idToken,
      createLocalJWKSet(keys.output as unknown as JSONWebKeySet),
      {
        algorithms: ['RS256'],
        issuer: `${AUTHORITY}/${tid}/v2.0`,
        audience: settings.clientId,
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['exp', 'nonce', 'tid', 'oid'],
      },
    )
    const claims = v.safeParse(Claims, payload)
    if (!claims.success || payload.nonce !== trip.nonce || claims.output.tid !== tid) return null
    return `${tid}:${claims.output.oid}`
  } catch {
    // jose says no by throwing.
    return null
  }
}

/** As the token itself says, before anything of it is believed. */
function tenantOf(idToken: string): string | null {
  try {
    const tid = v.safeParse(TenantId, decodeJwt(idToken).tid)
    return tid.success ? tid.output : null
  } catch {
    return null
  }
}

async function sha256Base64Url(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
