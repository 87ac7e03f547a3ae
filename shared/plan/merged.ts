interface Mergeable {
  id: string
  mergedIntoId?: string | null | undefined
}

/**
 * Where the log of each merged action counts: at the end of the chain. Two people may merge two actions
 * into each other at once; the first of the ring by its id then stands for all, so that none is lost.
 * One that was merged into what is not here stands for itself.
 */
export function mergeTargets(actions: readonly Mergeable[]): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  const into = new Map<string, string>()
  for (const { id, mergedIntoId } of actions) if (mergedIntoId) into.set(id, mergedIntoId)
  if (into.size === 0) return targets
  const known = new Set(actions.map(({ id }) => id))
  for (const id of into.keys()) {
    const target = endOf(id, into, known)
    if (target !== id) targets.set(id, target)
  }
  return targets
}

function endOf(from: string, into: ReadonlyMap<string, string>, known: ReadonlySet<string>) {
  const passed = new Set<string>()
  let at = from
  for (let next = into.get(at); next && known.has(next); next = into.get(at)) {
    if (passed.has(at)) return ringOf(at, into)
    passed.add(at)
    at = next
  }
  return at
}

/** The smallest id of the ring that `from` stands in. */
function ringOf(from: string, into: ReadonlyMap<string, string>): string {
  let least = from
  for (let at = into.get(from) ?? from; at !== from; at = into.get(at) ?? from) {
    if (at < least) least = at
  }
  return least
}
