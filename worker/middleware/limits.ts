import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Env } from '../environment.ts'

/** The period of both bindings in wrangler.toml, in seconds. */
const PERIOD = '60'

/** Of those whose address cannot be read there are few, and they share one allowance. */
const UNREADABLE = 'unreadable'

/**
 * The part of an address that one household or office has to itself. Whoever has an IPv6 address has
 * the other 2^64 of its /64, so that is what is counted; an IPv4 address dressed as IPv6 is itself.
 */
export function addressKey(address: string | undefined): string {
  const text = (address ?? '').trim().toLowerCase()
  if (isIpv4(text)) return text
  const groups = ipv6Groups(text)
  if (!groups) return UNREADABLE
  const [high = 0, low = 0] = groups.slice(6)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

const isIpv4 = (text: string) =>
  /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text) &&
  text.split('.').every((part) => Number(part) <= 255)

/** The eight groups of an IPv6 address, however it is abbreviated; the URL parser knows the rules. */
function ipv6Groups(text: string): number[] | null {
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/.test(text) || !URL.canParse(`http://[${text}]`)) return null
  const spelled = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const [before = '', after] = spelled.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = (after ?? '').split(':').filter(Boolean)
  const gap = new Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...gap, ...tail].map((group) => Number.parseInt(group, 16))
}

/**
 * Cloudflare's counters, which are kept at each of its places and forget after a minute: they slow a
 * flood, and what must not be exceeded by one is counted in the database. A deployment without the
 * binding does not answer, for the limit would otherwise be forgotten in silence.
 */
const limited = (binding: 'LIMIT_ADDRESS' | 'LIMIT_MEMBER', keyOf: (c: Context<Env>) => string) =>
  createMiddleware<Env>(async (c, next) => {
    const limit = c.env[binding]
    if (!limit) throw new Error(`the rate limit ${binding} is not bound`)
    const { success } = await limit.limit({ key: keyOf(c) })
    if (success) return next()
    c.header('Retry-After', PERIOD)
    return c.json({ error: 'too-many' as const }, 429)
  })

export const limitByAddress = limited('LIMIT_ADDRESS', (c) =>
  addressKey(c.req.header('CF-Connecting-IP')),
)

export const limitBy = (keyOf: (c: Context<Env>) => string) => limited('LIMIT_MEMBER', keyOf)
