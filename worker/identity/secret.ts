import type { Bindings } from '../environment.ts'

const SHORTEST = 32

/**
 * The secret that signs the cookie and keys the hashes of codes. There is no default: a deployment
 * without one lets nobody in, answers 503, and says so in its log.
 */
export function secretOf({ AUTH_SECRET }: Pick<Bindings, 'AUTH_SECRET'>): string {
  if (AUTH_SECRET && AUTH_SECRET.length >= SHORTEST) return AUTH_SECRET
  throw new Error(
    `AUTH_SECRET is missing or shorter than ${SHORTEST} characters, so nobody can sign in. ` +
      'Set it with: wrangler secret put AUTH_SECRET',
  )
}
