import { Database, databaseName } from '../../web/src/lib/store/database.ts'
import { Store } from '../../web/src/lib/store/store.ts'
import type { Host } from '../../web/src/lib/sync/host.ts'
import { Lead } from '../../web/src/lib/sync/lead.ts'
import { Loop } from '../../web/src/lib/sync/loop.ts'
import type { Push, Transport } from '../../web/src/lib/sync/transport.ts'
import type { CheckResponse, PullResponse, PushResponse } from '../../shared/sync/protocol.ts'
import { PARTNERSHIP } from './district.ts'
import type { IdbHost } from './idb/connection.ts'
import { Factory } from './idb/factory.ts'
import { KeyRange } from './idb/keys.ts'
import type { Moment, Transaction } from './idb/transaction.ts'
import type { Phone } from './phone.ts'
import type { Owner } from './schedule.ts'
import { PlainVault } from './vault.ts'

type Message = { data: 'changed' | 'erased' }

/** An open app: the product's own store and loop, on this phone's disk, clock and line. */
export class Tab implements Owner, IdbHost, Host, Transport {
  readonly phone: Phone
  readonly name: string
  isDead = false
  isShown = true
  store: Store | null = null
  loop: Loop | null = null
  /** The last page that reached this tab. */
  page: { answer: PullResponse; visible: ReadonlySet<string> } | null = null
  /** It has just put a page into the tables; what it tells next is what it has read after that. */
  hasLanded = false
  pulledAt = 0
  #wakes = new Set<() => void>()
  #hears: ((message: Message) => void)[] = []

  constructor(phone: Phone, name: string) {
    this.phone = phone
    this.name = name
  }

  get history() {
    return this.phone.history
  }

  async start() {
    const { phone, history } = this
    const factory = new Factory(phone.browser, this) as unknown as IDBFactory
    const range = KeyRange as unknown as typeof IDBKeyRange
    const as = { partnershipId: PARTNERSHIP, memberId: phone.memberId }
    const db = new Database(databaseName(as.partnershipId, as.memberId), {
      indexedDB: factory,
      IDBKeyRange: range,
    })
    const world = { now: () => new Date(phone.now()), newId: () => history.idDice.uuid() }
    let store: Store
    try {
      store = await Store.open(db, world, {
        as,
        channel: this.#channel(),
        idb: factory,
        vault: new PlainVault(),
      })
    } catch (error) {
      // The person sees that the app does not open, and tries again.
      history.log(`${this.name} did not open: ${String(error)}`)
      this.kill()
      return
    }
    this.store = store
    history.watch.opened(this)
    store.subscribe(() => history.watch.told(this))
    const beats = {
      read: () => phone.beat,
      write: (at: number) => void (phone.beat = at),
      clear: () => void (phone.beat = null),
    }
    const lead = new Lead('patchwork.sync', phone.locks.of(this), beats, this)
    const isLive = () => history.hasPoke && phone.isOnline
    const listeners = { onState: () => undefined, onOrder: () => Promise.resolve() }
    this.loop = new Loop(store, this, listeners, this, { lead, isLive })
    this.loop.start()
  }

  /** At once, in the middle of whatever it was doing. */
  kill() {
    if (this.isDead) return
    this.isDead = true
    this.phone.tabs = this.phone.tabs.filter((it) => it !== this)
    for (const connection of this.phone.browser.connectionsOf(this)) connection.kill()
    this.phone.locks.release(this)
    this.history.log(`${this.name} gone`)
  }

  wake() {
    for (const wake of this.#wakes) this.history.schedule.soon(this, wake)
  }

  // What the loop asks of the place it runs in.
  now = () => this.phone.now()
  after = (ms: number, work: () => void) => this.history.schedule.after(ms, this, work)
  isVisible = () => this.isShown
  // navigator.onLine is often wrong; only the line knows.
  isOnline = () => true
  chance = () => this.history.netDice.next()
  idle = () => this.history.schedule.sleep(5, this)
  onWake(wake: () => void) {
    this.#wakes.add(wake)
    return () => this.#wakes.delete(wake)
  }

  push = async (request: Push) => {
    for (const { mid } of request.mutations) this.history.watch.sent.add(mid)
    return (await this.#ask('/api/sync/push', request)).body as PushResponse
  }
  check = async (request: unknown) =>
    (await this.#ask('/api/sync/check', request)).body as CheckResponse
  pull = async (request: unknown) => {
    const { body, visible } = await this.#ask('/api/sync/pull', request)
    const answer = body as PullResponse
    this.page = { answer, visible }
    this.phone.isMidway = answer.more
    this.history.watch.pulled(this, answer)
    return answer
  }

  #ask = (path: string, request: unknown) => this.history.line.ask(path, request, this.phone, this)

  #channel() {
    return {
      addEventListener: (_: string, hear: (message: Message) => void) =>
        void this.#hears.push(hear),
      postMessage: (data: Message['data']) => {
        for (const other of this.phone.tabs) {
          if (other !== this) this.history.schedule.after(1, other, () => other.#hear({ data }))
        }
      },
      close: () => undefined,
    } as unknown as BroadcastChannel
  }

  #hear(message: Message) {
    for (const hear of this.#hears) hear(message)
  }

  // What its storage asks.
  soon = (run: () => void) => this.history.schedule.soon(this, run)
  begin(run: () => void) {
    if (this.history.happens('slowDisk'))
      this.after(this.history.diskDice.between(5, 400), () => this.soon(run))
    else this.soon(run)
  }
  boundary(transaction: Transaction, moment: Moment): DOMException | null {
    return this.history.boundary(this, transaction, moment)
  }
}
