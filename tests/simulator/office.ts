import { visibleScopes } from '../../shared/access/scopes.ts'
import type { Actor } from '../../shared/access/may.ts'
import type { Member } from '../../shared/partnership/member.ts'
import { decidePush } from '../../shared/sync/decide.ts'
import { canonical } from '../../shared/sync/canonical.ts'
import type { Mutation, PushResponse, Row } from '../../shared/sync/protocol.ts'
import { api } from '../../worker/api.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { listPartnership } from '../../worker/db/directory.ts'
import { actorOf, foundPartnership } from '../../worker/db/partnership.ts'
import { purge } from '../../worker/db/purge.ts'
import { readForPush } from '../../worker/db/readForPush.ts'
import { startSession } from '../../worker/db/session.ts'
import type { Bindings } from '../../worker/environment.ts'
import { hashToken } from '../../worker/middleware/token.ts'
import { creating } from '../sync/office.ts'
import { SimulatedD1 } from './d1.ts'
import { PlainRequest } from './wire.ts'
import { founding, PARTNERSHIP, people, rows } from './district.ts'

const ORIGIN = 'https://patchwork.test'
const FOUNDED = '2026-11-20T09:00:00.000Z'

export type Dump = Map<string, Record<string, unknown>[]>

/** What became of a mutation, as the database keeps it. */
export interface Fate {
  outcome: string
  reason: string | null
  detail: string | null
  /** Whether it has changed its row; what found its value there already has not. */
  isWritten: boolean
  version: number
  deviceId: string
  seq: number
}

/** What the first builds called things, and what they are called since. */
const oldFormat = {
  action: { fields: { wording: 'text' } },
  update: { fields: { remark: 'note' } },
}

const unlimited = { limit: () => Promise.resolve({ success: true }) } as unknown as RateLimit
const context = {
  waitUntil: () => undefined,
  passThroughOnException: () => undefined,
  props: {},
} as unknown as ExecutionContext

/** The worker, for real, over a database that can be taken back to an earlier time. */
export class Office {
  readonly d1 = new SimulatedD1()
  readonly #aside = new SimulatedD1(this.d1)
  /** Every row of the partnership as it now stands, by id. */
  rows = new Map<string, Row>()
  fates = new Map<string, Fate>()
  /** Rows that have been deleted at some time of this history. */
  deleted = new Set<string>()
  version = 0
  /** What the database wrote for that version. */
  nonce = ''
  /** Whenever something has been written. */
  onNews: () => void = () => undefined
  /** Whenever the database is put to something else than what followed. */
  onRestore: (dump: Dump) => void = () => undefined
  readonly #tables: string[]
  readonly #env: Bindings
  #template!: Dump
  #desk = 0

  private constructor() {
    this.#tables = this.d1
      .look<{ name: string }>("select name from sqlite_master where type = 'table' order by name")
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('sqlite_') && name !== 'purge_permit')
    this.#env = {
      DB: this.d1.asBinding(),
      ASSETS: {} as Fetcher,
      AUTH_SECRET: 'a secret of the simulator, long enough for anybody',
      LIMIT_ADDRESS: unlimited,
      LIMIT_MEMBER: unlimited,
      formats: [oldFormat],
    }
  }

  static async found(): Promise<Office> {
    const office = new Office()
    const db = openDatabase(office.d1.asBinding())
    const first = { memberId: 'manager', tokenHash: 'founding', nonce: 'founding', now: FOUNDED }
    for (const partnershipId of [PARTNERSHIP, 'elsewhere']) {
      const [partnership, ...others] = founding
      const own =
        partnershipId === PARTNERSHIP
          ? founding
          : [{ ...partnership, id: partnershipId }, ...others]
      const mutations = own as Mutation[]
      await foundPartnership(db, {
        ...first,
        partnershipId,
        mutations,
        deviceId: 'd-founding',
        tokenHash: partnershipId,
      })
      await listPartnership(db, {
        partnershipId,
        binding: 'DB',
        name: partnershipId,
        createdAt: FOUNDED,
      })
    }
    for (const memberId of people) await office.#seat(memberId)
    const mutations = rows.map(([kind, id, entry], at) => creating(kind, id, entry, at + 1))
    const answer = await office.#push('d-template', mutations)
    const bad =
      answer.status === 'ok' ? answer.results.find((it) => it.outcome !== 'applied') : answer
    if (bad) throw new Error(`the district cannot be founded: ${JSON.stringify(bad)}`)
    office.#template = office.dump()
    return office
  }

  async #seat(memberId: string) {
    await startSession(openDatabase(this.d1.asBinding()), {
      tokenHash: await hashToken(tokenOf(memberId)),
      ...{ partnershipId: PARTNERSHIP, memberId, proof: 'passkey' },
      ...{ createdAt: FOUNDED, expiresAt: '2099-01-01T00:00:00.000Z' },
    })
  }

  /** Back to the day it was founded. */
  reset() {
    this.d1.onCommit = () => this.#look()
    this.#desk = 0
    this.deleted = new Set()
    this.fates.clear()
    this.onNews = () => undefined
    this.restore(this.#template)
  }

  dump = (): Dump =>
    new Map(this.#tables.map((name) => [name, this.d1.look(`select * from "${name}"`)]))

  /** The database as it was then. Nobody is told. */
  restore(dump: Dump) {
    this.onRestore(dump)
    const { sqlite } = this.d1
    sqlite.exec("begin; insert into purge_permit (at) values ('now')")
    for (const [name, records] of dump) {
      sqlite.exec(`delete from "${name}"`)
      const [first] = records
      if (!first) continue
      const columns = Object.keys(first)
      const marks = columns.map(() => '?').join(', ')
      const insert = this.d1.ready(
        `insert into "${name}" (${columns.map((it) => `"${it}"`).join(', ')}) values (${marks})`,
      )
      for (const record of records) insert.run(...(Object.values(record) as string[]))
    }
    sqlite.exec('delete from purge_permit; commit')
    this.rows.clear()
    this.version = 0
    for (const [mid, { version }] of [...this.fates]) {
      if (version > this.#head()) this.fates.delete(mid)
    }
    this.#look()
  }

  #head = () =>
    Number(this.d1.look('select version from partnership where id = ?', PARTNERSHIP)[0]?.version)

  /** Takes in what the last commit has changed. */
  #look() {
    const head = this.#head()
    if (head === this.version) return
    const found = this.d1.look<Stored>(
      'select id, kind, scope, version, deleted, data from row where partnership_id = ? and version > ?',
      ...[PARTNERSHIP, this.version],
    )
    for (const it of found) {
      const data: unknown = it.data === null ? null : JSON.parse(it.data)
      this.rows.set(it.id, { ...it, deleted: it.deleted === 1, data })
      if (it.deleted === 1) this.deleted.add(it.id)
    }
    const receipts = this.d1.look<StoredReceipt>(
      'select mid, outcome, reason, detail, version, device_id, seq from receipt where partnership_id = ? and version > ?',
      ...[PARTNERSHIP, this.version],
    )
    const written = new Set(
      this.d1
        .look<{ mid: string }>(
          'select mid from history where partnership_id = ? and version > ?',
          ...[PARTNERSHIP, this.version],
        )
        .map(({ mid }) => mid),
    )
    for (const { mid, device_id: deviceId, ...rest } of receipts) {
      const known = this.fates.get(mid)
      // Said again through a device that has taken a new id: the first answer is what counts.
      if (!known || known.outcome === 'rejected')
        this.fates.set(mid, { ...rest, deviceId, isWritten: written.has(mid) })
    }
    this.version = head
    const [mark] = this.d1.look(
      'select nonce from version_mark where partnership_id = ? and version = ?',
      ...[PARTNERSHIP, head],
    )
    this.nonce = String(mark?.nonce)
    this.onNews()
  }

  /** Whether this database, as it now is, wrote the version that a cursor stands at. */
  wrote({ version, nonce }: { version: number; nonce: string }): boolean {
    const marks = this.d1.look(
      'select 1 from version_mark where partnership_id = ? and version = ? and nonce = ?',
      ...[PARTNERSHIP, version, nonce],
    )
    return marks.length > 0
  }

  member = (memberId: string) => this.rows.get(memberId)?.data as Member

  actor = (memberId: string): Actor => ({
    ...actorOf(memberId, this.member(memberId)),
    scopes: this.visible(memberId),
  })

  /** The scopes that a member may see now, by the rules and not by the worker's SQL. */
  visible(memberId: string): Set<string> {
    const { role, agencyId, groupIds, eventId } = this.member(memberId)
    const openers = [...this.rows.values()].filter(
      ({ kind, deleted }) => !deleted && ['plan', 'edition', 'event'].includes(kind),
    )
    return visibleScopes(
      { role, agencyId, groupIds: groupIds ?? [], eventId: eventId ?? null },
      openers,
    )
  }

  /** One request, answered by the worker's own handlers. */
  async answer(
    path: string,
    body: string,
    memberId: string,
  ): Promise<{ status: number; text: string }> {
    const request = new PlainRequest(ORIGIN + path, body, {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      Cookie: `__Host-patchwork=DB.${tokenOf(memberId)}`,
    })
    const response = await api.fetch(request as unknown as Request, this.#env, context)
    return { status: response.status, text: await response.text() }
  }

  async #push(
    deviceId: string,
    mutations: readonly unknown[],
    memberId = 'manager',
  ): Promise<PushResponse> {
    const { status, text } = await this.answer(
      '/api/sync/push',
      JSON.stringify({ deviceId, mutations }),
      memberId,
    )
    if (status !== 200) throw new Error(`push: ${status} ${text}`)
    return JSON.parse(text) as PushResponse
  }

  /** The manager changes a row at a desk of their own, which has no store. */
  async change(id: string, changes: Record<string, unknown>) {
    const row = this.rows.get(id)
    if (!row || row.deleted) return
    const data = row.data as Record<string, unknown>
    const fields = Object.fromEntries(
      Object.entries(changes).map(([name, value]) => [name, { base: data[name] ?? null, value }]),
    )
    const { entry: _, ...head } = creating(row.kind, id, null, 1) as Mutation & { op: 'create' }
    const deviceId = `d-desk-${++this.#desk}`
    const edit = { ...head, op: 'edit', mid: `m-${deviceId}`, baseVersion: row.version, fields }
    await this.#push(deviceId, [edit])
  }

  async remove(id: string) {
    const row = this.rows.get(id)
    if (!row || row.deleted) return
    const { entry: _, ...head } = creating(row.kind, id, null, 1) as Mutation & { op: 'create' }
    const deviceId = `d-desk-${++this.#desk}`
    await this.#push(deviceId, [
      { ...head, op: 'delete', mid: `m-${deviceId}`, baseVersion: row.version },
    ])
  }

  purge = (now: Date) => purge(openDatabase(this.d1.asBinding()), now.toISOString())

  /** Decides a push twice over the same rows, the second time handed in another order. */
  async decidesAlike(body: string, memberId: string): Promise<boolean> {
    const ask = JSON.parse(body) as Parameters<typeof readForPush>[1]
    const tokenHash = await hashToken(tokenOf(memberId))
    const db = openDatabase(this.#aside.asBinding())
    const known = await readForPush(db, { ...ask, tokenHash, now: FOUNDED, formats: [oldFormat] })
    if ('error' in known) return true
    const ground = { ...known, actor: known.who, deviceId: ask.deviceId }
    const once = decidePush(ask.mutations, ground, [oldFormat])
    const rows = new Map([...known.rows].reverse())
    const twice = decidePush([...ask.mutations].reverse(), { ...ground, rows }, [oldFormat])
    return canonical(once) === canonical(twice)
  }
}

interface Stored extends Omit<Row, 'deleted' | 'data'> {
  deleted: number
  data: string | null
}
interface StoredReceipt extends Omit<Fate, 'deviceId' | 'isWritten'> {
  mid: string
  device_id: string
}

const tokenOf = (memberId: string) => `token-of-${memberId}`
