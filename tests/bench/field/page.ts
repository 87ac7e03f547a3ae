/** What is watched in the page itself. All times in ms. */

/** From the moment the finger left the glass. */
export interface Tapped {
  /** Until the page was told of the tap at all. */
  heard: number
  /** Until the words that say so stand in the page. */
  saved: number
  /** Until the transaction that keeps it had completed, on a disk that was told to wait for it. */
  durable: number
  /** Until the frame with the words was done. */
  painted: number
  longest: number
  /** A bare write a moment before. */
  bare: number
}

export interface Frames {
  /** Between one frame and the next. */
  gaps: number[]
  longest: number
  scrolledPx: number
}

let liftedAt = 0
let keptAt = 0
let heardAt = 0
addEventListener('pointerup', ({ timeStamp }) => (liftedAt = timeStamp), { capture: true })

addEventListener('click', () => (heardAt = performance.now()), { capture: true })

const { transaction } = IDBDatabase.prototype
IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
  const it = transaction.call(this, names, mode, options)
  const stores = typeof names === 'string' ? [names] : [...names]
  // Of what is open to writing, only what a verb queues has no rows in it.
  if (mode === 'readwrite' && stores.includes('outbox') && !stores.includes('packs'))
    it.addEventListener('complete', () => (keptAt = performance.now()))
  return it
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

function longTasks() {
  let longest = 0
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  watch.observe({ entryTypes: ['longtask'] })
  return {
    stop: async () => {
      // The browser tells of a task a moment after it.
      await new Promise((resolve) => setTimeout(resolve, 200))
      watch.disconnect()
      return longest
    },
  }
}

/** Waits for a tap that is to bring these words. Ask before it is made. */
function untilSaid(words: string): Promise<Omit<Tapped, 'bare'>> {
  const isSaid = () =>
    [...document.querySelectorAll('main [role=status]')].some((it) =>
      it.textContent.includes(words),
    )
  if (isSaid()) throw new Error(`it says ${words} before the tap`)
  const tasks = longTasks()
  const before = liftedAt
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`never said ${words}`)), 20_000)
    const look = async () => {
      if (liftedAt === before || !isSaid()) return
      watch.disconnect()
      clearTimeout(timer)
      const saved = performance.now() - liftedAt
      const [heard, durable] = [heardAt - liftedAt, keptAt - liftedAt]
      await frame()
      await new Promise((after) => setTimeout(after))
      const painted = performance.now() - liftedAt
      resolve({ heard, saved, durable, painted, longest: await tasks.stop() })
    }
    const watch = new MutationObserver(() => void look())
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}

/** Records frames until they are asked for. */
function recordFrames(): () => Promise<Frames> {
  const tasks = longTasks()
  const gaps: number[] = []
  const from = scrollY
  let isOver = false
  let before = 0
  const next = (now: number) => {
    if (before > 0) gaps.push(now - before)
    before = now
    if (!isOver) requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  return async () => {
    isOver = true
    const scrolledPx = scrollY - from
    return { gaps, scrolledPx, longest: await tasks.stop() }
  }
}

const openFloor = () =>
  new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('floor')
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore('floor', { autoIncrement: true })
    opening.onsuccess = () => resolve(opening.result)
  })

let floor: Promise<IDBDatabase> | null = null

/**
 * The least that any way of keeping an entry must do: half a kilobyte put on the disk, and waited for. It says how free the
 * machine is at this moment.
 */
async function bareWrite(): Promise<number> {
  const db = await (floor ??= openFloor())
  const start = performance.now()
  const writing = db.transaction('floor', 'readwrite', { durability: 'strict' })
  writing.objectStore('floor').put({ sealed: new Uint8Array(512) })
  await new Promise((resolve) => (writing.oncomplete = resolve))
  return performance.now() - start
}

const fieldBench = { untilSaid, recordFrames, bareWrite }
declare global {
  interface Window {
    fieldBench: typeof fieldBench
    benchTap: Promise<Omit<Tapped, 'bare'>>
    benchFrames: () => Promise<Frames>
    benchFile: File
  }
}
window.fieldBench = fieldBench
