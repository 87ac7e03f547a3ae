import type { Held } from '../rows.ts'

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
export const isEntryKind = (kind: string): kind is EntryKind =>
  (entryKinds as readonly string[]).includes(kind)

export interface Entry {
  kind: EntryKind
  id: string
  recordedAt: string
}

/** Who recorded it: the agency it was done for where it says one, else the member. */
const whoOf = (row: Held[EntryKind]): string =>
  'agencyId' in row && row.agencyId ? agencyKey(row.agencyId) : row.byId
const agencyKey = (agencyId: string) => `agency/${agencyId}`

export const isLater = (a: Entry, b: Entry): boolean =>
  a.recordedAt === b.recordedAt ? a.id > b.id : a.recordedAt > b.recordedAt

/**
 * The latest entry of everybody. A new one is compared with one other; only where the latest goes away
 * (an entry that was refused, a plan that is not shared any more) is a whole log looked through.
 */
export class LatestEntries {
  readonly #whose = new Map<string, string>()
  readonly #logs = new Map<string, Map<string, Entry>>()
  readonly #latest = new Map<string, Entry>()

  put(kind: EntryKind, row: Held[EntryKind]): void {
    const who = whoOf(row)
    const entry = { kind, id: row.id, recordedAt: row.recordedAt }
    if (this.#whose.has(row.id)) this.drop(row.id)
    this.#whose.set(row.id, who)
    const log = this.#logs.get(who)
    if (log) log.set(row.id, entry)
    else this.#logs.set(who, new Map([[row.id, entry]]))
    const latest = this.#latest.get(who)
    if (!latest || isLater(entry, latest)) this.#latest.set(who, entry)
  }

  drop(id: string): void {
    const who = this.#whose.get(id)
    if (who === undefined) return
    this.#whose.delete(id)
    const log = this.#logs.get(who)
    log?.delete(id)
    if (this.#latest.get(who)?.id !== id) return
    this.#latest.delete(who)
    for (const entry of log?.values() ?? []) {
      const latest = this.#latest.get(who)
      if (!latest || isLater(entry, latest)) this.#latest.set(who, entry)
    }
  }

  /** The latest that was recorded for an agency, by anybody, or by one of its members. */
  of(agencyId: string, memberIds: readonly string[]): Entry | null {
    return [agencyKey(agencyId), ...memberIds].reduce<Entry | null>((latest, who) => {
      const entry = this.#latest.get(who)
      return entry && (!latest || isLater(entry, latest)) ? entry : latest
    }, null)
  }
}
