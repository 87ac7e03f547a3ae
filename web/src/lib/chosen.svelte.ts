/**
 * What is ticked and what has been kept of it. A tick stands from the moment it is made: were it read from the
 * store alone it would go out again until it is durable, and a second one made meanwhile would lose the first.
 */
export class Chosen<T> {
  #pending = $state.raw<T | null>(null)
  readonly #kept: () => T
  readonly #keep: (chosen: T) => Promise<unknown>

  constructor(kept: () => T, keep: (chosen: T) => Promise<unknown>) {
    this.#kept = kept
    this.#keep = keep
  }

  get value(): T {
    return this.#pending ?? this.#kept()
  }
  set value(chosen: T) {
    this.#pending = chosen
    // The last one made is the one that stands, whichever is kept last.
    const settle = () => {
      if (this.#pending === chosen) this.#pending = null
    }
    void this.#keep(chosen).then(settle, settle)
  }
}
