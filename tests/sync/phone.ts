import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { PullRequest, PullResponse, PushResponse } from '../../shared/sync/protocol.ts'
import { Database } from '../../web/src/lib/store/database.ts'
import { Store } from '../../web/src/lib/store/store.ts'
import { pullAll } from '../../web/src/lib/sync/pull.ts'
import { pushAll } from '../../web/src/lib/sync/push.ts'
import { TransportError } from '../../web/src/lib/sync/transport.ts'
import type { Push, Transport } from '../../web/src/lib/sync/transport.ts'
import { progress } from './office.ts'
import type { Office } from './office.ts'

type Weather = 'fine' | 'no signal' | 'reply lost' | 'doubled'

let serial = 0

/** A phone: the app's own store and sync, over an IndexedDB that outlives a closed tab. */
export class Phone implements Transport {
  weather: Weather = 'fine'
  store!: Store
  readonly memberId: string
  readonly #office: Office
  readonly #cookie: string
  readonly #name = `phone-${++serial}`
  readonly #idb = new IDBFactory()
  readonly #world = {
    now: () => new Date('2026-11-22T09:00:00Z'),
    newId: () => crypto.randomUUID(),
  }

  private constructor(office: Office, memberId: string, cookie: string) {
    this.#office = office
    this.memberId = memberId
    this.#cookie = cookie
  }

  static async of(office: Office, memberId: string): Promise<Phone> {
    const phone = new Phone(office, memberId, await office.signIn(memberId))
    await phone.open()
    await phone.sync()
    return phone
  }

  async open() {
    const db = new Database(this.#name, { indexedDB: this.#idb, IDBKeyRange })
    this.store = await Store.open(db, this.#world)
  }

  killTab() {
    this.store.close()
  }

  async sync() {
    await pushAll(this.store, this)
    await pullAll(this.store, this)
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

  push = (request: Push) => this.#send<PushResponse>('/api/sync/push', request)
  pull = (request: PullRequest) => this.#send<PullResponse>('/api/sync/pull', request)

  async #send<T>(path: string, body: unknown): Promise<T> {
    if (this.weather === 'no signal') throw new TransportError('unreachable')
    if (this.weather === 'doubled') await this.#office.post(path, body, this.#cookie)
    const response = await this.#office.post(path, body, this.#cookie)
    if (this.weather === 'reply lost') throw new TransportError('unreachable')
    if (response.status === 401) throw new TransportError('signed-out')
    if (response.status === 400 || response.status === 413) throw new TransportError('refused')
    if (response.status !== 200) throw new TransportError('unreachable')
    return (await response.json()) as T
  }
}
