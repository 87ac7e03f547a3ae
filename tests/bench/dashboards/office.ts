import type { PullRequest, PullResponse, Row } from '../../../shared/sync/protocol.ts'
import { MEMBER, PARTNERSHIP, pageOfChanges } from './data.ts'

/** An office that hands out all rows at first, and then a page of a hundred changes whenever one is told to it. */
export class Office {
  readonly #first: readonly Row[]
  readonly #today: string
  #news: Row[] = []
  #version = 1_000_000
  #pages = 0

  constructor(first: readonly Row[], today: string) {
    this.#first = first
    this.#today = today
  }

  /** The next pull brings a page, and with it a priority called by these words. */
  tell(words: string): void {
    const page = pageOfChanges(this.#today, ++this.#pages)
    const named = this.#first.find(({ id }) => id === 'priority-0')
    if (!named) throw new Error('the rows have no priority')
    const renamed = { ...named, data: { ...(named.data as object), title: words } }
    // A hundred in all; every one is newer than anything that was handed out.
    this.#news = [renamed, ...page.slice(1)].map((row) => ({ ...row, version: ++this.#version }))
  }

  answer = (path: string, body: unknown): PullResponse | null =>
    path === '/api/sync/pull' ? this.#pull(body as PullRequest) : null

  #pull({ at }: PullRequest): PullResponse {
    const head = { version: this.#version, id: '~', nonce: 'bench' }
    const scopes = [...new Set(this.#first.map(({ scope }) => scope))].sort()
    const isFirst = at === null
    return {
      ...{ memberId: MEMBER, partnershipId: PARTNERSHIP, at: head, head },
      ...{ scopes: isFirst ? scopes : null, filled: isFirst ? scopes : [], filling: null },
      fill: isFirst ? [...this.#first] : [],
      rows: isFirst ? [] : this.#news.filter(({ version }) => version > at.version),
      ...{ more: false, resync: false, receipts: [], conflicts: [], order: null, formerly: null },
      ...{ leaseDays: 30, serverTime: new Date().toISOString() },
    }
  }
}
