interface Known<V> {
  from: readonly unknown[]
  value: V
}

/** What was worked out, and from what. It is worked out again only where one of those is another. */
export class Remembered<V> {
  #before = new Map<string, Known<V>>()
  #now = new Map<string, Known<V>>()

  of(key: string, from: readonly unknown[], workOut: () => V): V {
    const known = this.#before.get(key)
    const holds = known && isSameList(known.from, from) ? known : { from, value: workOut() }
    this.#now.set(key, holds)
    return holds.value
  }

  /** Begins a new round: what the last one did not ask for is forgotten. */
  turn(): void {
    this.#before = this.#now
    this.#now = new Map()
  }
}

/** The very same things, one by one. */
export const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((it, at) => it === b[at])
