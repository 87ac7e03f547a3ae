import { isLeaseOver } from '../../../../shared/access/lease.ts'
import type { DataOf, Kind } from '../../../../shared/kinds.ts'
import type { As, Mutation, Row } from '../../../../shared/sync/protocol.ts'
import { readContents } from './contents.ts'
import type { Contents } from './contents.ts'
import { sealNames } from './database.ts'
import type { Database } from './database.ts'
import { keyOf } from './keys.ts'
import { noteTime } from './noteTime.ts'
import { queue } from './queue.ts'
import { loadSchemas } from './schemas.ts'
import { Reader, Vault } from './vault.ts'
import { View } from './view.ts'
import type { Draft, Write } from './write.ts'

/** Clock and dice, handed in so that tests and the simulator can hold them. */
export interface World {
  now: () => Date
  newId: () => string
}

export interface Surroundings {
  /** Whose store this is: said with every request, so that nobody else can send what it holds. */
  as?: As
  channel?: BroadcastChannel
  /** Where the key is kept. */
  idb?: IDBFactory
}

type Listener = (kinds: ReadonlySet<string>) => void

/**
 * The phone's copy of the partnership: the durable tables, and the view that screens read. Verbs
 * write here; sync empties the outbox and brings rows in.
 */
export class Store {
  readonly db: Database
  readonly world: World
  readonly as: As | null
  readonly view = new View()
  /** Called when another tab has destroyed this store. */
  onErased: () => void = () => undefined
  #contents: Omit<Contents, 'rows'> = nothing
  #reader: Reader
  #listeners = new Set<Listener>()
  #channel: BroadcastChannel | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #isClosed = false

  private constructor(db: Database, world: World, { as, channel }: Surroundings) {
    this.db = db
    this.world = world
    this.as = as ?? null
    this.#reader = new Reader(db.vault)
    this.#channel = channel
    channel?.addEventListener('message', ({ data }: MessageEvent<string[] | 'all' | 'erased'>) => {
      if (data !== 'erased') return void this.#catchUp(data)
      this.close()
      this.onErased()
    })
  }

  static async open(db: Database, world: World, surroundings: Surroundings = {}) {
    db.vault = new Vault(await keyOf(db.name, surroundings.idb ?? indexedDB))
    const store = new Store(db, world, surroundings)
    await db.open()
    await db.transaction('rw', db.meta, async () => {
      if (await db.readMeta('deviceId')) return
      await db.writeMeta('deviceId', `d-${world.newId()}`)
      await db.writeMeta('lastSeq', 0)
    })
    await noteTime(db, world.now())
    await store.reload()
    // What fails here is tried again by the first write, which says so if it cannot.
    loadSchemas().catch(() => undefined)
    return store
  }

  get outbox() {
    return this.#contents.outbox
  }
  get attention() {
    return this.#contents.attention
  }
  get conflicts() {
    return this.#contents.conflicts
  }
  get damaged() {
    return this.#contents.damaged
  }
  get contactAt() {
    return this.#contents.contact.contactAt
  }
  /** Out of touch for too long: nothing is shown until the next contact. Work goes on being sent. */
  get isLocked() {
    return this.#contents.isLocked
  }
  get isRefetching() {
    return this.#contents.isRefetching
  }

  close() {
    this.#isClosed = true
    this.#channel?.close()
    this.db.close()
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps a new row on this phone and queues it. Resolves once it is durable, and not before. */
  create<K extends Kind>(kind: K, id: string, entry: DataOf<K>, because?: string): Promise<void> {
    return this.write([{ op: 'create', kind, id, entry, because } as Write])
  }

  /** Keeps a change to some fields of a row. Fields that did not change are not sent. */
  edit<K extends Kind>(
    kind: K,
    id: string,
    changes: Partial<DataOf<K>>,
    because?: string,
  ): Promise<void> {
    return this.write([{ op: 'edit', kind, id, changes, because } as Write])
  }

  /** Keeps creates and edits together: all of them are durable when it resolves, or none is. */
  async write(writes: readonly Write[]): Promise<void> {
    const { draftOf } = await loadSchemas()
    const drafts = writes.map((it) => draftOf(it, this.view)).filter((draft) => draft !== null)
    if (drafts.length > 0) await this.#queue(drafts)
  }

  /**
   * Sends refused work again with other words in it: it leaves Needs attention as it enters the outbox.
   */
  async sendAgain(reworded: Mutation): Promise<void> {
    const { check } = await loadSchemas()
    if (reworded.op === 'create') check(reworded.kind as Kind, reworded.entry)
    await this.#queue([reworded], reworded.mid)
  }

  #queue = (drafts: readonly Draft[], refusedMid?: string): Promise<void> =>
    this.commit(async () => {
      await queue(this.db, this.world, drafts, refusedMid)
      return []
    })

  /**
   * Runs what writes to the tables and shows what it brought, with nothing in between: an own entry
   * whose effect has landed must not be missed by a look that comes after its row and before the view.
   */
  commit(work: () => Promise<readonly Row[] | 'all'>): Promise<void> {
    return this.#inTurn(async () => {
      const rows = await work()
      await this.#show(rows)
      this.#channel?.postMessage(rows === 'all' ? 'all' : rows.map(({ id }) => id))
    })
  }

  /** Time alone can end the lease: called every minute, and when the screen comes back. */
  async tick() {
    const isNoted = await noteTime(this.db, this.world.now())
    const isOver = isLeaseOver(this.#contents.contact, this.world.now())
    if (isNoted || isOver !== this.isLocked) await this.refresh([])
  }

  /** Reads again what another tab, or this one, has just committed. */
  refresh = (ids: readonly string[]) =>
    this.#inTurn(async () => {
      const { db } = this
      const kept = ids.length > 0 ? await db.rows.bulkGet([...ids]) : []
      const found = kept.filter((row) => row !== undefined)
      const rows = await Promise.all(
        found.map((row) => db.vault.open(sealNames.row(row), row.sealed)),
      )
      await this.#show(rows.includes(undefined) ? 'all' : (rows as Row[]))
    })

  reload = () => this.#inTurn(() => this.#show('all'))

  async #catchUp(changed: readonly string[] | 'all') {
    try {
      await (changed === 'all' ? this.reload() : this.refresh(changed))
    } catch (error) {
      // The store may be closed while it looks.
      if (!this.#isClosed) throw error
    }
  }

  async #show(changed: readonly Row[] | 'all') {
    const { db, view } = this
    const read = (wantsRows: boolean) => readContents(db, this.#reader, this.world.now(), wantsRows)
    let found = await read(changed === 'all')
    if (!found.rows && found.isLocked !== this.isLocked) found = await read(true)
    const { rows, ...contents } = found
    this.#contents = contents
    const pending = contents.isLocked ? [] : contents.outbox.map(({ mutation }) => mutation)
    if (rows) view.load(rows, pending)
    this.#tell(
      rows || changed === 'all'
        ? everything
        : view.change(contents.isLocked ? [] : changed, pending),
    )
  }

  /** One at a time, in the order they were asked for. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  #tell(kinds: ReadonlySet<string>) {
    for (const listener of this.#listeners) listener(kinds)
  }
}

const everything: ReadonlySet<string> = new Set(['*'])

const nothing: Omit<Contents, 'rows'> = {
  outbox: [],
  attention: [],
  conflicts: [],
  damaged: [],
  contact: { contactAt: null, seenAt: null, leaseDays: 0 },
  isLocked: false,
  isRefetching: false,
}
