import { Violation } from './violation.ts'
import { setImmediate as realImmediate } from 'node:timers'

/** Of a thing that can end: what it was still waiting for then never comes. */
export interface Owner {
  isDead: boolean
}

interface Due {
  at: number
  order: number
  owner: Owner | null
  run: () => void
}

/** So much never follows from one event. */
const MOST_TURNS = 20_000

/** Lets every promise that can go on go on. */
const turn = () => new Promise<void>((resolve) => void realImmediate(resolve))

/**
 * Virtual time. What will happen stands in a queue by its moment; after each event everything that
 * needs no time runs to its end before the next is taken. So a history is the same each time, and a
 * year takes no longer than what happens in it.
 */
export class Schedule {
  now: number
  /** How many events there have been. */
  count = 0
  #order = 0
  #due: Due[] = []
  #ready: { owner: Owner | null; run: () => void }[] = []
  #real = new Set<Promise<unknown>>()

  constructor(start: number) {
    this.now = start
  }

  /** After `delay` of virtual milliseconds. Answers how to call it off. */
  after(delay: number, owner: Owner | null, run: () => void): () => void {
    const due: Due = { at: this.now + Math.max(0, delay), order: this.#order++, owner, run }
    let at = this.#due.length
    while (at > 0 && isBefore(due, this.#due[at - 1] as Due)) at--
    this.#due.splice(at, 0, due)
    return () => {
      const found = this.#due.indexOf(due)
      if (found >= 0) this.#due.splice(found, 1)
    }
  }

  /** At this moment, once the promises have gone on that can. */
  soon(owner: Owner | null, run: () => void) {
    this.#ready.push({ owner, run })
  }

  /** Work on something real, which takes no virtual time. */
  real<T>(work: Promise<T>): Promise<T> {
    const done = work.finally(() => this.#real.delete(done)).catch(() => undefined)
    this.#real.add(done)
    return work
  }

  sleep = (delay: number, owner: Owner | null = null) =>
    new Promise<void>((resolve) => void this.after(delay, owner, resolve))

  /** Until nothing can go on without time passing. */
  async settle() {
    for (let turns = 0; ; turns++) {
      if (turns > MOST_TURNS)
        throw new Violation('I10', 'something goes round and round without time passing')
      await turn()
      const next = this.#ready.shift()
      if (next) {
        if (!next.owner?.isDead) next.run()
      } else if (this.#real.size > 0) await Promise.race(this.#real)
      else return
    }
  }

  /** The next event, if there is one until then. */
  async step(until = Infinity): Promise<boolean> {
    const next = this.#due[0]
    if (!next || next.at > until) return false
    this.#due.shift()
    if (next.owner?.isDead) return true
    this.now = Math.max(this.now, next.at)
    this.count++
    next.run()
    await this.settle()
    return true
  }

  /** Passes the time until then. */
  async run(until: number) {
    while (await this.step(until));
    this.now = Math.max(this.now, until)
  }

  clear() {
    this.#due = []
    this.#ready = []
  }
}

const isBefore = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order)
