import type { Database } from './store/database.ts'
import { sayTrouble } from './trouble.ts'

/** Keeps what is being written at every keystroke, so that a killed tab costs nobody a sentence. */
export class DraftKeeper {
  readonly #db: Database
  readonly #id: string
  #trouble = $state('')
  #latest: Record<string, string> | null = null
  /** What stands on the disk, in a word. */
  #kept = ''
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
  async keep(fields: Record<string, string>): Promise<void> {
    // Whoever leaves a field says once more what each keystroke has said.
    const isKept = !this.#writing && JSON.stringify(fields) === this.#kept
    if (isKept) return
    this.#latest = { ...fields }
    this.#writing ??= this.#write().finally(() => (this.#writing = null))
    return this.#writing
  }

  async #write() {
    try {
      while (this.#latest) {
        const fields = this.#latest
        this.#latest = null
        this.#kept = ''
        await this.#db.keepDraft(this.#id, fields)
        this.#kept = JSON.stringify(fields)
      }
      this.#trouble = ''
    } catch (error) {
      this.#trouble = sayTrouble(error)
    }
  }

  /** A draft that cannot be taken away does no harm: it is only offered again. */
  async forget() {
    this.#latest = null
    // What is on its way to the disk would come back behind this.
    await this.#writing
    await this.#db.drafts.delete(this.#id).catch((error: unknown) => {
      this.#trouble = sayTrouble(error)
    })
    this.#kept = ''
  }
}
