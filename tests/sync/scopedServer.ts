import { AFTER_ALL_IDS } from '../../shared/sync/limits.ts'
import type {
  CheckResponse,
  Conflict,
  Cursor,
  DeviceOrder,
  PullRequest,
  PullResponse,
  PushResponse,
  Row,
} from '../../shared/sync/protocol.ts'
import { TransportError } from '../../web/src/lib/sync/transport.ts'
import type { Push, Transport } from '../../web/src/lib/sync/transport.ts'

/**
 * As much of the office as a phone's pull can tell apart: rows in scopes, a member who may see some of
 * them, a past that can be restored, and a line that breaks. Pages are as small as a test wants.
 */
export class ScopedServer implements Transport {
  version = 0
  visible = new Set<string>()
  rows = new Map<string, Row>()
  conflicts: Conflict[] = []
  pageRows = 500
  order: DeviceOrder | null = null
  who = { memberId: 'pcso', partnershipId: 'ashford' }
  pulls: PullRequest[] = []
  pushes: Push[] = []
  /** Runs before each pull is answered: it may change the server, or throw. */
  before: (request: PullRequest, nth: number) => void = () => undefined
  readonly #nonces = new Map<number, string>([[0, 'n0']])
  #history = 0

  put(scope: string, id: string, words: string, deleted = false) {
    this.#tick()
    const data = deleted ? null : { code: 'E05004567', name: words }
    const { version } = this
    this.rows.set(id, { kind: 'ward', id, scope, version, deleted, data })
  }

  /** The database is taken back: what was written since is gone, and later versions get other nonces. */
  restore(version: number) {
    for (const [id, row] of this.rows) if (row.version > version) this.rows.delete(id)
    for (const known of this.#nonces.keys()) if (known > version) this.#nonces.delete(known)
    this.conflicts = this.conflicts.filter((it) => it.version <= version)
    this.version = version
    this.#history++
  }

  #tick() {
    this.version++
    this.#nonces.set(this.version, `n${this.version}.${this.#history}`)
  }

  /** What this member should hold, as `id: words`. */
  seen(): string[] {
    const rows = [...this.rows.values()]
    return rows
      .filter((row) => this.visible.has(row.scope) && !row.deleted)
      .map((row) => `${row.id}: ${(row.data as { name: string }).name}`)
      .sort()
  }

  push = (request: Push): Promise<PushResponse> => {
    this.pushes.push(request)
    const results = request.mutations.map(({ mid, seq, id, op, ...rest }) => {
      if ('entry' in rest) this.put('partnership', id, (rest.entry as { name: string }).name)
      return { mid, seq, outcome: op === 'create' ? 'applied' : 'merged', version: this.version }
    })
    return Promise.resolve({ status: 'ok', results } as PushResponse)
  }

  /** Nothing is compared here. */
  check = (): Promise<CheckResponse> => Promise.resolve({ isMoved: true })

  pull = async (request: PullRequest): Promise<PullResponse> => {
    this.pulls.push(structuredClone(request))
    await Promise.resolve()
    this.before(request, this.pulls.length)
    const { at } = request
    const isKnown = at !== null && this.#nonces.get(at.version) === at.nonce
    const resync = at !== null && !isKnown
    const from = resync ? null : request.filling
    const held = new Set(isKnown ? request.held.filter((it) => this.visible.has(it)) : [])
    const wanted = [...this.visible].filter((it) => !held.has(it)).sort()
    const all = [...this.rows.values()]
    const fill = this.#cut(
      all
        .filter((row) => wanted.includes(row.scope) && !row.deleted)
        .sort((a, b) => (a.scope === b.scope ? order(a, b) : a.scope < b.scope ? -1 : 1))
        .filter(
          (row) =>
            !from || row.scope > from.scope || (row.scope === from.scope && order(row, from) > 0),
        ),
    )
    const changes = this.#cut(
      all.filter((row) => held.has(row.scope) && order(row, at ?? start) > 0).sort(order),
    )
    const head = this.#cursor({ version: this.version, id: AFTER_ALL_IDS })
    const standing = resync || !at ? head : at
    const isFilling = from !== null || fill.last !== null
    const isSame =
      request.held.length === this.visible.size && request.held.every((it) => this.visible.has(it))
    const filling = fill.last && {
      scope: fill.last.scope,
      version: fill.last.version,
      id: fill.last.id,
    }
    return {
      ...this.who,
      ...{ resync, receipts: [], order: this.order, leaseDays: 14, formerly: null },
      serverTime: '2026-11-22T09:00:00.000Z',
      scopes: isSame ? null : [...this.visible].sort(),
      fill: fill.rows,
      filling,
      filled: wanted.filter(
        (scope) => (!filling || scope < filling.scope) && (!from || scope >= from.scope),
      ),
      head,
      rows: isFilling ? [] : changes.rows,
      at: isFilling ? standing : changes.last ? this.#cursor(changes.last) : head,
      more: isFilling
        ? filling !== null || standing.version !== head.version || standing.id !== head.id
        : changes.last !== null,
      conflicts: this.conflicts.filter(
        (it) => !isKnown || it.version > at.version || at.id !== AFTER_ALL_IDS,
      ),
    }
  }

  #cursor({ version, id }: { version: number; id: string }): Cursor {
    return { version, id, nonce: this.#nonces.get(version) ?? '' }
  }

  #cut(rows: Row[]): { rows: Row[]; last: Row | null } {
    const page = structuredClone(rows.slice(0, this.pageRows))
    return { rows: page, last: rows.length > this.pageRows ? (page.at(-1) ?? null) : null }
  }
}

const start = { version: 0, id: '' }

type Position = { version: number; id: string }
const order = (a: Position, b: Position) =>
  a.version - b.version || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

export const lineBreaks = () => {
  throw new TransportError('unreachable')
}
