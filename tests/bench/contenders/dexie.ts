import Dexie from 'dexie'
import type { Table } from 'dexie'
import type { Row } from '../../../shared/sync/protocol.ts'
import type { Contender } from './contract.ts'

type Kept = Row & { at: string }
type Rows = Dexie & { rows: Table<Kept, string> }

/** A row to a record and four indexes beside the key, as an app would have to find its rows by. */
export const dexie: Contender<Rows> = {
  form: 'rows',

  async open(name) {
    const db = new Dexie(name) as Rows
    db.version(1).stores({ rows: 'id, kind, scope, version, [kind+at]' })
    await db.open()
    return db
  },

  async load({ rows }, { rows: text }) {
    await rows.bulkPut(JSON.parse(text) as Kept[])
    return { durable: Promise.resolve() }
  },

  async list({ rows }, kind, count) {
    const range = rows.where('[kind+at]').between([kind, Dexie.minKey], [kind, Dexie.maxKey])
    const found = await range.reverse().limit(count).toArray()
    return found.map(({ id, at, data }) => ({
      id,
      at,
      text: (data as { note?: string }).note ?? '',
    }))
  },

  close: async (db) => db.close(),
}
