import type { Update } from './update.ts'

type Stored<T> = T & { id: string }

interface Recorded {
  action: { id: string }
  updates: readonly Stored<Update>[]
}

/** How many of what somebody wrote about last come first, before the rest by urgency. */
const MOST = 3

/**
 * What a member recorded progress on last, the latest first, and the others in the order they came in.
 * Whoever writes about the same thing every week finds it under the thumb.
 */
export function recentFirst<L extends Recorded>(
  listed: readonly L[],
  memberId: string,
): { recent: L[]; others: L[] } {
  const recent = listed
    .flatMap((it) => {
      const own = it.updates.filter(({ byId }) => byId === memberId)
      const last = own.reduce((at, { recordedAt }) => (recordedAt > at ? recordedAt : at), '')
      return last ? [{ it, last }] : []
    })
    .sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : 0))
    .slice(0, MOST)
    .map(({ it }) => it)
  return { recent, others: listed.filter((it) => !recent.includes(it)) }
}
