import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type {
  As,
  CheckRequest,
  CheckResponse,
  DeviceOrder,
  PullRequest,
  PullResponse,
  PushResponse,
} from '../../shared/sync/protocol.ts'
import { Database, databaseName } from '../../web/src/lib/store/database.ts'
import { Store } from '../../web/src/lib/store/store.ts'
import { pullAll } from '../../web/src/lib/sync/pull.ts'
import { pushAll } from '../../web/src/lib/sync/push.ts'
import { refusalOf, TransportError } from '../../web/src/lib/sync/transport.ts'
import type { Push, Transport } from '../../web/src/lib/sync/transport.ts'
import { progress } from './office.ts'
import type { Office } from './office.ts'

type Weather = 'fine' | 'no signal' | 'reply lost' | 'doubled'

/** A phone: the app's own store and sync, over an IndexedDB that outlives a closed tab. */
export class Phone implements Transport {
  weather: Weather = 'fine'
  store!: Store
  order: DeviceOrder | null = null
  /** The phone's own clock, which may be wrong. */
  clock = new Date('2026-11-22T09:00:00Z')
  readonly memberId: string
  readonly idb = new IDBFactory()
  cookie: string
  readonly #office: Office
  readonly #as: As

  private constructor(office: Office, memberId: string, cookie: string) {
    this.#office = office
    this.memberId = memberId
    this.cookie = cookie
    this.#as = { partnershipId: 'ashford', memberId }
  }

  static async of(office: Office, memberId: string): Promise<Phone> {
    const phone = new Phone(office, memberId, await office.signIn(memberId))
    await phone.open()
    await phone.sync()
    return phone
  }

  async open() {
    this.store = await this.secondTab()
  }

  /** Another tab over the same tables, which hears nothing of the first. */
  secondTab(): Promise<Store> {
    const name = databaseName(this.#as.partnershipId, this.memberId)
    const db = new Database(name, { indexedDB: this.idb, IDBKeyRange })
    const world = { now: () => this.clock, newId: () => crypto.randomUUID() }
    return Store.open(db, world, { as: this.#as, idb: this.idb })
  }

  /** The same seat in a browser that has cleared everything it kept. */
  async evicted(): Promise<Phone> {
    const phone = new Phone(this.#office, this.memberId, this.cookie)
    await phone.open()
    return phone
  }

  killTab() {
    this.store.close()
  }

  async sync() {
    await pushAll(this.store, this)
    this.order = await pullAll(this.store, this)
  }

  /** Tries to sync in bad weather: what cannot be reached is tried again later. */
  async trySync() {
    await this.sync().catch((error: unknown) => {
      if (!(error instanceof TransportError)) throw error
    })
  }

  async record(note: string): Promise<string> {
    const id = `update-${crypto.randomUUID()}`
    await this.store.create('update', id, progress(this.memberId, note))
    return id
  }

  notes(): string[] {
    return this.store.view
      .all('update')
      .map(({ note }) => note)
      .sort()
  }

  /** Puts into the outbox what the app itself would never have kept. */
  async slipIn(mutation: { mid: string; seq: number } & Record<string, unknown>) {
    const { db } = this.store
    const { seq, ...rest } = mutation
    const { mid } = mutation
    const sealed = await db.vault.seal(`mutation ${mid}`, rest)
    await db.outbox.add({ seq, mid, sealed, savedAt: this.clock.toISOString() })
    await db.writeMeta('lastSeq', seq)
    await this.store.refresh()
  }

  push = (request: Push) => this.#send<PushResponse>('/api/sync/push', request)
  pull = (request: PullRequest) => this.#send<PullResponse>('/api/sync/pull', request)

  check = (request: CheckRequest) => this.#send<CheckResponse>('/api/sync/check', request)

  async #send<T>(path: string, body: unknown): Promise<T> {
    if (this.weather === 'no signal') throw new TransportError('unreachable')
    if (this.weather === 'doubled') await this.#office.post(path, body, this.cookie)
    const response = await this.#office.post(path, body, this.cookie)
    if (this.weather === 'reply lost') throw new TransportError('unreachable')
    if (response.status === 200) return (await response.json()) as T
    throw refusalOf(response.status, await response.json().catch(() => null))
  }
}
