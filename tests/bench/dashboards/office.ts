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

  /** The next pull brings a page, and with it new names of a priority and of the group of whoever looks. */
  tell(priority: string, group: string): void {
    const page = pageOfChanges(this.#today, ++this.#pages)
    const named = (id: string, name: object) => {
      const row = this.#first.find((it) => it.id === id)
      if (!row) throw new Error(`the rows have no ${id}`)
      return { ...row, data: { ...(row.data as object), ...name } as object }
    }
    const [own = ''] = (named(MEMBER, {}).data as { groupIds: string[] }).groupIds
    const renamed = [named('priority-0', { title: priority }), named(own, { name: group })]
    // A hundred in all; every one is newer than anything that was handed out.
    this.#news = [...renamed, ...page.slice(renamed.length)].map((row) => ({
      ...row,
      version: ++this.#version,
    }))
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
