import type { Database } from './store/database.ts'
import { sayTrouble } from './trouble.ts'

/** Keeps what is being written at every keystroke, so that a killed tab costs nobody a sentence. */
export class DraftKeeper {
  readonly #db: Database
  readonly #id: string
  #trouble = $state('')

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

  async keep(fields: Record<string, string>) {
    try {
      await this.#db.drafts.put({ id: this.#id, fields: { ...fields } })
      this.#trouble = ''
    } catch (error) {
      this.#trouble = sayTrouble(error)
    }
  }

  forget = () => this.#db.drafts.delete(this.#id)
}
