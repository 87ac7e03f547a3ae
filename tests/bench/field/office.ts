import type {
  CreateMutation,
  PullRequest,
  PullResponse,
  Result,
  Row,
} from '../../../shared/sync/protocol.ts'
import { MEMBER, PARTNERSHIP } from '../plan/data.ts'

interface Pushed {
  mutations: CreateMutation[]
}

/**
 * An office that takes every entry it is sent and hands it back with the next page, so that a phone with
 * signal has all the work of sending while it is tapped on. It decides nothing.
 */
export class Office {
  readonly #first: readonly Row[]
  readonly #scopeOf: (kind: string) => string
  readonly #rows: Row[] = []
  readonly #results: Result[] = []
  #version = 1_000_000

  constructor(first: readonly Row[], scopeOf: (kind: string) => string) {
    this.#first = first
    this.#scopeOf = scopeOf
  }

  answer = (path: string, body: unknown): object | null => {
    if (path === '/api/sync/push') return this.#push(body as Pushed)
    return path === '/api/sync/pull' ? this.#pull(body as PullRequest) : null
  }

  #head = () => ({ version: this.#version, id: '~', nonce: 'bench' })

  #push({ mutations }: Pushed) {
    const results = mutations.map(({ mid, seq, kind, id, entry }): Result => {
      const version = ++this.#version
      const scope = this.#scopeOf(kind)
      this.#rows.push({ kind, id, scope, version, deleted: false, data: entry })
      return { mid, seq, outcome: 'applied', version }
    })
    this.#results.push(...results)
    return { status: 'ok', results, head: this.#head() }
  }

  #pull({ at, pendingFrom }: PullRequest): PullResponse {
    const fill = at === null ? [...this.#first, ...this.#rows] : []
    const scopes = [...new Set(this.#first.map(({ scope }) => scope))].sort()
    const receipts = this.#results.filter(({ seq }) => pendingFrom !== null && seq >= pendingFrom)
    return {
      ...{ memberId: MEMBER, partnershipId: PARTNERSHIP, at: this.#head(), head: this.#head() },
      ...{ scopes: at === null ? scopes : null, fill, filled: at === null ? scopes : [] },
      rows: at === null ? [] : this.#rows.filter(({ version }) => version > at.version),
      ...{ filling: null, more: false, resync: false, receipts, conflicts: [], order: null },
      ...{ formerly: null, leaseDays: 30, serverTime: new Date().toISOString() },
    }
  }
}
