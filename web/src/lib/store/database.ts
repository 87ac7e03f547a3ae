import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { Cursor, Mutation, Result, Row } from '../../../../shared/sync/protocol.ts'
import type { Sealed, Vault } from './vault.ts'

/*
 * What stands in the tables. Words are sealed; ids, scopes, numbers and times, by which records are
 * found, are not. The name each seal is bound to is beside its table.
 */

/** Rows that arrived in bulk, many to a record: one IndexedDB put a row would make a first sync crawl. */
export interface Pack {
  id?: number
  scope: string
  sealed: Sealed
}

export interface KeptRow {
  id: string
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
  rowId: string
  sealed: Sealed
}

/** What the person was writing when they stopped, by form. */
export interface Draft {
  id: string
  sealed: Sealed
}

export const sealNames = {
  pack: (scope: string) => `pack ${scope}`,
  row: ({ scope, id }: { scope: string; id: string }) => `row ${scope} ${id}`,
  /** In the outbox and in Needs attention alike. */
  mutation: (mid: string) => `mutation ${mid}`,
  said: (mid: string) => `said ${mid}`,
  conflict: (id: string) => `conflict ${id}`,
  draft: (id: string) => `draft ${id}`,
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
  /** How far the scopes held have been brought. Without it the next contact fetches everything. */
  at: Cursor
  /** The scopes held whole. */
  held: string[]
  contactAt: string
  /** The latest time this phone's clock has shown since that contact. */
  seenAt: string
  leaseDays: number
}

/**
 * One database for each member of each partnership, so that a second person on the same phone can
 * neither see nor send what the first one left. `static/reset.js` knows these table names.
 */
export class Database extends Dexie {
  declare packs: Table<Pack, number>
  declare rows: Table<KeptRow, string>
  declare outbox: Table<KeptEntry, number>
  declare attention: Table<KeptRefusal, string>
  declare conflicts: Table<KeptConflict, string>
  declare drafts: Table<Draft, string>
  declare meta: Table<{ key: keyof Meta; value: Meta[keyof Meta] }, keyof Meta>
  /** Given when the store is opened, before anything is read. */
  vault!: Vault

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

  async sealRows(rows: readonly Row[]): Promise<KeptRow[]> {
    return Promise.all(
      rows.map(async (row) => {
        const { id, scope } = row
        return { id, scope, sealed: await this.vault.seal(sealNames.row(row), row) }
      }),
    )
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
