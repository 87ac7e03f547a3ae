import PouchDB from 'pouchdb-browser'

/**
 * PouchDB over IndexedDB. Its guide says to put what one sorts by into `_id` and to read by `allDocs`
 * rather than keep a second index, so the list costs it nothing to maintain.
 */
export const pouchdb = {
  form: 'rows',

  open: async (name) => new PouchDB(name, { auto_compaction: false }),

  async load(db, { rows }) {
    const docs = JSON.parse(rows).map((row) => ({ _id: `${row.kind}/${row.at}/${row.id}`, ...row }))
    const answers = await db.bulkDocs(docs)
    const refused = answers.filter(({ error }) => error)
    if (refused.length > 0) throw new Error(`PouchDB refused ${refused.length} rows`)
    return { durable: Promise.resolve() }
  },

  async list(db, kind, limit) {
    const range = { startkey: `${kind}/\uffff`, endkey: `${kind}/`, descending: true }
    const { rows } = await db.allDocs({ ...range, limit, include_docs: true })
    return rows.map(({ doc: { id, at, data } }) => ({ id, at, text: data.note ?? '' }))
  },

  close: (db) => db.close(),
}
