import type { RequestHandler } from '@sveltejs/kit'

const HALF_A_YEAR_MS = 182 * 86_400_000

/**
 * Where to say that something is not safe (RFC 9116). It wants whole addresses and a date within a
 * year, and each deployment has an address of its own: so it is written when it is asked for.
 */
export const GET: RequestHandler = ({ url }) => {
  const policy = `${url.origin}/.well-known/security-policy.txt`
  const lines = [
    `Contact: ${policy}`,
    `Policy: ${policy}`,
    `Canonical: ${url.origin}/.well-known/security.txt`,
    'Preferred-Languages: en, cy',
    `Expires: ${new Date(Date.now() + HALF_A_YEAR_MS).toISOString()}`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
