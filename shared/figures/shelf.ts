interface Row {
  id: string
}

/**
 * The rows of one kind, and those that stand under the same parent, as they come and go. Lists are sorted
 * by id, so that nothing worked out from them depends on the order of arrival, and a list stays the very
 * same array until a row of it changes: that is how what was worked out from it is known to hold.
 */
export class Shelf<T extends Row> {
  readonly #parentOf: (row: T) => string | null | undefined
  readonly #rows = new Map<string, T>()
  readonly #under = new Map<string, Map<string, T>>()
  readonly #lists = new Map<string, readonly T[]>()
  #all: readonly T[] | null = null

  constructor(parentOf: (row: T) => string | null | undefined = () => null) {
    this.#parentOf = parentOf
  }

  get size() {
    return this.#rows.size
  }

  one = (id: string | null | undefined): T | undefined => (id ? this.#rows.get(id) : undefined)
  ids = (): IterableIterator<string> => this.#rows.keys()

  put(row: T): void {
    const before = this.#rows.get(row.id)
    if (before === row) return
    if (before) this.#leave(before)
    this.#rows.set(row.id, row)
    this.#all = null
    const parent = this.#parentOf(row)
    if (!parent) return
    const under = this.#under.get(parent)
    if (under) under.set(row.id, row)
    else this.#under.set(parent, new Map([[row.id, row]]))
    this.#lists.delete(parent)
  }

  drop(id: string): void {
    const before = this.#rows.get(id)
    if (!before) return
    this.#leave(before)
    this.#rows.delete(id)
    this.#all = null
  }

  all(): readonly T[] {
    return (this.#all ??= sorted(this.#rows.values()))
  }

  under(parent: string): readonly T[] {
    const known = this.#lists.get(parent)
    if (known) return known
    const rows = this.#under.get(parent)
    if (!rows) return none
    const list = sorted(rows.values())
    this.#lists.set(parent, list)
    return list
  }

  #leave(row: T) {
    const parent = this.#parentOf(row)
    if (!parent) return
    const under = this.#under.get(parent)
    under?.delete(row.id)
    if (under?.size === 0) this.#under.delete(parent)
    this.#lists.delete(parent)
  }
}

const none: readonly never[] = []
const sorted = <T extends Row>(rows: Iterable<T>) =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
