import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { Cursor, Filling, Mutation, Result } from '../../../../shared/sync/protocol.ts'
import type { Sealed, Sealer } from './vault.ts'

/*
 * What stands in the tables. Words are sealed; ids, scopes, numbers and times, by which records are
 * found, are not. The name each seal is bound to is beside its table.
 */

/**
 * The server's rows, as a log: what one page brought of one scope is one record, however many rows that
 * is, because a put for each row would make a first sync crawl. Of a row that stands in several, the
 * highest version counts, and of equal ones the latest record. `fold` makes few of many.
 */
export interface Pack {
  id?: number
  scope: string
  sealed: Sealed
}

/** The number is not sealed with the mutation: it is allotted in the transaction that keeps it. */
export interface KeptEntry {
  seq: number
  mid: string
  sealed: Sealed
  savedAt: string
  result?: Result
  /** Set when it was answered under a device id that this browser has since given up. */
  sentAs?: string
}

/**
 * Work that the office has acknowledged and that has come back. It is kept for as long as the office
 * might be restored to a time before it, and then offered again.
 */
export interface KeptAnswered {
  mid: string
  seq: number
  deviceId: string
  sealed: Sealed
  savedAt: string
  at: string
}

/** The entry as it stood in the outbox, and what the server said, which may quote it. */
export interface KeptRefusal {
  mid: string
  seq: number
  sealed: Sealed
  said: Sealed
  at: string
}

export interface KeptConflict {
  id: string
  scope: string
  sealed: Sealed
}

/** What the person was writing when they stopped, by form. */
export interface Draft {
  id: string
  sealed: Sealed
}

/**
 * A photo of this phone's own whose bytes the office does not have yet. While no row says so it is part of a
 * form that has not been saved; then it waits to be sent. It goes once the office has the bytes.
 */
export interface OwnPhoto {
  /** The id that its row has, or will have. */
  id: string
  ofId: string
  hash: string
  bytes: number
  widthPx: number
  heightPx: number
  takenAt: string
  /** How much of it the office has said that it has. */
  sentBytes: number
  /** Why the office will not have it. */
  fault?: string
}

/** The bytes of a photo, own or fetched, and a small one of it: under `HASH` and `HASH small`. */
export interface KeptPicture {
  name: string
  /** Of the row it was last kept for, so that it leaves with that scope; empty while that is not known. */
  scope: string
  sealed: Sealed
  /** When it was kept or last looked at. */
  at: string
  /** An index of its own, so that what they take up is added up without reading them. */
  bytes: number
}

export const sealNames = {
  pack: (scope: string) => `pack ${scope}`,
  /** In the outbox, in the journal and in Needs attention alike. */
  mutation: (mid: string) => `mutation ${mid}`,
  said: (mid: string) => `said ${mid}`,
  conflict: (id: string) => `conflict ${id}`,
  draft: (id: string) => `draft ${id}`,
  picture: (name: string) => `picture ${name}`,
}

/** Work done here that has not come back yet. */
export interface OutboxEntry {
  seq: number
  mutation: Mutation
  savedAt: string
  /** What the server said; the entry stays until its effect has been pulled. */
  result?: Result
}

/** Work the server refused. It stays here, whole, until the person decides. */
export interface AttentionEntry {
  mid: string
  mutation: Mutation
  result: Result
  at: string
}

export interface Meta {
  deviceId: string
  lastSeq: number
  /** The highest number the office has answered. If it knows less of this device, it was restored. */
  answeredTo: number
  /** Up to this number work was written before the office was restored to an earlier time. */
  staleTo: number
  /** How far the scopes held have been brought. Without it the next contact fetches everything. */
  at: Cursor
  /**
   * The newest version that the office told of, in a page or in answer to what was sent: everything here
   * is of the history that led to it. If the office does not know it, it was restored.
   */
  seen: Cursor
  /** The scopes held whole. */
  held: string[]
  /** Set while a first sync goes on: what is here is shown, and the rest follows from this place. */
  filling: Filling
  /** Goes up when packs are taken away or put together: another tab then reads all of them again. */
  era: number
  /** When this phone's rows were last compared with the office's. */
  checkedAt: string
  /** What such a comparison has put right, the latest last. */
  repairs: Repair[]
  contactAt: string
  /** The latest time this phone's clock has shown since that contact. */
  seenAt: string
  leaseDays: number
  /** Seconds that this phone's clock was ahead of the office's at that contact; below 0, behind. */
  aheadS: number
  /** The browser has cleared what was kept here before this store. */
  evictedAt: string
  /** What the office last knew of the store that was cleared. */
  formerly: { unsent: number; lastContactAt: string }
}

export interface Repair {
  at: string
  rows: number
}

/**
 * One database for each member of each partnership, so that a second person on the same phone can
 * neither see nor send what the first one left. `static/reset.js` knows these table names.
 */
export class Database extends Dexie {
  declare packs: Table<Pack, number>
  declare outbox: Table<KeptEntry, number>
  declare journal: Table<KeptAnswered, string>
  declare attention: Table<KeptRefusal, string>
  declare conflicts: Table<KeptConflict, string>
  declare drafts: Table<Draft, string>
  declare photos: Table<OwnPhoto, string>
  declare pictures: Table<KeptPicture, string>
  declare meta: Table<{ key: keyof Meta; value: Meta[keyof Meta] }, keyof Meta>
  /** Given when the store is opened, before anything is read. */
  vault!: Sealer

  constructor(name: string, options: ConstructorParameters<typeof Dexie>[1] = {}) {
    // Strict: "saved on this phone" must survive a battery pulled out a moment later.
    super(name, { chromeTransactionDurability: 'strict', ...options })
    this.version(1).stores({
      packs: '++id, scope',
      rows: 'id, scope',
      outbox: 'seq',
      attention: 'mid',
      conflicts: 'id',
      drafts: 'id',
      meta: 'key',
    })
    // Rows of their own are no more. What the office has too is fetched again; own work stays.
    this.version(2)
      .stores({ rows: null, journal: 'mid, at', conflicts: 'id, scope' })
      .upgrade(async (change) => {
        await change.table('packs').clear()
        await change.table('conflicts').clear()
        await change.table('meta').bulkDelete(['at', 'held'])
      })
    this.version(3).stores({ photos: 'id, ofId', pictures: 'name, scope, at, bytes' })
    // Dexie would open it again at the next read, and so make an erased store anew.
    this.on('versionchange', ({ newVersion }) => {
      if (newVersion !== null) return true
      this.close()
      return false
    })
  }

  async readMeta<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
    return (await this.meta.get(key))?.value as Meta[K] | undefined
  }

  writeMeta = <K extends keyof Meta>(key: K, value: Meta[K]) => this.meta.put({ key, value })

  async allMeta(): Promise<Partial<Meta>> {
    return Object.fromEntries((await this.meta.toArray()).map(({ key, value }) => [key, value]))
  }

  async keepDraft(id: string, fields: Record<string, string>) {
    await this.drafts.put({ id, sealed: await this.vault.seal(sealNames.draft(id), fields) })
  }

  async recallDraft(id: string): Promise<Record<string, string> | 'unreadable' | undefined> {
    const draft = await this.drafts.get(id)
    if (!draft) return undefined
    const fields = await this.vault.open(sealNames.draft(id), draft.sealed)
    return (fields as Record<string, string> | undefined) ?? 'unreadable'
  }
}

export const databaseName = (partnershipId: string, memberId: string) =>
  `patchwork.${partnershipId}.${memberId}`
