import { cloneOf } from './disk.ts'
import type { Entry } from './disk.ts'
import type { Request } from './events.ts'
import { compareKeys } from './keys.ts'
import type { Key, KeyRange } from './keys.ts'
import type { Source } from './objectStore.ts'

/** Walks what stands there at each step, so that it sees what is written while it walks. */
export class Cursor {
  request!: Request<Cursor | null>
  key: Key | undefined
  primaryKey: Key | undefined
  value: unknown
  readonly source: Source
  readonly direction: IDBCursorDirection
  readonly #range: KeyRange | null
  readonly #hasValue: boolean

  constructor(
    source: Source,
    range: KeyRange | null,
    direction: IDBCursorDirection,
    hasValue: boolean,
  ) {
    this.source = source
    this.direction = direction
    this.#range = range
    this.#hasValue = hasValue
  }

  get #isBackwards() {
    return this.direction.startsWith('prev')
  }

  /** To the next entry, or the next from `key` on; answers itself, or null at the end. */
  move(steps = 1, key?: Key, primaryKey?: Key): Cursor | null {
    const forward = this.#isBackwards ? -1 : 1
    const isPast = (it: Entry) => {
      if (this.key !== undefined) {
        const order = compareKeys(it.key, this.key) * forward
        if (order < 0) return false
        const isUnique = this.direction.endsWith('unique')
        const further = compareKeys(it.primaryKey, this.primaryKey as Key) * forward
        if (order === 0 && (isUnique || further <= 0)) return false
      }
      if (key === undefined) return true
      const order = compareKeys(it.key, key) * forward
      if (order !== 0 || primaryKey === undefined) return order >= 0
      return compareKeys(it.primaryKey, primaryKey) * forward >= 0
    }
    const entries = this.source.entries(this.#range)
    const ordered = this.#isBackwards ? [...entries].reverse() : entries
    const found = ordered.filter(isPast)[steps - 1]
    if (!found) return null
    this.key = found.key
    this.primaryKey = found.primaryKey
    if (this.#hasValue) this.value = cloneOf(found.value)
    return this
  }

  #again(steps: number, key?: Key, primaryKey?: Key) {
    this.source.transaction.ask(this.source, () => this.move(steps, key, primaryKey), this.request)
  }

  continue = (key?: Key) => this.#again(1, key)
  continuePrimaryKey = (key: Key, primaryKey: Key) => this.#again(1, key, primaryKey)
  advance = (steps: number) => this.#again(steps)
  update = (value: unknown) => {
    const store = this.source.objectStore
    return store.keyPath === null ? store.put(value, this.primaryKey) : store.put(value)
  }
  delete = () => this.source.objectStore.delete(this.primaryKey)
}
