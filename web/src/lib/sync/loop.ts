import type { DeviceOrder } from '../../../../shared/sync/protocol.ts'
import type { Store } from '../store/store.ts'
import { pullAll } from './pull.ts'
import { pushAll } from './push.ts'
import { isShutDoor, TransportError } from './transport.ts'
import type { ShutDoor, Transport } from './transport.ts'

export interface SyncState {
  phase: 'idle' | 'syncing'
  /** What the last try came to. */
  contact: 'none' | 'ok' | 'unreachable' | ShutDoor
}

const POLL_MS = 4_000
const FIRST_BACKOFF_MS = 1_500
const MAX_BACKOFF_MS = 5 * 60_000

export interface Listeners {
  onState: (state: SyncState) => void
  /** This browser has been told to leave. Called after a sync, never within one. */
  onOrder: (order: DeviceOrder) => Promise<void>
}

/**
 * Decides when to sync: at the start, after a write, when the screen comes back, when the network
 * does, and on a timer while somebody looks. Failures wait longer each time, up to five minutes;
 * a person, a write or the network coming back cuts that short.
 */
export class Loop {
  readonly #store: Store
  readonly #transport: Transport
  readonly #listeners: Listeners
  #state: SyncState = { phase: 'idle', contact: 'none' }
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #isWanted = false
  #isStopped = false
  #failures = 0
  #stops: (() => void)[] = []

  constructor(store: Store, transport: Transport, listeners: Listeners) {
    this.#store = store
    this.#transport = transport
    this.#listeners = listeners
  }

  start() {
    const wake = () => void this.now()
    const look = () => document.visibilityState === 'visible' && wake()
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', look)
    let waiting = this.#store.outbox.length
    const written = this.#store.subscribe(() => {
      if (this.#store.outbox.length > waiting) wake()
      waiting = this.#store.outbox.length
    })
    this.#stops = [
      () => removeEventListener('online', wake),
      () => document.removeEventListener('visibilitychange', look),
      written,
    ]
    wake()
  }

  /** For good. What is under way ends by itself, and its failures are nobody's any more. */
  stop() {
    this.#isStopped = true
    for (const stop of this.#stops) stop()
    clearTimeout(this.#timer)
  }

  /** Syncs now; if that is under way already, once more afterwards. */
  async now(): Promise<void> {
    if (this.#isStopped) return
    this.#isWanted = true
    this.#running ??= this.#run().finally(() => {
      this.#running = null
      this.#schedule()
    })
    return this.#running
  }

  async #run() {
    clearTimeout(this.#timer)
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false
      this.#set({ phase: 'syncing' })
      try {
        const isDone = await alone(() => this.#once())
        this.#failures = isDone ? 0 : this.#failures + 1
        this.#set({ phase: 'idle', contact: 'ok' })
      } catch (error) {
        if (this.#isStopped) return
        this.#failures++
        const why = error instanceof TransportError ? error.why : 'unreachable'
        this.#set({ phase: 'idle', contact: isShutDoor(why) ? why : 'unreachable' })
        if (!(error instanceof TransportError)) throw error
        if (error.order) this.#obey(error.order)
        return
      }
    }
  }

  async #once(): Promise<boolean> {
    const isSent = await pushAll(this.#store, this.#transport)
    const order = await pullAll(this.#store, this.#transport)
    if (order) this.#obey(order)
    return isSent
  }

  /** Should leaving fail half way, the next sync brings the order again. */
  #obey(order: DeviceOrder) {
    this.#isWanted = false
    setTimeout(() => void this.#listeners.onOrder(order))
  }

  #schedule() {
    clearTimeout(this.#timer)
    if (this.#isStopped || isShutDoor(this.#state.contact)) return
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (this.#failures - 1), MAX_BACKOFF_MS)
    const wait = this.#failures > 0 ? backoff : POLL_MS
    this.#timer = setTimeout(() => {
      if (document.visibilityState === 'visible' || this.#store.outbox.length > 0) void this.now()
      else this.#schedule()
    }, wait)
  }

  #set(change: Partial<SyncState>) {
    this.#state = { ...this.#state, ...change }
    this.#listeners.onState(this.#state)
  }
}

/**
 * One tab syncs at a time. This only saves requests: receipts make two at once harmless, so a
 * browser without locks simply goes ahead.
 */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request('patchwork.sync', work)
}
