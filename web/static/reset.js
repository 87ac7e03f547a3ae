// Repairs a broken client without any of its code: the app's caches and service worker go, and so
// do the rows that the server has too. The outbox, the journal, Needs attention, drafts, photos, the keys that
// open them and the device's own numbers stay. The table names are those of
// src/lib/store/database.ts.
const fetched = ['packs', 'conflicts']

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('another tab has Patchwork open; close it first'))
  })

const stores = async () =>
  (await indexedDB.databases())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('patchwork.') && name !== 'patchwork.keys')

async function inStore(name, work) {
  const db = await done(indexedDB.open(name))
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

async function countUnsent() {
  let unsent = 0
  for (const name of await stores()) {
    unsent += await inStore(name, (db) =>
      db.objectStoreNames.contains('outbox')
        ? done(db.transaction('outbox').objectStore('outbox').count())
        : 0,
    )
  }
  return unsent
}

const forgetFetched = (db) =>
  new Promise((resolve, reject) => {
    const names = [...fetched, 'meta'].filter((name) => db.objectStoreNames.contains(name))
    if (names.length === 0) return resolve()
    const change = db.transaction(names, 'readwrite', { durability: 'strict' })
    for (const name of names) {
      const table = change.objectStore(name)
      // Of meta only the cursor goes: without it the next contact fetches everything again.
      if (name === 'meta') for (const key of ['at', 'held', 'filling']) table.delete(key)
      else table.clear()
    }
    change.oncomplete = () => resolve()
    change.onabort = () => reject(change.error)
  })

async function repair() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    await registration.unregister()
  }
  for (const name of await caches.keys()) await caches.delete(name)
  for (const name of await stores()) await inStore(name, forgetFetched)
}

const outcome = document.getElementById('outcome')
countUnsent()
  .then((unsent) => {
    document.getElementById('count').textContent =
      unsent === 0 ? 'Nothing waits to be sent.' : `${unsent} waiting to be sent: kept.`
  })
  .catch((error) => (outcome.textContent = `Could not look: ${error.message}`))

document.getElementById('repair').addEventListener('click', async () => {
  outcome.textContent = 'Repairing …'
  try {
    await repair()
    outcome.textContent = 'Repaired. Go back to My patch while you have signal.'
  } catch (error) {
    outcome.textContent = `Not repaired: ${error.message}`
  }
})
