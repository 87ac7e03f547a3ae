export interface IdbEvent {
  type: string
  target: Target
  oldVersion?: number
  newVersion?: number | null
  isPrevented: boolean
  isStopped: boolean
  preventDefault(): void
  stopPropagation(): void
}

type Listener = (event: IdbEvent) => void

/** As much of an EventTarget as IndexedDB's users need, and lighter. */
export class Target {
  [handler: `on${string}`]: Listener | null | undefined
  #listeners: { type: string; listener: Listener }[] | null = null

  addEventListener(type: string, listener: Listener) {
    ;(this.#listeners ??= []).push({ type, listener })
  }

  removeEventListener(type: string, listener: Listener) {
    this.#listeners =
      this.#listeners?.filter((it) => it.type !== type || it.listener !== listener) ?? null
  }

  hear(event: IdbEvent) {
    this[`on${event.type}`]?.(event)
    for (const { type, listener } of this.#listeners ?? []) if (type === event.type) listener(event)
  }
}

export function eventOf(type: string, target: Target, more: Partial<IdbEvent> = {}): IdbEvent {
  return {
    ...{ type, target, isPrevented: false, isStopped: false },
    preventDefault() {
      this.isPrevented = true
    },
    stopPropagation() {
      this.isStopped = true
    },
    ...more,
  }
}

export class Request<T = unknown> extends Target {
  result: T = undefined as T
  error: DOMException | null = null
  readyState: 'pending' | 'done' = 'pending'
  source: unknown = null
  transaction: unknown = null
}

/** Names as a DOMStringList has them. */
export function namesOf(names: Iterable<string>): string[] & { contains(name: string): boolean } {
  const list = [...names].sort()
  return Object.assign(list, { contains: (name: string) => list.includes(name) })
}
