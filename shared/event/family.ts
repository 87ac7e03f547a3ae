/** What a fact says about the one it corrects. */
export interface Correctable {
  id: string
  recordedAt: string
  supersedes?: string | null | undefined
}

/**
 * Entries that correct one another are a family, named by the id of the first; of each family one
 * entry stands: of those that nobody has corrected the one recorded last, and of two at one instant
 * the one with the greater id. So two people who correct the same entry, without signal, leave one
 * entry and not two, and every phone picks the same one whatever came first.
 *
 * A correction whose original is not here yet stands under that original's id. Entries in a ring (no
 * phone makes one) are one family too.
 */
export function standingByFamily<T extends Correctable>(entries: Iterable<T>): Map<string, T> {
  const byId = new Map<string, T>()
  for (const entry of entries) byId.set(entry.id, entry)
  const corrected = new Set<string>()
  for (const { supersedes, id } of byId.values())
    if (supersedes && supersedes !== id) corrected.add(supersedes)
  // Hardly anything is ever corrected: each entry is then a family of its own.
  if (corrected.size === 0) return byId
  const families = new Map<string, T>()
  const isOpen = ({ id }: T) => !corrected.has(id)
  for (const entry of byId.values()) {
    const name = entry.supersedes ? familyOf(entry, byId) : entry.id
    const known = families.get(name)
    if (!known || comesAfter(entry, known, isOpen)) families.set(name, entry)
  }
  return families
}

function comesAfter<T extends Correctable>(a: T, b: T, isOpen: (it: T) => boolean): boolean {
  if (isOpen(a) !== isOpen(b)) return isOpen(a)
  if (a.recordedAt !== b.recordedAt) return a.recordedAt > b.recordedAt
  return a.id > b.id
}

function familyOf<T extends Correctable>(from: T, byId: ReadonlyMap<string, T>): string {
  const passed = new Set<string>()
  let at = from.id
  for (;;) {
    if (passed.has(at)) return [...ringAt(at, byId)].sort()[0] ?? at
    passed.add(at)
    const next = byId.get(at)?.supersedes
    if (!next || next === at) return at
    at = next
  }
}

function ringAt<T extends Correctable>(from: string, byId: ReadonlyMap<string, T>): Set<string> {
  const ring = new Set<string>()
  for (let at = from; !ring.has(at); at = byId.get(at)?.supersedes ?? from) ring.add(at)
  return ring
}
