interface Row {
  id: string
}

/** The rows under one parent, and the list of them that was last given away. */
interface Group<T> {
  rows: T[]
  list: readonly T[] | null
}

/**
 * The rows of one kind, and those that stand under the same parent, as they come and go. A list stays the
 * very same array until a row of it changes: that is how what was worked out from it is known to hold.
 */
export class Shelf<T extends Row> {
  readonly #parentOf: (row: T) => string | null | undefined
  readonly #rows = new Map<string, T>()
  readonly #groups = new Map<string, Group<T>>()
  /** Sorted by id, but for those that have moved since. */
  #all: readonly T[] = []
  readonly #moved = new Set<string>()

  constructor(parentOf: (row: T) => string | null | undefined = () => null) {
    this.#parentOf = parentOf
  }

  get size() {
    return this.#rows.size
  }

  one = (id: string | null | undefined): T | undefined => (id ? this.#rows.get(id) : undefined)
  ids = (): IterableIterator<string> => this.#rows.keys()
  /** In no order. */
  values = (): IterableIterator<T> => this.#rows.values()

  put(row: T): void {
    const before = this.#rows.get(row.id)
    if (before === row) return
    if (before) this.#leave(before)
    this.#rows.set(row.id, row)
    this.#moved.add(row.id)
    const parent = this.#parentOf(row)
    if (!parent) return
    const group = this.#groups.get(parent)
    if (group) {
      group.rows.push(row)
      group.list = null
    } else this.#groups.set(parent, { rows: [row], list: null })
  }

  drop(id: string): void {
    const before = this.#rows.get(id)
    if (!before) return
    this.#leave(before)
    this.#rows.delete(id)
    this.#moved.add(id)
  }

  /** Sorted by id. */
  all(): readonly T[] {
    if (this.#moved.size === 0) return this.#all
    const come = [...this.#moved].flatMap((id) => this.#rows.get(id) ?? []).sort(byId)
    const stayed = this.#all.filter(({ id }) => !this.#moved.has(id))
    this.#moved.clear()
    return (this.#all = merged(stayed, come))
  }

  /** In no order: thousands are not sorted for rules that put them in an order of their own. */
  under(parent: string): readonly T[] {
    const group = this.#groups.get(parent)
    return group ? (group.list ??= group.rows.slice()) : none
  }

  #leave(row: T) {
    const parent = this.#parentOf(row)
    const group = parent ? this.#groups.get(parent) : undefined
    if (!parent || !group) return
    group.rows.splice(group.rows.indexOf(row), 1)
    group.list = null
    if (group.rows.length === 0) this.#groups.delete(parent)
  }
}

/** Two lists that are sorted by id, as one. */
function merged<T extends Row>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0) return b
  const all: T[] = []
  let next = 0
  for (const row of a) {
    for (let other = b[next]; other && byId(other, row) < 0; other = b[++next]) all.push(other)
    all.push(row)
  }
  return all.concat(b.slice(next))
}

const none: readonly never[] = []
/** The order in which whatever depends on an order goes through rows. */
export const byId = (a: Row, b: Row) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
