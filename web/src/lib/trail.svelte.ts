import { readTrail } from './audit.ts'
import type { Entry, Search } from './audit.ts'
import type { Trouble } from './answer.ts'

/** One search of the audit, page after page. */
export class Trail {
  readonly #search: Search
  #entries = $state.raw<Entry[]>([])
  #hasMore = $state(false)
  #trouble = $state<Trouble | 'asking' | null>('asking')

  constructor(search: Search) {
    this.#search = search
    void this.next()
  }

  get entries() {
    return this.#entries
  }
  get hasMore() {
    return this.#hasMore
  }
  /** Why nothing more was heard; null once it was answered. */
  get trouble() {
    return this.#trouble
  }

  next = async () => {
    const answer = await readTrail(this.#search, this.#entries.at(-1)?.key)
    this.#trouble = answer.ok ? null : answer.why
    if (!answer.ok) return
    this.#entries = [...this.#entries, ...answer.is.entries]
    this.#hasMore = answer.is.more
  }
}
