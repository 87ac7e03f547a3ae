import { yardstick } from '../pages/yardstick.ts'
import { aloneIn } from './asks.ts'
import type { Alone } from './asks.ts'
import { dashboardRows, pageOfChanges } from './data.ts'

/** What is timed in the page itself. */
export interface Settled {
  /** From the start until the last that changed in the window, as it is scrolled, had been painted. */
  ms: number
  /** The same of the whole page, which is longer than the window. */
  wholeMs: number
  /** The longest task from the start on; 0 where none took 50 ms. */
  longest: number
  /** How many things of the page changed. */
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

/**
 * The chip that says when it was last in touch changes with every contact, and is no figure; nor is what
 * comes to the end of the page for a moment, as the link that is followed.
 */
const isFigure = ({ target }: MutationRecord) => {
  const element = target instanceof Element ? target : target.parentElement
  return element !== document.body && !element?.closest('a[href="/sync"]')
}

/** What changed at one moment, and when it had been painted. */
interface Change {
  at: number
  of: readonly Element[]
  painted: number
}

/** What has come, or that in which something changed or went; what went to make place for another came. */
function changedIn(records: readonly MutationRecord[]): Element[] {
  const come = new Map<Node, Element[]>()
  for (const { target, addedNodes } of records) {
    const elements = [...addedNodes].filter((it) => it instanceof Element)
    if (elements.length > 0) come.set(target, [...(come.get(target) ?? []), ...elements])
  }
  return records.flatMap(
    ({ target }) =>
      come.get(target) ?? (target instanceof Element ? target : target.parentElement) ?? [],
  )
}
function isInWindow(element: Element) {
  const { top, bottom, width, height } = element.getBoundingClientRect()
  return element.isConnected && width * height > 0 && bottom > 0 && top < innerHeight
}

/** Waits until nothing changes on the page any more. `start` answers when that began which is timed. */
async function settled(start: () => Promise<number>, isThere: () => boolean): Promise<Settled> {
  const tasks: PerformanceEntry[] = []
  const watch = new PerformanceObserver((list) => void tasks.push(...list.getEntries()))
  watch.observe({ entryTypes: ['longtask'] })
  const changes: Change[] = []
  let last = 0
  const look = new MutationObserver((records) => {
    const own = records.filter(isFigure)
    if (own.length === 0) return
    const change = { at: (last = performance.now()), of: changedIn(own), painted: 0 }
    changes.push(change)
    // What a frame asks to be done next is done when that frame has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => (last = change.painted = performance.now())
      port2.postMessage(null)
    })
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
  while (performance.now() - Math.max(there, last) < QUIET_MS) await pause(50)
  look.disconnect()
  watch.disconnect()
  const after = changes.filter(({ at }) => at >= began)
  const longest = tasks
    .filter(({ startTime, duration }) => startTime + duration > began)
    .reduce((most, { duration }) => Math.max(most, duration), 0)
  const end = (of: readonly Change[]) =>
    Math.max(...(of.length > 0 ? of.map(({ painted }) => painted) : [there])) - began
  return {
    ms: end(after.filter(({ of }) => of.some(isInWindow))),
    wholeMs: end(after),
    ...{ longest, changes: after.length },
  }
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
  /** Chooses in the field that a label is of, as a finger does. */
  chosen: (label: string, value: string, href: string) =>
    settled(
      () => {
        const field = [...document.querySelectorAll('label')].find(
          ({ textContent }) => textContent.trim() === label,
        )?.control
        if (!(field instanceof HTMLSelectElement)) throw new Error(`no field is called ${label}`)
        const at = performance.now()
        field.value = value
        field.dispatchEvent(new Event('change', { bubbles: true }))
        return Promise.resolve(at)
      },
      () => location.href.endsWith(href),
    ),
  /** Asks the office for news; timed from the moment they are here. */
  pulled: (words: string) =>
    settled(
      async () => {
        const here = new Promise<number>((resolve) => arrivals.push(resolve))
        dispatchEvent(new Event('online'))
        return here
      },
      () => document.body.textContent.includes(words),
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
