import type { Held, HeldKind } from '../rows.ts'
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
const isEntryKind = (kind: string): kind is EntryKind =>
  (entryKinds as readonly string[]).includes(kind)

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

const isLater = ({ row: a }: Latest, { row: b }: Latest): boolean =>
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
  moved<K extends HeldKind>(kind: K, before: Held[K] | undefined, now: Held[K] | undefined): void {
    if (!isEntryKind(kind)) return
    const [was, is] = [before, now] as [EntryRow | undefined, EntryRow | undefined]
    if (was && was !== is) this.#isLost ||= this.#latest.get(whoOf(was))?.row.id === was.id
    if (is) this.#compare({ kind, row: is })
  }

  /** The latest that was recorded for an agency, by anybody, or by one of its members. */
  of(agencyId: string, memberIds: readonly string[]): Latest | null {
    if (this.#isLost) this.#lookThrough()
    return [agencyKey(agencyId), ...memberIds].reduce<Latest | null>((latest, who) => {
      const entry = this.#latest.get(who)
      return entry && (!latest || isLater(entry, latest)) ? entry : latest
    }, null)
  }

  #compare(entry: Latest) {
    const who = whoOf(entry.row)
    const latest = this.#latest.get(who)
    if (!latest || latest.row.id === entry.row.id || isLater(entry, latest))
      this.#latest.set(who, entry)
  }

  #lookThrough() {
    this.#latest.clear()
    for (const kind of entryKinds)
      for (const row of this.#shelves[kind].values()) this.#compare({ kind, row })
    this.#isLost = false
  }
}
