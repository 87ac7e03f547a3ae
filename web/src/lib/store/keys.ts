/**
 * One key a store, in a database apart from what it seals: without the key a store is noise. Keys
 * cannot be read out, only used; destroying one is the quick and sure part of erasing a store.
 */
export const KEYS = 'patchwork.keys'
const TABLE = 'keys'

/** Stands in a key's place from the moment it is destroyed until its database is gone too. */
const ERASED = 'erased'
const PATIENCE_MS = 3_000
type Kept = CryptoKey | typeof ERASED | undefined

/** Resolves only when what `work` wrote is on the disk. */
async function inKeys<T>(
  idb: IDBFactory,
  mode: 'readonly' | 'readwrite',
  work: (keys: IDBObjectStore) => IDBRequest<T>,
) {
  const opening = idb.open(KEYS, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE)
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error ?? new Error('the keys do not open'))
  })
  try {
    const change = db.transaction(TABLE, mode, { durability: 'strict' })
    const request = work(change.objectStore(TABLE))
    await new Promise<void>((resolve, reject) => {
      change.oncomplete = () => resolve()
      change.onabort = () => reject(change.error ?? new Error('the key could not be kept'))
    })
    return request.result
  } finally {
    db.close()
  }
}

/** Replaces what stands under a name in one transaction, so that two tabs never work with two keys. */
async function replace(name: string, idb: IDBFactory, next: (kept: Kept) => Kept): Promise<Kept> {
  let now: Kept
  await inKeys(idb, 'readwrite', (keys) => {
    const request: IDBRequest<Kept> = keys.get(name)
    request.onsuccess = () => {
      now = next(request.result)
      if (now === undefined) keys.delete(name)
      else if (now !== request.result) keys.put(now, name)
    }
    return request
  })
  return now
}

/** The key of a store, made when there is none. An erasure that was cut short is finished first. */
export async function keyOf(name: string, idb: IDBFactory): Promise<CryptoKey> {
  const kept = await inKeys<Kept>(idb, 'readonly', (keys) => keys.get(name))
  if (kept && kept !== ERASED) return kept
  if (kept) await deleteDatabase(name, idb)
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  return (await replace(name, idb, (it) => (it && it !== ERASED ? it : fresh))) as CryptoKey
}

/** The key of a store that is here; null when there is none, or it is being erased. Makes none. */
export async function keptKeyOf(name: string, idb: IDBFactory): Promise<CryptoKey | null> {
  const kept = await replace(name, idb, (it) => it)
  return kept && kept !== ERASED ? kept : null
}

export const destroyKey = (name: string, idb: IDBFactory) => replace(name, idb, () => ERASED)

/** After the database has gone. A key made meanwhile belongs to a new store and stays. */
export const forgetKey = (name: string, idb: IDBFactory) =>
  replace(name, idb, (it) => (it === ERASED ? undefined : it))

/** Every store that has a key here, or had one. */
export const keyNames = (idb: IDBFactory) =>
  inKeys(idb, 'readonly', (keys) => keys.getAllKeys()) as Promise<string[]>

/** False when another tab, perhaps a frozen one, holds the database: it goes when that tab does. */
export const deleteDatabase = (name: string, idb: IDBFactory) =>
  new Promise<boolean>((resolve, reject) => {
    const request = idb.deleteDatabase(name)
    request.onsuccess = () => resolve(true)
    request.onblocked = () => resolve(false)
    // Behind another deletion that is blocked, this one hears nothing at all.
    setTimeout(() => resolve(false), PATIENCE_MS)
    request.onerror = () => reject(request.error ?? new Error(`${name} could not be deleted`))
  })
