import type { Held } from '../rows.ts'
import type { Shelves } from './shelves.ts'

/** Whatever somebody recorded: each says who and when. (A figure of an indicator does not say when.) */
export const entryKinds = [
  'update',
  'barrier',
  'request',
  'note',
  'comment',
  'approval',
  'minute',
  'riskReview',
  'spend',
  'outreach',
  'finding',
  'findingStep',
  'photo',
] as const
export type EntryKind = (typeof entryKinds)[number]
const known: ReadonlySet<string> = new Set(entryKinds)
export const isEntryKind = (kind: string): kind is EntryKind => known.has(kind)

type EntryRow = Held[EntryKind]
export interface Latest {
  kind: EntryKind
  row: EntryRow
}

/** Who recorded it: the agency it was done for where it says one, else the member. */
const whoOf = (row: EntryRow): string =>
  'agencyId' in row && row.agencyId ? agencyKey(row.agencyId) : row.byId
/** No member's id has a slash in it. */
const agencyKey = (agencyId: string) => `agency/${agencyId}`

const isLater = (a: EntryRow, b: EntryRow): boolean =>
  a.recordedAt === b.recordedAt ? a.id > b.id : a.recordedAt > b.recordedAt

/**
 * The latest entry of everybody. A new one is compared with one other, and nothing is kept of the rest.
 * Only where the latest of somebody goes away or becomes another's (an entry that was refused, a plan that
 * is not shared any more) is everything looked through once.
 */
export class LatestEntries {
  readonly #shelves: Shelves
  readonly #latest = new Map<string, Latest>()
  #isLost = false

  constructor(shelves: Shelves) {
    this.#shelves = shelves
  }

  /** A row has come to its shelf, in the place of another, or has left it. */
  moved(kind: EntryKind, before: EntryRow | undefined, now: EntryRow | undefined): void {
    if (before && before !== now)
      this.#isLost ||= this.#latest.get(whoOf(before))?.row.id === before.id
    if (now) this.#compare(kind, now)
  }

  /** The latest that was recorded for an agency, by anybody, or by one of its members. */
  of(agencyId: string, memberIds: readonly string[]): Latest | null {
    if (this.#isLost) this.#lookThrough()
    return [agencyKey(agencyId), ...memberIds].reduce<Latest | null>((latest, who) => {
      const entry = this.#latest.get(who)
      return entry && (!latest || isLater(entry.row, latest.row)) ? entry : latest
    }, null)
  }

  #compare(kind: EntryKind, row: EntryRow) {
    const who = whoOf(row)
    const latest = this.#latest.get(who)
    if (!latest || latest.row.id === row.id || isLater(row, latest.row))
      this.#latest.set(who, { kind, row })
  }

  #lookThrough() {
    this.#latest.clear()
    for (const kind of entryKinds)
      for (const row of this.#shelves[kind].values()) this.#compare(kind, row)
    this.#isLost = false
  }
}
