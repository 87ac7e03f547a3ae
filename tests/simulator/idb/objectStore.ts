import { Cursor } from './cursor.ts'
import { cloneOf } from './disk.ts'
import type { Entry, IndexSpec, Shelf } from './disk.ts'
import { namesOf } from './events.ts'
import type { Request } from './events.ts'
import { keyAt, rangeOf } from './keys.ts'
import type { Key, KeyRange } from './keys.ts'
import type { Transaction } from './transaction.ts'

type Direction = IDBCursorDirection

/** What object stores and indexes read alike. */
export abstract class Source {
  readonly transaction: Transaction
  readonly shelfName: string

  constructor(transaction: Transaction, shelfName: string) {
    this.transaction = transaction
    this.shelfName = shelfName
  }

  abstract readonly spec: IndexSpec | null
  abstract readonly objectStore: ObjectStore

  get shelf(): Shelf {
    return this.transaction.shelf(this.shelfName)
  }

  /** What the store is like can be asked before the transaction has begun, and takes no copy. */
  protected get traits(): Shelf {
    return this.transaction.peek(this.shelfName) as Shelf
  }

  entries = (range: KeyRange | null): Entry[] => this.shelf.entries(this.spec, range)

  protected read<T>(query: unknown, work: (range: KeyRange | null) => T): Request<T> {
    const range = rangeOf(query)
    return this.transaction.ask(this, () => work(range))
  }

  get = (query: unknown) => this.read(query, (range) => cloneOf(this.entries(range)[0]?.value))
  getKey = (query: unknown) => this.read(query, (range) => this.entries(range)[0]?.primaryKey)
  count = (query?: unknown) => this.read(query, (range) => this.entries(range).length)
  getAll = (query?: unknown, limit = Infinity) =>
    this.read(query, (range) =>
      this.entries(range)
        .slice(0, limit || Infinity)
        .map(({ value }) => cloneOf(value)),
    )
  getAllKeys = (query?: unknown, limit = Infinity) =>
    this.read(query, (range) =>
      this.entries(range)
        .slice(0, limit || Infinity)
        .map(({ primaryKey }) => primaryKey),
    )
  openCursor = (query?: unknown, direction: Direction = 'next') =>
    this.#walk(query, direction, true)
  openKeyCursor = (query?: unknown, direction: Direction = 'next') =>
    this.#walk(query, direction, false)

  #walk(query: unknown, direction: Direction, hasValue: boolean): Request<Cursor | null> {
    const cursor = new Cursor(this, rangeOf(query), direction, hasValue)
    cursor.request = this.transaction.ask(this, () => cursor.move())
    return cursor.request
  }
}

export class ObjectStore extends Source {
  readonly spec = null
  get objectStore() {
    return this
  }
  get name() {
    return this.shelfName
  }
  get keyPath() {
    return this.traits.keyPath
  }
  get autoIncrement() {
    return this.traits.autoIncrement
  }
  get indexNames() {
    return namesOf(this.traits.indexes.keys())
  }

  index(name: string): Index {
    const spec = this.traits.indexes.get(name)
    if (!spec) throw new DOMException(name, 'NotFoundError')
    return new Index(this, spec)
  }

  createIndex(
    name: string,
    keyPath: string | string[],
    { unique = false, multiEntry = false } = {},
  ) {
    const spec = { name, keyPath, unique, multiEntry }
    this.shelf.indexes.set(name, spec)
    return new Index(this, spec)
  }

  deleteIndex(name: string) {
    this.shelf.indexes.delete(name)
  }

  #mayWrite() {
    if (!this.transaction.isWriting) throw new DOMException('it only reads', 'ReadOnlyError')
  }

  #write<T>(work: () => T): Request<T> {
    this.#mayWrite()
    return this.transaction.ask(this, work)
  }

  put = (value: unknown, key?: Key) => this.#keep(value, key, false)
  add = (value: unknown, key?: Key) => this.#keep(value, key, true)

  #keep(value: unknown, key: Key | undefined, mustBeNew: boolean) {
    this.#mayWrite()
    const kept = cloneOf(value)
    const { keyPath, autoIncrement } = this.traits
    const isKeyed = key !== undefined || (keyPath !== null && keyAt(kept, keyPath) !== undefined)
    if (!isKeyed && !autoIncrement) throw new DOMException('no key', 'DataError')
    return this.#write(() => this.shelf.put(kept, key, mustBeNew))
  }

  delete(query: unknown) {
    this.#mayWrite()
    const range = rangeOf(query)
    if (!range) throw new DOMException('no key', 'DataError')
    return this.#write(() => this.shelf.remove(range))
  }
  clear() {
    return this.#write(() => {
      this.shelf.records = []
    })
  }
}

export class Index extends Source {
  readonly spec: IndexSpec
  readonly objectStore: ObjectStore

  constructor(objectStore: ObjectStore, spec: IndexSpec) {
    super(objectStore.transaction, objectStore.name)
    this.objectStore = objectStore
    this.spec = spec
  }
  get name() {
    return this.spec.name
  }
  get keyPath() {
    return this.spec.keyPath
  }
  get unique() {
    return this.spec.unique
  }
  get multiEntry() {
    return this.spec.multiEntry
  }
}
