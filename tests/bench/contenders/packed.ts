import type { Row } from '../../../shared/sync/protocol.ts'
import type { Contender } from './contract.ts'
import { newestFirst } from './newestFirst.ts'

/**
 * The floor: no engine at all. The rows, packed 500 to a record, go into IndexedDB in one transaction and
 * stay in memory for the list. No scopes, no cursor, no versions, nothing pending, one tab.
 */
const PACK_ROWS = 500
const TABLE = 'packs'

interface Packed {
  db: IDBDatabase
  rows: Kept[]
}
type Kept = Row & { at: string }

interface Way {
  durability: IDBTransactionDurability
  pack: (rows: Kept[]) => Promise<unknown>
  unpack: (record: unknown) => Promise<Kept[]>
}

const answered = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const floor = ({ durability, pack, unpack }: Way): Contender<Packed> => ({
  form: 'rows',

  async open(name) {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE)
    const db = await answered(opening)
    const records = await answered(db.transaction(TABLE).objectStore(TABLE).getAll())
    return { db, rows: (await Promise.all(records.map(unpack))).flat() }
  },

  async load(handle, { rows: text }) {
    const rows = JSON.parse(text) as Kept[]
    const packs: Promise<unknown>[] = []
    for (let at = 0; at < rows.length; at += PACK_ROWS) {
      packs.push(pack(rows.slice(at, at + PACK_ROWS)))
    }
    const records = await Promise.all(packs)
    const change = handle.db.transaction(TABLE, 'readwrite', { durability })
    records.forEach((record, at) => change.objectStore(TABLE).put(record, at))
    await new Promise<void>((resolve, reject) => {
      change.oncomplete = () => resolve()
      change.onabort = () => reject(change.error)
    })
    handle.rows = rows
    return { durable: Promise.resolve() }
  },

  list: async ({ rows }, wanted, count) =>
    newestFirst(
      rows
        .filter(({ kind }) => kind === wanted)
        .map(({ id, at, data }) => ({ id, at, text: (data as { note?: string }).note ?? '' })),
      count,
    ),

  close: async ({ db }) => db.close(),
})

export const packed = floor({
  durability: 'relaxed',
  pack: async (rows) => JSON.stringify(rows),
  unpack: async (record) => JSON.parse(record as string) as Kept[],
})

/** The floor for somebody who also has to seal what is kept, and to know that it is on the disk. */
const key = crypto.subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, [
  'encrypt',
  'decrypt',
])
interface Box {
  iv: Uint8Array<ArrayBuffer>
  words: ArrayBuffer
}
export const sealed = floor({
  durability: 'strict',
  async pack(rows) {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(rows))
    return { iv, words: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, plain) }
  },
  async unpack(record) {
    const { iv, words } = record as Box
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key, words)
    return JSON.parse(new TextDecoder().decode(plain)) as Kept[]
  },
})
