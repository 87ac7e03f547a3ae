import type { Contender } from '../contenders/contract.ts'
import { LISTED, LIST_ROWS } from '../data/pages.ts'
import type { Parcel } from '../data/pages.ts'
import { draw, painted, shownIds } from './screen.ts'
import { yardstick } from './yardstick.ts'

export interface First {
  yardstickMs: number
  /** The list is in the document. */
  listedMs: number
  /** … and two frames have passed. */
  shownMs: number
  durableMs: number
}

export interface Cold {
  yardstickMs: number
  /** All since the navigation began: the script's first line, … */
  scriptMs: number
  /** … the database open and read as far as it is, … */
  openedMs: number
  /** … and the list there, two frames later. */
  shownMs: number
  listed: number
}

/**
 * What the page of each contender offers the runner. With `?cold=NAME` it opens that database at once, as an app
 * does when it is started, and shows what it holds.
 */
export function harness<H>(contender: Contender<H>) {
  const { form, open, load, list, close } = contender
  const show = async (handle: H) => draw(await list(handle, LISTED, LIST_ROWS))
  let kept: H | null = null

  async function first(name: string, count: number): Promise<First> {
    const parcel = await fetchParcel(count, form)
    const yardstickMs = yardstick()
    const handle = await open(name)
    await pause(300)
    const start = performance.now()
    const { durable } = await load(handle, parcel)
    const loadedMs = performance.now() - start
    await show(handle)
    const listedMs = performance.now() - start
    await painted()
    const shownMs = performance.now() - start
    const lastMs = await durable
    expectList(parcel.expected)
    await close(handle)
    const durableMs = typeof lastMs === 'number' ? lastMs - start : loadedMs
    return { yardstickMs, listedMs, shownMs, durableMs }
  }

  /** Fills a database for a later cold open. */
  async function fill(name: string, count: number) {
    const handle = await open(name)
    const { durable } = await load(handle, await fetchParcel(count, form))
    await durable
    await close(handle)
  }

  async function cold(name: string): Promise<Cold> {
    const scriptMs = performance.now()
    const handle = await open(name)
    const openedMs = performance.now()
    await show(handle)
    await painted()
    const shownMs = performance.now()
    kept = handle
    const times = { scriptMs, openedMs, shownMs }
    return { ...times, yardstickMs: yardstick(), listed: shownIds().length }
  }

  const wanted = new URL(location.href).searchParams.get('cold')
  return {
    first,
    fill,
    opened: wanted ? cold(wanted) : null,
    leave: () => kept && close(kept),
    erase,
  }
}

/** Bytes in hand: everything is in memory, as text, before the clock starts. */
async function fetchParcel(count: number, form: Contender['form']): Promise<Parcel> {
  const part = async <K extends keyof Parcel>(name: K): Promise<Parcel[K]> =>
    (await fetch(`/parcel/${count}/${name}`)).json()
  const parcel = { pages: [], rows: '', patch: '', expected: await part('expected') }
  return { ...parcel, [form]: await part(form) }
}

function expectList(expected: readonly string[]) {
  if (shownIds().join() !== expected.join()) throw new Error('the list shows other rows')
}

async function erase() {
  for (const { name = '' } of await indexedDB.databases()) {
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = request.onerror = request.onblocked = () => resolve()
    })
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
