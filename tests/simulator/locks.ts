import type { Owner, Schedule } from './schedule.ts'

interface Wish {
  owner: Owner
  work: () => Promise<unknown>
  settle: { resolve(value: unknown): void; reject(error: unknown): void }
}

/** The Web Locks of one browser, as far as the lead among its tabs needs them. */
export class Locks {
  readonly #schedule: Schedule
  #held = new Map<string, Wish>()
  #waiting = new Map<string, Wish[]>()

  constructor(schedule: Schedule) {
    this.#schedule = schedule
  }

  /** As one tab sees them. */
  of = (owner: Owner): Pick<LockManager, 'request'> => ({
    request: ((name: string, options: LockOptions, work: () => Promise<unknown>) =>
      new Promise((resolve, reject) => {
        const wish = { owner, work, settle: { resolve, reject } }
        const holder = this.#held.get(name)
        if (options.steal && holder) {
          this.#held.delete(name)
          if (!holder.owner.isDead) holder.settle.reject(new DOMException('stolen', 'AbortError'))
        }
        if (options.steal) this.#queue(name).unshift(wish)
        else this.#queue(name).push(wish)
        this.#next(name)
      })) as LockManager['request'],
  })

  /** A tab has gone, and what it held with it. */
  release(owner: Owner) {
    for (const [name, wish] of [...this.#held]) if (wish.owner === owner) this.#held.delete(name)
    for (const name of this.#waiting.keys()) this.#next(name)
  }

  #queue(name: string): Wish[] {
    const known = this.#waiting.get(name)
    if (known) return known
    const list: Wish[] = []
    this.#waiting.set(name, list)
    return list
  }

  #next(name: string): void {
    if (this.#held.has(name)) return
    const wish = this.#queue(name).shift()
    if (!wish) return
    if (wish.owner.isDead) return this.#next(name)
    this.#held.set(name, wish)
    this.#schedule.soon(wish.owner, () => {
      void wish.work().then((value) => {
        if (this.#held.get(name) === wish) this.#held.delete(name)
        wish.settle.resolve(value)
        this.#next(name)
      }, wish.settle.reject)
    })
  }
}
