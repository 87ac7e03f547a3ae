import { isLeaseOver } from '../../../../shared/access/lease.ts'
import type { DataOf, Kind } from '../../../../shared/kinds.ts'
import { isSame } from '../../../../shared/sync/canonical.ts'
import { readField } from '../../../../shared/sync/fields.ts'
import type { As, Conflict, EditMutation, Mutation, Row } from '../../../../shared/sync/protocol.ts'
import { readContents } from './contents.ts'
import type { Contents, Place } from './contents.ts'
import type { Database, OutboxEntry } from './database.ts'
import { keyOf } from './keys.ts'
import { isLostConnection } from './lostConnection.ts'
import { noteTime } from './noteTime.ts'
import { enqueue, prepare } from './queue.ts'
import { loadSchemas } from './schemas.ts'
import { Reader, Vault } from './vault.ts'
import type { Sealer } from './vault.ts'
import { View } from './view.ts'
import type { Changes, Draft, Seen, Write } from './write.ts'

/** Clock and dice, handed in so that tests and the simulator can hold them. */
export interface World {
  now: () => Date
  newId: () => string
}

export interface Surroundings {
  /** Whose store this is: said with every request, so that nobody else can send what it holds. */
  as?: As
  channel?: Pick<BroadcastChannel, 'addEventListener' | 'postMessage' | 'close'>
  /** Where the key is kept. */
  idb?: IDBFactory
  /** In the place of one with the key that is kept. */
  vault?: Sealer
  /** Whether this browser has held this store before: an empty one was then cleared, and is not new. */
  wasHere?: boolean
}

/** What a commit has changed. Whatever it does not say is read again from the tables. */
export interface Change {
  /** Own work just queued, when nothing else has changed. */
  queued?: readonly OutboxEntry[]
  landed?: Landed
  /** The same rows in other packs: who had read up to `from` has now read up to `to`. */
  folded?: { from: Place; to: Place }
}

/** So many packs are worth a look at whether they should be put together. */
const LONG_LOG = 32

/** Rows just kept, the packs they went into, and the era those belong to. */
export interface Landed {
  rows: readonly Row[]
  packs: readonly number[]
  era: number
  /** The last pack and the last number that stood in the tables before it. */
  before: { lastPack: number; lastSeq: number }
  /** Given where nothing else has changed: there is then nothing to be read again. */
  standing?: Pick<Contents, 'contact' | 'isFilling'>
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
  #contents: Contents = nothing
  #place: Place | null = null
  #sinceFold = 0
  #reader: Reader
  #listeners = new Set<Listener>()
  #channel: Surroundings['channel']
  #turn: Promise<unknown> = Promise.resolve()
  #isClosed = false

  private constructor(db: Database, world: World, { as, channel }: Surroundings) {
    this.db = db
    this.world = world
    this.as = as ?? null
    this.#reader = new Reader(db.vault)
    this.#channel = channel
    channel?.addEventListener('message', ({ data }: MessageEvent<'changed' | 'erased'>) => {
      if (data !== 'erased') return void this.#catchUp()
      this.close()
      this.onErased()
    })
  }

  static async open(db: Database, world: World, surroundings: Surroundings = {}) {
    const { idb, vault, wasHere = false } = surroundings
    const [key] = await Promise.all([vault ? null : keyOf(db.name, idb ?? indexedDB), db.open()])
    // An erasure that was cut short is finished by looking for the key, and closes the database.
    if (!db.isOpen()) await db.open()
    db.vault = vault ?? new Vault(key as CryptoKey)
    const store = new Store(db, world, surroundings)
    await store.reload()
    if (store.#contents.isNew) await store.#begin(wasHere)
    // The time is noted when the first screen is there; what fails now is tried again in a minute.
    store.tick().catch(() => undefined)
    return store
  }

  /** A store that has never been used takes an id. Of two tabs that begin it, one does. */
  async #begin(wasHere: boolean) {
    const { db, world } = this
    await db.transaction('rw', db.meta, async () => {
      if (await db.readMeta('deviceId')) return
      await db.writeMeta('deviceId', `d-${world.newId()}`)
      await db.writeMeta('lastSeq', 0)
      if (wasHere) await db.writeMeta('evictedAt', world.now().toISOString())
    })
    await this.refresh()
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
  /** Those that nobody has settled yet, here or elsewhere. */
  get openConflicts() {
    const settling = new Set(
      this.outbox.map(({ mutation: it }) => (it.op === 'settle' ? it.conflictId : null)),
    )
    return this.conflicts.filter(({ id, settled }) => !settled && !settling.has(id))
  }
  get damaged() {
    return this.#contents.damaged
  }
  get contactAt() {
    return this.#contents.contact.contactAt
  }
  /** Seconds that this phone's clock was ahead of the office's when they were last in touch. */
  get aheadS() {
    return this.#contents.contact.aheadS
  }
  /** Out of touch for too long: nothing is shown until the next contact. Work goes on being sent. */
  get isLocked() {
    return this.#contents.isLocked
  }
  get isRefetching() {
    return this.#contents.isRefetching
  }
  /** A first sync is under way: what is here can be used, and more is coming. */
  get isFilling() {
    return this.#contents.isFilling
  }
  /** When it was found that the browser had cleared what was kept here. */
  get evictedAt() {
    return this.#contents.evictedAt
  }
  get formerly() {
    return this.#contents.formerly
  }
  get checkedAt() {
    return this.#contents.checkedAt
  }
  get repairs() {
    return this.#contents.repairs
  }
  /** So many packs have come since the last fold that opening the app would be slow. */
  get isLong() {
    return this.#sinceFold > LONG_LOG
  }
  foldBegins() {
    this.#sinceFold = 0
  }
  /** What waits to be sent, oldest first. */
  get unsent() {
    return this.outbox.filter((entry) => !entry.result)
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
  edit<K extends Kind>(kind: K, id: string, changes: Changes<K>, because?: string): Promise<void> {
    return this.write([{ op: 'edit', kind, id, changes, because } as Write])
  }

  /**
   * Keeps creates and edits together: all of them are durable when it resolves, or none is. What they
   * come to is worked out in their turn, over what was written before: of two quick ticks in one list
   * the second one has seen the first. In a row that is gone by then they are what they were to whoever
   * wrote them, so that the office answers, and nothing is lost without a word.
   */
  async write(writes: readonly Write[]): Promise<void> {
    const seen = ({ kind, id }: Write): Seen => ({
      row: this.view.one(kind, id),
      version: this.view.base(id)?.version ?? 0,
    })
    const atFirst = writes.map(seen)
    const { draftOf } = await loadSchemas()
    await this.#queue(() =>
      writes
        .map((it, nth) => {
          const inTurn = seen(it)
          return draftOf(it, inTurn.row ? inTurn : (atFirst[nth] ?? inTurn))
        })
        .filter((draft) => draft !== null),
    )
  }

  /** Takes a row out. */
  remove(kind: Kind, id: string): Promise<void> {
    const baseVersion = this.view.base(id)?.version ?? 0
    return this.#queue(() => [{ op: 'delete', kind, id, baseVersion }])
  }

  /** Brings a row back that was taken out meanwhile, with what was refused for that written in it. */
  restore({ kind, id, mid, fields }: EditMutation): Promise<void> {
    const baseVersion = this.view.base(id)?.version ?? 0
    return this.#queue(() => [{ op: 'restore', kind, id, baseVersion, fields }], mid)
  }

  /** Settles a conflict: this shall stand in the field. */
  settle(
    { id: conflictId, rowId, field }: Conflict,
    value: unknown,
    because?: string | null,
  ): Promise<void> {
    const { kind = '', version: baseVersion = 0 } = this.view.base(rowId) ?? {}
    const base = readField(this.view.one(kind as Kind, rowId) ?? {}, field)
    const settling = { op: 'settle' as const, kind, id: rowId, conflictId, field }
    const draft = { ...settling, baseVersion, base, value, ...(because && { because }) }
    return this.#queue(() => [draft])
  }

  /**
   * Sends refused work again with other words in it: it leaves Needs attention as it enters the outbox.
   */
  async sendAgain(reworded: Mutation): Promise<void> {
    const { check } = await loadSchemas()
    if (reworded.op === 'create') check(reworded.kind as Kind, reworded.entry)
    await this.#queue(() => [reworded], reworded.mid)
  }

  #queue(draft: () => readonly Draft[], refusedMid?: string): Promise<void> {
    let prepared: Awaited<ReturnType<typeof prepare>> | undefined
    return this.#inTurn(async (isAgain) => {
      // Worked out and sealed in turn, and once: what is written first is numbered first.
      prepared ??= await prepare(this.db, this.world, draft())
      if (prepared.length === 0) return
      const { lastSeq } = this.#contents
      const queued = await enqueue(this.db, prepared, { isAgain, refusedMid, lastSeq })
      await this.#hasKept(refusedMid ? {} : { queued })
    })
  }

  /**
   * Runs what writes to the tables and shows what it brought, with nothing in between: an own entry
   * whose effect has landed must not be missed by a look that comes after its row and before the view.
   * After a lost connection the work is done once more, and told so.
   */
  commit(work: (isAgain: boolean) => Promise<Change>): Promise<void> {
    return this.#inTurn(async (isAgain) => {
      await this.#hasKept(await work(isAgain))
    })
  }

  async #hasKept(change: Change) {
    await this.#show(change)
    this.#channel?.postMessage('changed')
  }

  /** Time alone can end the lease: called every minute, and when the screen comes back. */
  async tick() {
    const isNoted = await noteTime(this.db, this.world.now())
    if (isNoted || this.#isOver() !== this.isLocked) await this.refresh()
  }

  /** Reads what another tab has committed. */
  refresh = () => this.#inTurn(() => this.#show({}))

  reload = () =>
    this.#inTurn(() => {
      this.#place = null
      return this.#show({})
    })

  #isOver = () => isLeaseOver(this.#contents.contact, this.world.now())

  async #catchUp() {
    try {
      await this.refresh()
    } catch (error) {
      // The store may be closed while it looks.
      if (!this.#isClosed) throw error
    }
  }

  async #show({ queued, landed, folded }: Change) {
    // A tab that was killed has told nobody what it wrote: what does not follow on is read again.
    const first = queued?.[0]?.seq
    if (queued && first === this.#contents.lastSeq + 1 && this.#isOver() === this.isLocked) {
      const lastSeq = first + queued.length - 1
      this.#contents = { ...this.#contents, lastSeq, outbox: [...this.outbox, ...queued] }
      return this.#tell(this.view.change([], this.#pending()))
    }
    if (folded && isSame(folded.from, this.#place)) this.#place = folded.to
    const place = this.isLocked ? null : this.#place
    const isNext = landed && place?.era === landed.era && place.lastPack === landed.before.lastPack
    const next = isNext ? { ...place, lastPack: landed.packs.at(-1) ?? place.lastPack } : null
    if (next && landed?.standing && landed.before.lastSeq === this.#contents.lastSeq) {
      this.#contents = { ...this.#contents, ...landed.standing, isRefetching: false }
      this.#take(next, landed.packs.length)
      return this.#tell(this.view.change(landed.rows, this.#pending()))
    }
    const read = await readContents(this.db, this.#reader, this.world.now(), next ?? place)
    this.#contents = read.contents
    const known = next && landed ? landed : { rows: [], packs: [] }
    this.#take(read.contents.isLocked ? null : read.place, read.packs.length + known.packs.length)
    if (read.isAll || read.contents.isLocked) {
      this.view.load(read.packs, this.#pending())
      return this.#tell(everything)
    }
    this.#tell(this.view.change([...known.rows, ...read.packs.flat()], this.#pending()))
  }

  #take(place: Place | null, packs: number) {
    this.#place = place
    this.#sinceFold += packs
  }

  #pending = () => (this.isLocked ? [] : this.outbox.map(({ mutation }) => mutation))

  /** One at a time, in the order they were asked for. A connection the browser has dropped is opened again. */
  #inTurn<T>(work: (isAgain: boolean) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => {
      try {
        return await work(false)
      } catch (error) {
        if (this.#isClosed || !isLostConnection(error)) throw error
        this.db.close({ disableAutoOpen: false })
        await this.db.open()
        return work(true)
      }
    })
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  #tell(kinds: ReadonlySet<string>) {
    for (const listener of this.#listeners) listener(kinds)
  }
}

const everything: ReadonlySet<string> = new Set(['*'])

const nothing: Contents = {
  isNew: true,
  lastSeq: 0,
  outbox: [],
  attention: [],
  conflicts: [],
  damaged: [],
  contact: { contactAt: null, seenAt: null, leaseDays: 0, aheadS: 0 },
  isLocked: false,
  isRefetching: false,
  isFilling: false,
  evictedAt: null,
  formerly: null,
  checkedAt: null,
  repairs: [],
}
