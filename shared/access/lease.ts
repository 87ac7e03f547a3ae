/** Where a partnership has not set it. */
export const LEASE_DAYS = 14

const DAY_MS = 24 * 60 * 60 * 1000

/** What a phone knows of its last contact, in its own clock's instants. */
export interface Contact {
  /** Null when there was none yet: such a phone holds nothing that could be shown. */
  contactAt: string | null
  /** The latest time this phone's clock has shown since: winding the clock back wins no days. */
  seenAt: string | null
  leaseDays: number
}

/**
 * Whether a phone has been out of touch for so long that it must show nothing. A lost phone cannot be
 * told to wipe itself; this is what protects what is on it. Only the phone's own instants are compared,
 * so neither a clock that is years wrong nor the clocks going forward or back changes the days.
 */
export function isLeaseOver({ contactAt, seenAt, leaseDays }: Contact, now: Date): boolean {
  if (contactAt === null) return false
  const contact = Date.parse(contactAt)
  const latest = Math.max(now.getTime(), Date.parse(seenAt ?? contactAt))
  // Said this way round, an instant that cannot be read locks rather than opens.
  return !(latest - contact < leaseDays * DAY_MS)
}
