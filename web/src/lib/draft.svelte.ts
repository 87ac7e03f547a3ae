import type { Database } from './store/database.ts'
import { sayTrouble } from './trouble.ts'

/** Keeps what is being written at every keystroke, so that a killed tab costs nobody a sentence. */
export class DraftKeeper {
  readonly #db: Database
  readonly #id: string
  #trouble = $state('')
  #latest: Record<string, string> | null = null
  #words = ''
  #writing: Promise<void> | null = null

  constructor(db: Database, id: string) {
    this.#db = db
    this.#id = id
  }

  /** Why the draft cannot be kept, in a sentence; empty when it can. */
  get trouble() {
    return this.#trouble
  }

  async recall(): Promise<Record<string, string> | undefined> {
    const draft = await this.#db.recallDraft(this.#id)
    if (draft !== 'unreadable') return draft
    this.#trouble = 'What you were writing here cannot be read any more.'
    return undefined
  }

  /** Keeps the latest words. While one write is on its way the next waits, and newer words replace it. */
  keep(fields: Record<string, string>): Promise<void> {
    // A finger that leaves a field for Save has changed nothing in it, and waits for the disk.
    const words = JSON.stringify(fields)
    if (words === this.#words) return this.#writing ?? Promise.resolve()
    this.#words = words
    this.#latest = { ...fields }
    this.#writing ??= this.#write().finally(() => (this.#writing = null))
    return this.#writing
  }

  async #write() {
    try {
      while (this.#latest) {
        const fields = this.#latest
        this.#latest = null
        await this.#db.keepDraft(this.#id, fields)
      }
      this.#trouble = ''
    } catch (error) {
      this.#words = ''
      this.#trouble = sayTrouble(error)
    }
  }

  /** A draft that cannot be taken away does no harm: it is only offered again. */
  async forget() {
    this.#latest = null
    this.#words = ''
    // What is on its way to the disk would come back behind this.
    await this.#writing
    await this.#db.drafts.delete(this.#id).catch((error: unknown) => {
      this.#trouble = sayTrouble(error)
    })
  }
}
