import type { Database } from './store/database.ts'
import { sayTrouble } from './trouble.ts'

/** Keeps what is being written at every keystroke, so that a killed tab costs nobody a sentence. */
export class DraftKeeper {
  readonly #db: Database
  readonly #id: string
  #trouble = $state('')
  #latest: Record<string, string> | null = null
  #isWriting = false

  constructor(db: Database, id: string) {
    this.#db = db
    this.#id = id
  }

  /** Why the draft cannot be kept, in a sentence; empty when it can. */
  get trouble() {
    return this.#trouble
  }

  async recall(): Promise<Record<string, string> | undefined> {
    return (await this.#db.drafts.get(this.#id))?.fields
  }

  /** Keeps the latest words. While one write is on its way the next waits, and newer words replace it. */
  async keep(fields: Record<string, string>) {
    this.#latest = { ...fields }
    if (this.#isWriting) return
    this.#isWriting = true
    try {
      while (this.#latest) {
        const fields = this.#latest
        this.#latest = null
        await this.#db.drafts.put({ id: this.#id, fields })
      }
      this.#trouble = ''
    } catch (error) {
      this.#trouble = sayTrouble(error)
    } finally {
      this.#isWriting = false
    }
  }

  /** A draft that cannot be taken away does no harm: it is only offered again. */
  async forget() {
    this.#latest = null
    await this.#db.drafts.delete(this.#id).catch((error: unknown) => {
      this.#trouble = sayTrouble(error)
    })
  }
}
