/**
 * `now`, with every part of it that says the same as before replaced by the part that stood there: the
 * very same object where nothing changed, so that a screen draws again only what did. For plain values,
 * lists and records, as figures are. Nothing is made anew but what holds a part of before: there are
 * thousands of parts, and hardly one of them changes.
 */
export function share<T>(before: unknown, now: T): T
export function share(before: unknown, now: unknown): unknown {
  if (isAlike(before, now)) return before
  if (Array.isArray(before) && Array.isArray(now)) return shareList(before, now)
  return isRecord(before) && isRecord(now) ? shareRecord(before, now) : now
}

function shareList(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  let shared: unknown[] | null = null
  for (let at = 0; at < now.length; at++) {
    const part = share(before[at], now[at])
    if (part !== now[at]) (shared ??= now.slice())[at] = part
  }
  return shared ?? now
}

function shareRecord(before: Plain, now: Plain): Plain {
  let shared: Plain | null = null
  for (const name in now) {
    const part = share(before[name], now[name])
    if (part !== now[name]) (shared ??= { ...now })[name] = part
  }
  return shared ?? now
}

function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false
    for (let at = 0; at < a.length; at++) if (!isAlike(a[at], b[at])) return false
    return true
  }
  if (!isRecord(a) || !isRecord(b)) return false
  let more = 0
  for (const name in b) {
    if (!isAlike(a[name], b[name]) || !Object.hasOwn(a, name)) return false
    more++
  }
  for (const _ in a) more--
  return more === 0
}

type Plain = Record<string, unknown>
const isRecord = (it: unknown): it is Plain =>
  typeof it === 'object' && it !== null && !Array.isArray(it)
