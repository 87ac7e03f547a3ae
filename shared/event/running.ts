import { isSame } from '../sync/canonical.ts'
import { standingEntries, tallyStanding, tallyWith } from './tally.ts'
import type { AgencyOf, Entry, FoundHere, Tally } from './tally.ts'

/** What a day is counted from. All of it is held against what it was the last time, by identity. */
export interface DaySources {
  event: { id: string; onDate: string }
  /** Every entry known, those of other events among them. */
  entries: readonly Entry[]
  findings: readonly FoundHere[]
  members: readonly { id: string; agencyId?: string | null | undefined }[]
}

/** A day as it has been counted so far. */
export interface DayCount {
  /** Of each family of entries the one that stands, in no order. */
  standing: readonly Entry[]
  tally: Tally
  from: DaySources
}

/** So many at once are as quickly counted from the start. */
const FEW = 100

/**
 * Counts a day, going on from the last count where it can: after a tap there is one entry more, and two
 * thousand that are as they were. It says what counting all of it says, to the entry: whatever is more than
 * another entry by itself (a correction, an entry that was waited for, one that changed or went) is counted
 * from the start.
 */
export function countOn(before: DayCount | undefined, from: DaySources): DayCount {
  const { event, entries, findings, members } = from
  const more = before && moreThan(before.from, from)
  const agencies = new Map(members.map(({ id, agencyId }) => [id, agencyId ?? undefined]))
  const agencyOf: AgencyOf = (memberId) => agencies.get(memberId)
  if (before && more) {
    if (more.length === 0) return { ...before, from }
    const counted = more.filter(({ count }) => count > 0)
    const tally = counted.reduce(
      (sum, entry) => tallyWith(sum, event.onDate, entry, agencyOf),
      before.tally,
    )
    return { standing: [...before.standing, ...counted], tally, from }
  }
  const standing = standingEntries(entries, event.id)
  return { standing, tally: tallyStanding(event, standing, findings, agencyOf), from }
}

/** The entries that came since and change nothing but by being there; null where there is more to it. */
function moreThan(before: DaySources, now: DaySources): Entry[] | null {
  const { event, entries } = now
  const isSameDay = before.event.id === event.id && before.event.onDate === event.onDate
  if (!isSameDay || before.findings !== now.findings || before.members !== now.members) return null
  if (!isStill(before.entries, entries)) return null
  const more = entries.slice(before.entries.length)
  if (more.length > FEW) return null
  const own = more.filter(({ eventId }) => eventId === event.id)
  const isAlone = (entry: Entry) =>
    !entry.supersedes &&
    entries.every((it) => it === entry || (it.id !== entry.id && it.supersedes !== entry.id))
  return own.every(isAlone) ? own : null
}

/** Whether a list begins with what stood in it. What the office sends back is another object and says the same. */
function isStill(before: readonly Entry[], now: readonly Entry[]): boolean {
  let others = 0
  return before.every((entry, at) => {
    const it = now[at]
    return it === entry || (++others <= FEW && isSame(it, entry))
  })
}
