/**
 * `now`, with every part of it that says the same as before replaced by the part that stood there: the
 * very same object where nothing changed, so that a screen draws again only what did. For plain values,
 * lists and records, as figures are.
 */
export function share<T>(before: unknown, now: T): T
export function share(before: unknown, now: unknown): unknown {
  if (before === now) return now
  if (!isHolder(before) || !isHolder(now) || Array.isArray(before) !== Array.isArray(now))
    return now
  if (Array.isArray(before) && Array.isArray(now)) return shareList(before, now)
  let isSame = Object.keys(before).length === Object.keys(now).length
  const shared: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(now)) {
    shared[name] = share((before as Record<string, unknown>)[name], part)
    isSame &&= Object.hasOwn(before, name) && same(shared[name], before, name)
  }
  return isSame ? before : shared
}

function shareList(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  const shared = now.map((part, at) => share(before[at], part))
  return before.length === now.length && shared.every((part, at) => part === before[at])
    ? before
    : shared
}

const same = (part: unknown, before: object, name: string) =>
  part === (before as Record<string, unknown>)[name]
const isHolder = (it: unknown): it is object => typeof it === 'object' && it !== null
