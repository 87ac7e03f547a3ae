import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { Conflict, Cursor, Mutation, Result, Row } from '../../../../shared/sync/protocol.ts'

/** Rows that arrived in bulk, many to a record: one IndexedDB put a row would make a first sync crawl. */
export interface Pack {
  id?: number
  scope: string
  rows: Row[]
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

/** What the person was writing when they stopped, by form. */
export interface Draft {
  id: string
  fields: Record<string, string>
}

export interface Meta {
  deviceId: string
  lastSeq: number
  cursors: Record<string, Cursor>
  contactAt: string | null
}

/**
 * One database for each member of each partnership, so that a second person on the same phone can
 * neither see nor send what the first one left. `static/reset.js` knows these table names.
 */
export class Database extends Dexie {
  declare packs: Table<Pack, number>
  declare rows: Table<Row, string>
  declare outbox: Table<OutboxEntry, number>
  declare attention: Table<AttentionEntry, string>
  declare conflicts: Table<Conflict, string>
  declare drafts: Table<Draft, string>
  declare meta: Table<{ key: keyof Meta; value: Meta[keyof Meta] }, keyof Meta>

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
  }

  async readMeta<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
    return (await this.meta.get(key))?.value as Meta[K] | undefined
  }

  writeMeta = <K extends keyof Meta>(key: K, value: Meta[K]) => this.meta.put({ key, value })
}

export const databaseName = (partnershipId: string, memberId: string) =>
  `patchwork.${partnershipId}.${memberId}`
