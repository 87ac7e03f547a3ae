import type { Connection } from './connection.ts'
import type { Shelf } from './disk.ts'
import { eventOf, namesOf, Request, Target } from './events.ts'
import { ObjectStore } from './objectStore.ts'

/** `before`: nothing of it is kept. `after`: it is kept, and nobody has heard so. */
export type Moment = 'before' | 'after'

/**
 * A transaction as the specification has it: it waits for those before it that share a store with it,
 * works on copies, and commits by itself once nothing more is asked of it.
 */
export class Transaction extends Target {
  readonly db: Connection
  readonly mode: IDBTransactionMode
  readonly names: string[]
  error: DOMException | null = null
  state: 'waiting' | 'active' | 'done' = 'waiting'
  #shelves = new Map<string, Shelf>()
  #queue: { request: Request; work: () => unknown }[] = []
  #isPumping = false

  constructor(db: Connection, names: string[], mode: IDBTransactionMode) {
    super()
    this.db = db
    this.names = names
    this.mode = mode
  }

  get objectStoreNames() {
    return namesOf(this.mode === 'versionchange' ? this.db.kept.stores.keys() : this.names)
  }

  get isWriting() {
    return this.mode !== 'readonly'
  }

  objectStore(name: string): ObjectStore {
    if (this.state === 'done') throw new DOMException('it is over', 'InvalidStateError')
    if (!this.objectStoreNames.contains(name)) throw new DOMException(name, 'NotFoundError')
    return new ObjectStore(this, name)
  }

  /** The records to work on: a copy of its own where it writes. */
  shelf(name: string): Shelf {
    const mine = this.#shelves.get(name)
    if (mine) return mine
    const kept = this.db.kept.stores.get(name) as Shelf
    const shelf = this.isWriting ? kept.copy() : kept
    this.#shelves.set(name, shelf)
    return shelf
  }

  /** The records as this would leave them; of a store it has not touched, as they stand. */
  peek = (name: string) => this.#shelves.get(name) ?? this.db.kept.stores.get(name)

  ask<T>(source: unknown, work: () => T, again?: Request): Request<T> {
    if (this.state === 'done') throw new DOMException('it is over', 'TransactionInactiveError')
    const request = (again ?? new Request<T>()) as Request<T>
    request.source = source
    request.transaction = this
    request.readyState = 'pending'
    this.#queue.push({ request, work })
    this.pump()
    return request
  }

  /** One step, once everything that followed from the last one has been done. */
  pump() {
    if (this.#isPumping || this.state === 'done') return
    this.#isPumping = true
    const { host } = this.db
    const step = () => {
      this.#isPumping = false
      if (this.state === 'done') return
      if (this.state === 'waiting') {
        if (!this.db.mayStart(this)) return
        this.state = 'active'
      }
      const next = this.#queue.shift()
      if (!next) return this.#commit()
      this.#answer(next.request, next.work)
      this.pump()
    }
    if (this.state === 'waiting') host.begin(step)
    else host.soon(step)
  }

  #answer(request: Request, work: () => unknown) {
    request.readyState = 'done'
    try {
      request.result = work()
      request.error = null
    } catch (error) {
      request.error = error as DOMException
    }
    if (!request.error) return request.hear(eventOf('success', request))
    const event = eventOf('error', request)
    request.hear(event)
    if (!event.isStopped) this.hear(event)
    if (!event.isPrevented) this.end(request.error)
  }

  commit() {}

  #commit() {
    const { host } = this.db
    const fault = host.boundary(this, 'before')
    if (fault) return this.end(fault)
    // Killed: what was not kept is gone, and nobody hears anything any more.
    if (host.isDead) return this.db.forget(this)
    const { stores } = this.db.kept
    if (this.isWriting)
      for (const [name, shelf] of this.#shelves) if (stores.has(name)) stores.set(name, shelf)
    this.db.keep()
    this.db.keep = () => undefined
    this.state = 'done'
    this.db.forget(this)
    host.boundary(this, 'after')
    if (!host.isDead) this.hear(eventOf('complete', this))
  }

  abort() {
    if (this.state === 'done') throw new DOMException('it is over', 'InvalidStateError')
    this.end(null)
  }

  end(error: DOMException | null) {
    if (this.state === 'done') return
    this.state = 'done'
    this.error = error
    this.db.forget(this)
    const left = this.#queue.splice(0)
    this.db.host.soon(() => {
      for (const { request } of left) {
        request.readyState = 'done'
        request.error = new DOMException('aborted', 'AbortError')
        const event = eventOf('error', request)
        request.hear(event)
        if (!event.isStopped) this.hear(event)
      }
      this.hear(eventOf('abort', this))
    })
  }
}
