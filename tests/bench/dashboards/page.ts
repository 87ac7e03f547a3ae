import { yardstick } from '../pages/yardstick.ts'
import { aloneIn } from './asks.ts'
import type { Alone } from './asks.ts'
import { dashboardRows, pageOfChanges } from './data.ts'

/** What is timed in the page itself. */
export interface Settled {
  /** From the start until the last that changed on the screen had been painted. */
  ms: number
  /** The longest task from the start on; 0 where none took 50 ms. */
  longest: number
  /** How many things of the screen changed. */
  changes: number
}

const QUIET_MS = 700
const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The moments at which a page of changes was there, before it was read. */
const arrivals: ((at: number) => void)[] = []
const readJson = Response.prototype.json
Response.prototype.json = async function json(this: Response): Promise<unknown> {
  const at = performance.now()
  const body: unknown = await readJson.call(this)
  const isNews =
    typeof body === 'object' &&
    body !== null &&
    'rows' in body &&
    Array.isArray(body.rows) &&
    body.rows.length > 0
  if (isNews) for (const tell of arrivals.splice(0)) tell(at)
  return body
}

/** The chip that says when it was last in touch changes with every contact, and is no figure. */
const isFigure = ({ target }: MutationRecord) => {
  const element = target instanceof Element ? target : target.parentElement
  return !element?.closest('a[href="/sync"]')
}

/** Waits until nothing changes on the screen any more. `start` answers when that began which is timed. */
async function settled(start: () => Promise<number>, isThere: () => boolean): Promise<Settled> {
  const tasks: PerformanceEntry[] = []
  const watch = new PerformanceObserver((list) => void tasks.push(...list.getEntries()))
  watch.observe({ entryTypes: ['longtask'] })
  const changed: number[] = []
  let painted = 0
  const look = new MutationObserver((records) => {
    const own = records.filter(isFigure)
    if (own.length === 0) return
    const now = performance.now()
    changed.push(...own.map(() => now))
    // In the first frame it is laid out, by the second it has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => (painted = performance.now())))
  })
  look.observe(document.body, {
    ...{ childList: true, subtree: true, characterData: true, attributes: true },
  })
  const began = await start()
  while (!isThere()) {
    if (performance.now() - began > 20_000) throw new Error(`never: ${isThere.toString()}`)
    await frame()
  }
  await frame()
  await frame()
  const there = performance.now()
  while (performance.now() - Math.max(there, painted) < QUIET_MS) await pause(50)
  look.disconnect()
  watch.disconnect()
  const after = changed.filter((at) => at >= began)
  const longest = tasks
    .filter(({ startTime, duration }) => startTime + duration > began)
    .reduce((most, { duration }) => Math.max(most, duration), 0)
  const end = after.length > 0 ? Math.max(painted, there) : there
  return { ms: end - began, longest, changes: after.length }
}

/** Goes where a link leads, as a finger on it does. */
function follow(href: string) {
  const link = document.createElement('a')
  link.href = href
  document.body.appendChild(link)
  link.click()
  link.remove()
}

const dashBench = {
  yardstick,
  opened: (href: string, selector: string) =>
    settled(
      () => {
        const at = performance.now()
        follow(href)
        return Promise.resolve(at)
      },
      () => document.querySelector(selector) !== null && location.href.endsWith(href),
    ),
  /** Asks the office for news; timed from the moment they are here. */
  pulled: (words: string | null) =>
    settled(
      async () => {
        const here = new Promise<number>((resolve) => arrivals.push(resolve))
        dispatchEvent(new Event('online'))
        return here
      },
      () => words === null || document.body.textContent.includes(words),
    ),
  alone(today: string, round: number): Alone {
    const clock = <T>(work: () => T): [number, T] => {
      const from = performance.now()
      const done = work()
      return [performance.now() - from, done]
    }
    return aloneIn(clock, dashboardRows(today), pageOfChanges(today, round), today)[0]
  },
}
declare global {
  interface Window {
    dashBench: typeof dashBench
  }
}
window.dashBench = dashBench
