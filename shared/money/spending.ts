import type { Spend } from './spend.ts'

export type Spent = Spend & { id: string }

export interface Counted {
  /** Entries that count, one for each thing bought, oldest first. */
  entries: Spent[]
  /** Corrections that were made of one entry by two people at once: the later counts, both are shown. */
  rivals: Spent[]
}

/**
 * What counts of a log of spending. A correction replaces what it supersedes, and so does a correction
 * of that. Two people who correct one entry, each offline, leave two corrections of one purchase: the
 * money was spent once, so the one recorded last counts, and the other is put beside it.
 *
 * The order in which entries come never matters, and an entry that comes twice counts once.
 */
export function countSpending(log: readonly Spent[]): Counted {
  const byId = new Map(log.map((entry) => [entry.id, entry]))
  const gone = new Set([...byId.values()].flatMap(({ supersedes }) => supersedes ?? []))
  const ends = new Map<string, Spent[]>()
  for (const entry of byId.values()) {
    if (gone.has(entry.id)) continue
    const root = rootOf(entry, byId)
    ends.set(root, [...(ends.get(root) ?? []), entry])
  }
  const entries: Spent[] = []
  const rivals: Spent[] = []
  for (const rivalling of ends.values()) {
    const [last, ...others] = rivalling.sort(latestFirst)
    if (last) entries.push(last)
    rivals.push(...others)
  }
  return { entries: entries.sort(oldestFirst), rivals: rivals.sort(oldestFirst) }
}

/** The entry that a correction goes back to. What is not on this phone yet is known by its id alone. */
function rootOf(entry: Spent, byId: ReadonlyMap<string, Spent>): string {
  const passed = new Set([entry.id])
  let at = entry
  while (at.supersedes && !passed.has(at.supersedes)) {
    passed.add(at.supersedes)
    const before = byId.get(at.supersedes)
    if (!before) return at.supersedes
    at = before
  }
  return at.id
}

/** The sum in pence. */
export const sumOf = (entries: readonly { pence?: number | null }[]): number =>
  entries.reduce((sum, { pence }) => sum + (pence ?? 0), 0)

/** Entries that say the same thing was bought for the same sum on the same day: entered twice, perhaps. */
export function enteredTwice(entries: readonly Spent[]): Spent[][] {
  const alike = new Map<string, Spent[]>()
  for (const entry of entries) {
    const key = `${entry.spentOn} ${entry.pence} ${entry.what.trim().toLowerCase()}`
    alike.set(key, [...(alike.get(key) ?? []), entry])
  }
  return [...alike.values()].filter(({ length }) => length > 1)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const latestFirst = (a: Spent, b: Spent) =>
  compare(b.recordedAt, a.recordedAt) || compare(b.id, a.id)
const oldestFirst = (a: Spent, b: Spent) =>
  compare(a.spentOn, b.spentOn) || compare(a.recordedAt, b.recordedAt) || compare(a.id, b.id)
