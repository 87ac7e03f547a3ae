import type { Page } from '@playwright/test'

/**
 * Everything that this browser keeps for the site, as one text: what somebody who finds the phone
 * could read with the developer's tools. Bytes are read as UTF-8, so words that were not sealed show.
 */
export const readLeftovers = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
    ]
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const say = (_key: string, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name))
      for (const table of db.objectStoreNames) {
        const rows = await done(db.transaction(table).objectStore(table).getAll())
        found.push(`${name} ${table} ${rows.length} rows ${JSON.stringify(rows, say)}`)
      }
      db.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const asked of await cache.keys()) {
        found.push(`${asked.url} ${(await (await cache.match(asked))?.text()) ?? ''}`)
      }
    }
    return found.join('\n')
  })
