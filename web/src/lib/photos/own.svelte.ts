import type { OwnPhoto } from '../store/database.ts'
import type { Store } from '../store/store.ts'

/** The photos of this phone's own that the office does not have yet, for screens. */
export class OwnPhotos {
  readonly #store: Store
  #all = $state.raw<readonly OwnPhoto[]>([])
  #reading: Promise<void> | null = null
  #isStale = false

  constructor(store: Store) {
    this.#store = store
  }

  get all() {
    return this.#all
  }

  /** Those that a row speaks of. The rest belongs to forms that have not been saved. */
  isWaiting = ({ id }: OwnPhoto) => this.#store.view.one('photo', id) !== undefined

  /** Whether a form has no photos, as far as can be said without a reading. */
  hasNone = (ofId: string) =>
    !this.#isStale && !this.#reading && !this.#all.some((it) => it.ofId === ofId)

  /** Something was written: what is known of photos is of before that. */
  mayHaveChanged() {
    this.#isStale = true
  }

  /** One reading at a time; what changes meanwhile is read behind it. */
  read = (): Promise<void> => {
    this.#isStale = true
    this.#reading ??= this.#read().finally(() => (this.#reading = null))
    return this.#reading
  }

  async #read() {
    while (this.#isStale) {
      this.#isStale = false
      try {
        this.#all = await this.#store.db.photos.orderBy('id').toArray()
      } catch {
        // The store is closed, or will be opened again by the next write, which reads this anew.
        this.#isStale = true
        return
      }
    }
  }
}
