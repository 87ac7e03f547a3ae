import type { Answer, Trouble } from './answer.ts'

/**
 * Something only the office knows, asked for beside a page and never in its way: the page is there
 * at once, and this fills in when it comes.
 */
export class Asked<T> {
  readonly #ask: () => Promise<Answer<T>>
  #value = $state.raw<T | null>(null)
  #trouble = $state<Trouble | 'asking' | null>('asking')

  constructor(ask: () => Promise<Answer<T>>) {
    this.#ask = ask
    void this.again()
  }

  /** What was last heard; null before that. */
  get value() {
    return this.#value
  }
  /** Why there is nothing newer; null once it was answered. */
  get trouble() {
    return this.#trouble
  }

  again = async () => {
    const answer = await this.#ask()
    this.#trouble = answer.ok ? null : answer.why
    if (answer.ok) this.#value = answer.is
  }
}
