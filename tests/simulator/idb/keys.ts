/** Keys of IndexedDB, as far as a phone uses them: numbers, strings and lists of those. */
export type Key = number | string | readonly Key[]

const rank = (key: Key) => (typeof key === 'number' ? 1 : typeof key === 'string' ? 2 : 3)

export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const order = compareKeys(a[at] as Key, b[at] as Key)
      if (order !== 0) return order
    }
    return a.length - b.length
  }
  return rank(a) - rank(b)
}

export function isKey(value: unknown): value is Key {
  if (Array.isArray(value)) return value.every(isKey)
  return typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value))
}

/** What stands at a key path; undefined where that is no key. */
export function keyAt(value: unknown, path: string | string[]): Key | undefined {
  if (Array.isArray(path)) {
    const parts = path.map((it) => keyAt(value, it))
    return parts.every((it) => it !== undefined) ? (parts as Key[]) : undefined
  }
  let at = value
  for (const name of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[name]
  return isKey(at) ? at : undefined
}

export class KeyRange {
  readonly lower: Key | undefined
  readonly upper: Key | undefined
  readonly lowerOpen: boolean
  readonly upperOpen: boolean

  constructor(lower?: Key, upper?: Key, lowerOpen = false, upperOpen = false) {
    this.lower = lower
    this.upper = upper
    this.lowerOpen = lowerOpen
    this.upperOpen = upperOpen
  }

  static only = (key: Key) => new KeyRange(key, key)
  static lowerBound = (key: Key, isOpen = false) => new KeyRange(key, undefined, isOpen, true)
  static upperBound = (key: Key, isOpen = false) => new KeyRange(undefined, key, true, isOpen)
  static bound(lower: Key, upper: Key, lowerOpen = false, upperOpen = false) {
    const order = compareKeys(lower, upper)
    if (order > 0 || (order === 0 && (lowerOpen || upperOpen)))
      throw new DOMException('bounds', 'DataError')
    return new KeyRange(lower, upper, lowerOpen, upperOpen)
  }

  includes(key: Key): boolean {
    if (this.lower !== undefined) {
      const order = compareKeys(key, this.lower)
      if (order < 0 || (order === 0 && this.lowerOpen)) return false
    }
    if (this.upper === undefined) return true
    const order = compareKeys(key, this.upper)
    return order < 0 || (order === 0 && !this.upperOpen)
  }
}

export function rangeOf(query: unknown): KeyRange | null {
  if (query === undefined || query === null) return null
  if (query instanceof KeyRange) return query
  if (query === -Infinity || isKey(query)) return KeyRange.only(query as Key)
  throw new DOMException('not a key', 'DataError')
}
