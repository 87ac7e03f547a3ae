import type { Case, Outcome } from './history.ts'
import { Tally } from './faults.ts'
import { drawCase, History, openOffice } from './product.ts'
import { shrink } from './shrink.ts'

export interface Failure {
  invariant: string
  message: string
  case: Case
}

/** What became of some histories. */
export interface Report {
  histories: number
  operations: number
  events: number
  faults: Record<string, number>
  boundaries: Record<string, number>
  failures: Failure[]
}

const HANGS_MS = 90_000

/** Runs histories one after the other, each from a seed of its own. */
export class Batch {
  #office = openOffice()
  readonly faults = new Tally()
  readonly boundaries = new Tally()
  histories = 0
  operations = 0
  events = 0
  failures: Failure[] = []
  /** What is being run, and since when by this machine's clock. */
  running: { case: Case; since: number } | null = null
  readonly #mostFailures: number

  constructor(mostFailures = 5) {
    this.#mostFailures = mostFailures
  }

  async run(it: Case, isLogged = false): Promise<Outcome> {
    const outcome = await this.#play(it, isLogged)
    this.histories++
    this.operations += outcome.operations
    this.events += outcome.events
    this.faults.take(outcome.faults)
    this.boundaries.take(outcome.boundaries)
    if (outcome.violation) {
      const { invariant, message } = outcome.violation
      this.failures.push({ invariant, message, case: it })
    }
    return outcome
  }

  async #play(it: Case, isLogged = false): Promise<Outcome> {
    const office = await this.#office
    this.running = { case: it, since: performance.now() }
    const outcome = await new History(office, it, isLogged).run()
    this.running = null
    return outcome
  }

  /** One that has been going on for longer than any does: it waits for what will not come. */
  hanging(): Failure | null {
    const { running } = this
    if (!running || performance.now() - running.since < HANGS_MS) return null
    return { invariant: 'I10', message: 'I10: a history that hangs', case: running.case }
  }

  /** The smallest history that still breaks the same promise. */
  async shrunk(failure: Failure): Promise<Failure> {
    return shrink(failure, async (it) => {
      const { violation } = await this.#play(it)
      return violation && { invariant: violation.invariant, message: violation.message, case: it }
    })
  }

  get isOver() {
    return this.failures.length >= this.#mostFailures
  }

  report = (): Report => ({
    histories: this.histories,
    operations: this.operations,
    events: this.events,
    faults: this.faults.counts,
    boundaries: this.boundaries.counts,
    failures: this.failures,
  })
}

export { drawCase }
