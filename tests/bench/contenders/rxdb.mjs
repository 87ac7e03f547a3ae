import { createRxDatabase } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

const text = (maxLength) => ({ type: 'string', maxLength })
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(80),
    kind: text(20),
    scope: text(100),
    version: { type: 'number', minimum: 0, maximum: 1e9, multipleOf: 1 },
    deleted: { type: 'boolean' },
    at: text(30),
    data: { type: 'object' },
  },
  required: ['id', 'kind', 'scope', 'version', 'deleted', 'at', 'data'],
  indexes: ['kind', 'scope', 'version', ['kind', 'at']],
}

/** RxDB over its Dexie storage, the free one, with the same four indexes. One tab: no broadcasting. */
export const rxdb = {
  form: 'rows',

  async open(name) {
    const db = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false })
    await db.addCollections({ rows: { schema } })
    return db
  },

  async load(db, { rows }) {
    const { error } = await db.rows.bulkInsert(JSON.parse(rows))
    if (error.length > 0) throw new Error(`RxDB refused ${error.length} rows`)
    return { durable: Promise.resolve() }
  },

  async list(db, kind, count) {
    const query = {
      selector: { kind },
      sort: [{ at: 'desc' }],
      limit: count,
      index: ['kind', 'at'],
    }
    const found = await db.rows.find(query).exec()
    return found.map(({ id, at, data }) => ({ id, at, text: data.note ?? '' }))
  },

  close: (db) => db.close(),
}
