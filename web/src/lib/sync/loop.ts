import type { DeviceOrder } from '../../../../shared/sync/protocol.ts'
import type { Store } from '../store/store.ts'
import type { Host } from './host.ts'
import { alwaysMine } from './lead.ts'
import type { Lead } from './lead.ts'
import { pullAll } from './pull.ts'
import { pushAll } from './push.ts'
import { isShutDoor, TransportError } from './transport.ts'
import type { ShutDoor, Transport } from './transport.ts'

export interface SyncState {
  phase: 'idle' | 'syncing'
  /** What the last try came to. */
  contact: 'none' | 'ok' | 'unreachable' | 'too-old' | ShutDoor
  /** The office answers, and yet something has waited for a quarter of an hour. */
  isStuck: boolean
}

const POLL_MS = 4_000
/** While the office says by itself when there is news, asking is only in case it was not heard. */
const LIVE_POLL_MS = 60_000
const FIRST_BACKOFF_MS = 1_500
const MAX_BACKOFF_MS = 5 * 60_000
const STUCK_MS = 15 * 60_000
const CHECK_MS = 24 * 60 * 60_000

export interface Listeners {
  onState: (state: SyncState) => void
  /** This browser has been told to leave. Called after a sync, never within one. */
  onOrder: (order: DeviceOrder) => Promise<void>
}

export interface Around {
  lead?: Pick<Lead, 'isMine' | 'start' | 'stop'>
  /** Whether the office says by itself when there is news. */
  isLive?: () => boolean
}

/**
 * Decides when to sync: at the start, after a write, when the screen comes back, when the network
 * does, when the office says so, and on a timer while somebody looks. Failures wait longer each time,
 * up to five minutes; a person, a write or the network coming back cuts that short.
 */
export class Loop {
  readonly #store: Store
  readonly #transport: Transport
  readonly #listeners: Listeners
  readonly #host: Host
  readonly #lead: Pick<Lead, 'isMine' | 'start' | 'stop'>
  readonly #isLive: () => boolean
  #state: SyncState = { phase: 'idle', contact: 'none', isStuck: false }
  #running: Promise<void> | null = null
  #kept: Promise<void> | null = null
  #isWanted = false
  #isStopped = false
  #failures = 0
  #stops: (() => void)[] = []
  #stopTimer: () => void = () => undefined

  constructor(
    store: Store,
    transport: Transport,
    listeners: Listeners,
    host: Host,
    { lead = alwaysMine, isLive = () => false }: Around = {},
  ) {
    this.#store = store
    this.#transport = transport
    this.#listeners = listeners
    this.#host = host
    this.#lead = lead
    this.#isLive = isLive
  }

  start() {
    let waiting = this.#store.outbox.length
    const written = this.#store.subscribe(() => {
      // Behind what the screen says to whoever wrote it.
      if (this.#store.outbox.length > waiting) this.#host.after(0, this.wake)
      waiting = this.#store.outbox.length
    })
    this.#stops = [this.#host.onWake(this.#afresh), written, () => this.#lead.stop()]
    this.#lead.start(this.wake)
    this.#schedule()
  }

  /** For good. What is under way ends by itself, and its failures are nobody's any more. */
  stop() {
    this.#isStopped = true
    for (const stop of this.#stops) stop()
    this.#stopTimer()
  }

  /** There is a reason to sync, for the tab that does. */
  wake = () => {
    // What goes wrong is shown by the state; what should not go wrong is for the console.
    if (this.#lead.isMine) this.now().catch((error: unknown) => console.error(error))
  }

  /** The network says that it is back before it is, at times: the next try then comes soon and not in minutes. */
  #afresh = () => {
    this.#failures = 0
    this.wake()
  }

  /** Syncs now, whichever tab this is; if that is under way already, once more afterwards. */
  async now(): Promise<void> {
    if (this.#isStopped) return
    this.#isWanted = true
    this.#running ??= this.#run().finally(() => {
      this.#running = null
      this.#schedule()
    })
    return this.#running.then(() => this.#kept ?? undefined)
  }

  /** Resolves when no sync is under way. */
  async quiet(): Promise<void> {
    while (this.#running) await this.#running.catch(() => undefined)
  }

  async #run() {
    this.#stopTimer()
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false
      this.#set({ phase: 'syncing' })
      try {
        const isDone = await this.#once()
        this.#failures = isDone ? 0 : this.#failures + 1
        this.#set({ phase: 'idle', contact: 'ok' })
      } catch (error) {
        if (this.#isStopped) return
        this.#failures++
        this.#set({ phase: 'idle', contact: contactOf(error) })
        if (!(error instanceof TransportError)) throw error
        if (error.order) this.#obey(error.order)
        // The network may have come back while this try was failing: that was its only call.
        if (!this.#isWanted) return
      }
    }
    // It goes on by itself: what is written meanwhile does not wait for it.
    this.#kept ??= this.#upkeep()
      .catch((error: unknown) => console.error(error))
      .finally(() => (this.#kept = null))
  }

  /** What cannot be sent must not keep what is new from coming in. */
  async #once(): Promise<boolean> {
    let failure: unknown = null
    const isSent = await pushAll(this.#store, this.#transport).catch((error: unknown) => {
      if (!(error instanceof TransportError) || error.why !== 'failing') throw error
      failure = error
      return false
    })
    const order = await pullAll(this.#store, this.#transport)
    this.#set({ isStuck: this.#isStuck() })
    if (failure) throw failure
    if (order) this.#obey(order)
    return isSent
  }

  #isStuck(): boolean {
    const oldest = this.#store.unsent[0]
    return oldest !== undefined && this.#host.now() - Date.parse(oldest.savedAt) > STUCK_MS
  }

  /** Now and then, when nothing else is to be done: few packs of many, and the daily comparison. */
  async #upkeep() {
    const { checkedAt, isFilling, isLocked } = this.#store
    if (this.#isStopped || isFilling || isLocked) return
    const since = checkedAt === null ? Infinity : this.#host.now() - Date.parse(checkedAt)
    try {
      if (this.#store.isLong) await (await import('./fold.ts')).fold(this.#store)
      if (since >= 0 && since < CHECK_MS) return
      const { checkAll } = await import('./check.ts')
      await checkAll(this.#store, this.#transport, () => this.#host.idle())
    } catch (error) {
      if (!(error instanceof TransportError) && !this.#isStopped) throw error
    }
  }

  /** Should leaving fail half way, the next sync brings the order again. */
  #obey(order: DeviceOrder) {
    this.#isWanted = false
    this.#host.after(0, () => void this.#listeners.onOrder(order))
  }

  #schedule() {
    this.#stopTimer()
    if (this.#isStopped || isShutDoor(this.#state.contact)) return
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (this.#failures - 1), MAX_BACKOFF_MS)
    // Phones that lost the office together do not all come back in the same instant.
    const wait =
      this.#failures > 0
        ? backoff * (0.75 + this.#host.chance() / 2)
        : this.#isLive()
          ? LIVE_POLL_MS
          : POLL_MS
    this.#stopTimer = this.#host.after(wait, () => {
      const isWorthIt = this.#host.isVisible() || this.#store.outbox.length > 0
      if (this.#lead.isMine && isWorthIt) this.wake()
      else this.#schedule()
    })
  }

  #set(change: Partial<SyncState>) {
    this.#state = { ...this.#state, ...change }
    this.#listeners.onState(this.#state)
  }
}

function contactOf(error: unknown): SyncState['contact'] {
  const why = error instanceof TransportError ? error.why : 'unreachable'
  return isShutDoor(why) || why === 'too-old' ? why : 'unreachable'
}
