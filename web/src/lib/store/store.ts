import * as v from 'valibot'
import { ruleOf } from '../../../../shared/kinds.ts'
import type { DataOf, Kind } from '../../../../shared/kinds.ts'
import { changedFields, readField } from '../../../../shared/sync/fields.ts'
import { SCHEMA_VERSION } from '../../../../shared/sync/protocol.ts'
import type { Mutation, Row } from '../../../../shared/sync/protocol.ts'
import type { AttentionEntry, Database, OutboxEntry } from './database.ts'
import { View } from './view.ts'

/** Clock and dice, handed in so that tests and the simulator can hold them. */
export interface World {
  now: () => Date
  newId: () => string
}

type Draft = Pick<Mutation, 'op' | 'kind' | 'id'> & Record<string, unknown>
type Listener = (kinds: ReadonlySet<string>) => void

/** The screen's answer when what was typed cannot be kept. The form still holds it. */
export class InvalidEntry extends Error {
  readonly issues: { path: string; message: string }[]
  constructor(issues: readonly v.BaseIssue<unknown>[]) {
    const said = issues.map((it) => ({ path: v.getDotPath(it) ?? '', message: it.message }))
    super(said.map(({ path, message }) => `${path} ${message}`).join('; '))
    this.issues = said
  }
}

/**
 * The phone's copy of the partnership: the durable tables, and the view that screens read. Verbs
 * write here; sync empties the outbox and brings rows in.
 */
export class Store {
  readonly db: Database
  readonly world: World
  readonly view = new View()
  outbox: readonly OutboxEntry[] = []
  attention: readonly AttentionEntry[] = []
  contactAt: string | null = null
  #listeners = new Set<Listener>()
  #channel: BroadcastChannel | null

  private constructor(db: Database, world: World, channel: BroadcastChannel | null) {
    this.db = db
    this.world = world
    this.#channel = channel
    channel?.addEventListener('message', ({ data }: MessageEvent<string[] | 'all'>) => {
      void (data === 'all' ? this.reload() : this.refresh(data))
    })
  }

  static async open(db: Database, world: World, channel: BroadcastChannel | null = null) {
    const store = new Store(db, world, channel)
    await db.open()
    await db.transaction('rw', db.meta, async () => {
      if (await db.readMeta('deviceId')) return
      await db.writeMeta('deviceId', `d-${world.newId()}`)
      await db.writeMeta('lastSeq', 0)
    })
    await store.reload()
    return store
  }

  close() {
    this.#channel?.close()
    this.db.close()
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps a new row on this phone and queues it. Resolves once it is durable, and not before. */
  create<K extends Kind>(kind: K, id: string, entry: DataOf<K>): Promise<void> {
    const parsed = v.safeParse(ruleOf(kind).schema, entry)
    if (!parsed.success) throw new InvalidEntry(parsed.issues)
    return this.#queue([{ op: 'create', kind, id, entry: parsed.output }])
  }

  /** Keeps a change to some fields of a row. Fields that did not change are not sent. */
  async edit<K extends Kind>(kind: K, id: string, changes: Partial<DataOf<K>>): Promise<void> {
    const { id: _, ...seen } = this.view.one(kind, id) ?? { id }
    const parsed = v.safeParse(ruleOf(kind).schema, { ...seen, ...changes })
    if (!parsed.success) throw new InvalidEntry(parsed.issues)
    const after = parsed.output as Record<string, unknown>
    const paths = changedFields(seen, after, ruleOf(kind).parts)
    if (paths.length === 0) return
    const fields = Object.fromEntries(
      paths.map((path) => [path, { base: readField(seen, path), value: readField(after, path) }]),
    )
    const baseVersion = this.view.base(id)?.version ?? 0
    await this.#queue([{ op: 'edit', kind, id, baseVersion, fields }])
  }

  async #queue(drafts: readonly Draft[]): Promise<void> {
    const { db, world } = this
    const savedAt = world.now().toISOString()
    await db.transaction('rw', db.outbox, db.meta, async () => {
      let seq = (await db.readMeta('lastSeq')) ?? 0
      const entries = drafts.map((draft): OutboxEntry => {
        seq++
        const head = { mid: world.newId(), seq, schemaVersion: SCHEMA_VERSION, deviceTime: savedAt }
        return { seq, savedAt, mutation: { ...draft, ...head } as Mutation }
      })
      await db.outbox.bulkAdd(entries)
      await db.writeMeta('lastSeq', seq)
    })
    await this.refresh([])
    this.#channel?.postMessage([])
  }

  /** Called after a commit of sync: shows the rows that came and the outbox as it now stands. */
  async committed(rows: readonly Row[] | 'all') {
    if (rows === 'all') await this.reload()
    else await this.#show(rows)
    this.#channel?.postMessage(rows === 'all' ? 'all' : rows.map(({ id }) => id))
  }

  /** Reads again what another tab, or this one, has just committed. */
  async refresh(ids: readonly string[]) {
    const rows = ids.length > 0 ? await this.db.rows.bulkGet([...ids]) : []
    await this.#show(rows.filter((row) => row !== undefined))
  }

  async #show(rows: readonly Row[]) {
    await this.#readQueues()
    this.#tell(this.view.change(rows, this.#mutations()))
  }

  async reload() {
    const { db } = this
    const [packs, rows] = await Promise.all([db.packs.toArray(), db.rows.toArray()])
    await this.#readQueues()
    this.view.load([...packs.flatMap((pack) => pack.rows), ...rows], this.#mutations())
    this.#tell(new Set(['*']))
  }

  async #readQueues() {
    const { db } = this
    const [outbox, attention, contactAt] = await Promise.all([
      db.outbox.orderBy('seq').toArray(),
      db.attention.toArray(),
      db.readMeta('contactAt'),
    ])
    this.outbox = outbox
    this.attention = attention
    this.contactAt = contactAt ?? null
  }

  #mutations = () => this.outbox.map(({ mutation }) => mutation)

  #tell(kinds: ReadonlySet<string>) {
    for (const listener of this.#listeners) listener(kinds)
  }
}
