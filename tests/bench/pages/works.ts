import { patchwork, handing } from '../contenders/patchwork.ts'
import { District } from '../data/district.ts'
import { changePage, headOf, LIST_ROWS, LISTED, parcelOf } from '../data/pages.ts'
import type { As } from '../../../shared/sync/protocol.ts'
import { Database, databaseName } from '../../../web/src/lib/store/database.ts'
import { Store } from '../../../web/src/lib/store/store.ts'
import { tabHost } from '../../../web/src/lib/sync/host.ts'
import { api } from '../../../web/src/lib/api.ts'
import { httpTransport } from '../../../web/src/lib/sync/http.ts'
import { Loop } from '../../../web/src/lib/sync/loop.ts'
import { Poke } from '../../../web/src/lib/sync/poke.ts'
import { pullAll } from '../../../web/src/lib/sync/pull.ts'
import { pause } from './harness.ts'
import { draw, painted } from './screen.ts'
import { yardstick } from './yardstick.ts'

/*
 * What only Patchwork is timed at, on the store itself and with a screen that follows it.
 */

/** Redraws the list in the frame after a change, as a screen does. Answers how often it has. */
function follow(store: Store, kind = LISTED) {
  const seen = { drawn: 0 }
  let isDue = false
  const redraw = async () => {
    isDue = false
    draw(await patchwork.list(store, kind, LIST_ROWS))
    seen.drawn++
  }
  const stop = store.subscribe((kinds) => {
    if (isDue || !(kinds.has(kind) || kinds.has('*'))) return
    isDue = true
    requestAnimationFrame(() => void redraw())
  })
  return { seen, stop }
}

export interface Taps {
  yardstickMs: number
  taps: number[]
  /** One strict write of as many bytes to a table of its own, between taps: what the disk takes. */
  writes: number[]
}

/** Records updates one by one with `pending` waiting already; times each until it is durable. */
export async function tapAndKeep(
  name: string,
  rows: number,
  pending: number,
  count: number,
): Promise<Taps> {
  const district = new District(rows)
  const store = (await patchwork.open(name)) as Store
  const { stop } = follow(store)
  await store.write(
    Array.from({ length: pending }, () => ({
      op: 'create',
      kind: LISTED,
      ...district.newUpdate(),
    })),
  )
  if (store.outbox.length < pending) throw new Error('the outbox is not full')
  const disk = await openDisk(`${name}.disk`)
  const found: Taps = { yardstickMs: yardstick(), taps: [], writes: [] }
  for (let n = 0; n < count; n++) {
    const { id, entry } = district.newUpdate()
    await pause(30)
    found.taps.push(await timed(() => store.create(LISTED, id, entry)))
    await pause(30)
    found.writes.push(await timed(() => writeTo(disk, n, JSON.stringify(entry))))
  }
  stop()
  disk.close()
  store.close()
  return found
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const openDisk = (name: string) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('writes')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })

const writeTo = (db: IDBDatabase, key: number, value: string) =>
  new Promise<void>((resolve, reject) => {
    const change = db.transaction('writes', 'readwrite', { durability: 'strict' })
    change.objectStore('writes').put(value, key)
    change.oncomplete = () => resolve()
    change.onabort = () => reject(change.error)
  })

let open: { store: Store; texts: string[]; seen: { drawn: number } } | null = null

/** Opens a full store with a screen over it, and holds pages of changes ready as text. */
export async function followPages(name: string, rows: number, changes: number, pages: number) {
  const district = new District(rows)
  const head = headOf(district.rows)
  const texts = Array.from({ length: pages }, (_, at) =>
    JSON.stringify(changePage(district, changes, head + 1 + at)),
  )
  const store = (await patchwork.open(name)) as Store
  const { seen } = follow(store)
  draw(await patchwork.list(store, LISTED, LIST_ROWS))
  await painted()
  open = { store, texts, seen }
  return yardstick()
}

/** Takes the next page in and waits until the screen shows it. */
export async function takePage(): Promise<number> {
  if (!open) throw new Error('no store is open')
  const { store, texts, seen } = open
  const start = performance.now()
  const { drawn } = seen
  await pullAll(store, handing([texts.shift() as string]))
  while (seen.drawn === drawn) await painted()
  await painted()
  return performance.now() - start
}

/** Waits as long, frame by frame, and does nothing else. */
export async function idle(ms: number): Promise<number> {
  const start = performance.now()
  while (performance.now() - start < ms) await painted()
  return performance.now() - start
}

export interface Long {
  yardstickMs: number
  firstPageMs: number
  allMs: number
  longTasks: number[]
}

/** A first sync of very many rows: when the first list is there, and whether a task held up the screen. */
export async function longSync(name: string, rows: number, firstKind: string): Promise<Long> {
  const district = new District(rows)
  const { pages } = parcelOf(district)
  const store = (await patchwork.open(name)) as Store
  const { seen, stop } = follow(store, firstKind)
  await pause(2_000)
  const yardstickMs = yardstick()
  await pause(500)
  const longTasks: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const start = performance.now()
  let firstPageMs = 0
  const first = (async () => {
    while (seen.drawn === 0 || document.querySelectorAll('li').length < LIST_ROWS) await painted()
    firstPageMs = performance.now() - start
  })()
  await pullAll(store, handing(pages))
  const allMs = performance.now() - start
  await first
  await pause(200)
  observer.disconnect()
  stop()
  const held = [...store.view.bases()].length
  if (held !== rows) throw new Error(`${held} of ${rows} rows have come`)
  store.close()
  return { yardstickMs, firstPageMs, allMs, longTasks }
}

let phone: { store: Store; poke: Poke } | null = null

/** The app without its screens, at a real worker: store, loop and poke as the shell puts them together. */
export async function join(as: As) {
  const db = new Database(databaseName(as.partnershipId, as.memberId))
  const world = { now: () => new Date(), newId: () => crypto.randomUUID() }
  const store = await Store.open(db, world, { as })
  const poke = new Poke(tabHost)
  const listeners = { onState: () => undefined, onOrder: async () => undefined }
  const loop = new Loop(
    store,
    httpTransport(() => Promise.resolve(api.sync)),
    listeners,
    tabHost,
    { isLive: () => poke.isOpen },
  )
  follow(store)
  loop.start()
  poke.start(loop.wake)
  while (store.contactAt === null || store.isFilling || !poke.isOpen) await pause(50)
  await loop.quiet()
  phone = { store, poke }
  return [...store.view.bases()].length
}

/** A tap: answers when it was, by the clock that both pages share. */
export async function record(id: string, entry: unknown): Promise<number> {
  const at = performance.timeOrigin + performance.now()
  await phone?.store.create(LISTED, id, entry as never)
  return at
}

/** When the list on screen showed that entry. */
export async function shownAt(id: string): Promise<number> {
  while (!document.getElementById(id)) await painted()
  await painted()
  return performance.timeOrigin + performance.now()
}

/** Whether the worker says by itself when there is news, or is asked every few seconds. */
export const isLive = () => phone?.poke.isOpen ?? false
