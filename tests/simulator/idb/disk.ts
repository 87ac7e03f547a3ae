import { compareKeys, keyAt } from './keys.ts'
import type { Key, KeyRange } from './keys.ts'

/**
 * What one browser keeps, and keeps when its tabs are killed. Records are never changed in place, only
 * replaced, so a copy of a disk is a copy of its lists.
 */
export class Disk {
  databases = new Map<string, Kept>()

  copy(): Disk {
    const disk = new Disk()
    for (const [name, kept] of this.databases) disk.databases.set(name, copyOf(kept))
    return disk
  }
}

export interface Kept {
  version: number
  stores: Map<string, Shelf>
}

export interface IndexSpec {
  name: string
  keyPath: string | string[]
  unique: boolean
  multiEntry: boolean
}

export interface Entry {
  key: Key
  primaryKey: Key
  value: unknown
}

export const copyOf = ({ version, stores }: Kept): Kept => ({
  version,
  stores: new Map([...stores].map(([name, shelf]) => [name, shelf.copy()])),
})

/** One object store, its records in the order of their keys. */
export class Shelf {
  readonly name: string
  readonly keyPath: string | string[] | null
  readonly autoIncrement: boolean
  indexes = new Map<string, IndexSpec>()
  nextKey = 1
  records: Entry[] = []

  constructor(name: string, keyPath: string | string[] | null, autoIncrement: boolean) {
    this.name = name
    this.keyPath = keyPath
    this.autoIncrement = autoIncrement
  }

  copy(): Shelf {
    const shelf = new Shelf(this.name, this.keyPath, this.autoIncrement)
    shelf.indexes = new Map(this.indexes)
    shelf.nextKey = this.nextKey
    shelf.records = [...this.records]
    return shelf
  }

  /** Where a key stands, or would. */
  place(key: Key): { at: number; isThere: boolean } {
    let [low, high] = [0, this.records.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const order = compareKeys((this.records[middle] as Entry).key, key)
      if (order === 0) return { at: middle, isThere: true }
      if (order < 0) low = middle + 1
      else high = middle
    }
    return { at: low, isThere: false }
  }

  put(value: unknown, given: Key | undefined, mustBeNew: boolean): Key {
    const kept = cloneOf(value)
    let key = given ?? (this.keyPath === null ? undefined : keyAt(kept, this.keyPath))
    if (key === undefined) {
      key = this.nextKey
      if (typeof this.keyPath === 'string') (kept as Record<string, unknown>)[this.keyPath] = key
    }
    if (this.autoIncrement && typeof key === 'number' && key >= this.nextKey)
      this.nextKey = Math.floor(key) + 1
    const { at, isThere } = this.place(key)
    if (isThere && mustBeNew) throw new DOMException('the key is taken', 'ConstraintError')
    this.records.splice(at, isThere ? 1 : 0, { key, primaryKey: key, value: kept })
    return key
  }

  remove(range: KeyRange) {
    this.records = this.records.filter(({ key }) => !range.includes(key))
  }

  /** In the order of an index, or of the keys themselves. */
  entries(index: IndexSpec | null, range: KeyRange | null): Entry[] {
    if (!index) return range ? this.records.filter(({ key }) => range.includes(key)) : this.records
    const found: Entry[] = []
    for (const { primaryKey, value } of this.records) {
      const key = keyAt(value, index.keyPath)
      if (key !== undefined && (!range || range.includes(key)))
        found.push({ key, primaryKey, value })
    }
    return found.sort(
      (a, b) => compareKeys(a.key, b.key) || compareKeys(a.primaryKey, b.primaryKey),
    )
  }
}

/** What structured cloning makes of the values that a phone keeps. */
export function cloneOf<T>(value: T): T {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new DOMException('could not be cloned', 'DataCloneError')
    return value
  }
  if (Array.isArray(value)) return value.map(cloneOf) as T
  if (value instanceof Uint8Array) return value.slice() as T
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return structuredClone(value)
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value))
    copy[name] = cloneOf((value as Record<string, unknown>)[name])
  return copy as T
}
