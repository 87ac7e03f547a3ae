/**
 * One spelling for one value, so that two ends can compare what they hold without sending it:
 * object keys sorted, `undefined` left out, as JSON.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
  return `{${entries.join(',')}}`
}

export const isSame = (a: unknown, b: unknown) => canonical(a) === canonical(b)

/** Two unsigned 32-bit halves. Kept apart so that a scope's digest can add them up in SQL and in JS. */
export interface Hash {
  hi: number
  lo: number
}

/**
 * cyrb53 (public domain, bryc) widened to its full 64 bits. It finds accidents, not attackers:
 * the session decides who may write, never this number.
 */
export function hashOf(value: unknown): Hash {
  const text = canonical(value)
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ unit, 2654435761)
    h2 = Math.imul(h2 ^ unit, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return { hi: h2 >>> 0, lo: h1 >>> 0 }
}

export function hashText(value: unknown): string {
  const { hi, lo } = hashOf(value)
  return hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0')
}
