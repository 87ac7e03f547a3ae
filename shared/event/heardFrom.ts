/** One phone at an event, and when it was last heard from. */
export interface Phone {
  memberId: string
  lastHeardAt: string
  /** The office said so. Otherwise it is the last entry that came, and it may be in touch with nothing to log. */
  isContact: boolean
  /** So many entries it had not sent when it was last in touch, where the office knows. */
  unsent: number | null
}

export interface Contact {
  memberId: string
  lastContactAt: string
  unsent?: number | null
}

/** After so many minutes without a word somebody should ask. */
export const SILENT_MINUTES = 30

/**
 * The phones of an event: whoever has logged something or is otherwise known to be there, with the
 * last that was heard of each. Of somebody with two phones the later counts. Sorted by who has been
 * silent longest.
 */
export function phonesAt(
  entries: readonly { byId: string; recordedAt: string }[],
  contacts: readonly Contact[] = [],
): Phone[] {
  const phones = new Map<string, Phone>()
  for (const { byId, recordedAt } of entries) {
    const known = phones.get(byId)
    if (!known || known.lastHeardAt < recordedAt)
      phones.set(byId, {
        ...{ memberId: byId, lastHeardAt: recordedAt, isContact: false, unsent: null },
      })
  }
  const best = new Map<string, Contact>()
  for (const it of contacts) {
    const known = best.get(it.memberId)
    if (!known || known.lastContactAt < it.lastContactAt) best.set(it.memberId, it)
  }
  // Contact is the office's own knowledge: an entry that came says no more than the contact it came with.
  for (const { memberId, lastContactAt, unsent = null } of best.values())
    phones.set(memberId, { memberId, lastHeardAt: lastContactAt, isContact: true, unsent })
  return [...phones.values()].sort(
    (a, b) => compare(a.lastHeardAt, b.lastHeardAt) || compare(a.memberId, b.memberId),
  )
}

export interface Silence {
  phones: Phone[]
  /** Since then none of them has been heard from: the last that was heard of any of them. */
  sinceAt: string
}

/** Those not heard from for half an hour; null when all have been. `now` is an instant by the office's clock. */
export function silentAmong(
  phones: readonly Phone[],
  now: string,
  minutes = SILENT_MINUTES,
): Silence | null {
  const limit = new Date(Date.parse(now) - minutes * 60_000).toISOString()
  const silent = phones.filter(({ lastHeardAt }) => lastHeardAt < limit)
  const last = silent.at(-1)
  return last ? { phones: silent, sinceAt: last.lastHeardAt } : null
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
