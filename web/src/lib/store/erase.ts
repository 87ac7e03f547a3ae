import { deleteDatabase, destroyKey, forgetKey, keyNames, KEYS } from './keys.ts'

/** Said to the other tabs of a store that is being destroyed: close, and leave. */
export const ERASED_MESSAGE = 'erased'

/**
 * Destroys a store, with or without signal. The key goes first: from then on what is stored is
 * noise, even if this tab is killed or another one keeps the database from being deleted.
 */
export async function eraseStore(name: string, idb: IDBFactory = indexedDB): Promise<boolean> {
  await destroyKey(name, idb)
  const channel = new BroadcastChannel(name)
  channel.postMessage(ERASED_MESSAGE)
  channel.close()
  const isGone = await deleteDatabase(name, idb)
  if (isGone) await forgetKey(name, idb)
  return isGone
}

/** Leaves nothing of Patchwork in this browser, whoever it belonged to. */
export async function wipeBrowser() {
  const listed = (await indexedDB.databases?.()) ?? []
  const names = new Set([...listed.map(({ name }) => name ?? ''), ...(await keyNames(indexedDB))])
  const stores = [...names].filter((name) => name.startsWith('patchwork.') && name !== KEYS)
  const areGone = await Promise.all(stores.map((name) => eraseStore(name)))
  // The marks of what is still held by another tab stay, so that it is deleted at the next start.
  if (areGone.every(Boolean)) await deleteDatabase(KEYS, indexedDB)
  if ('caches' in globalThis) {
    for (const name of await caches.keys()) await caches.delete(name)
  }
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(registrations.map((it) => it.unregister()))
  localStorage.clear()
}
