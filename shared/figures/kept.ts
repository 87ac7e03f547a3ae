import { mergeTargets } from '../plan/merged.ts'
import { addressOf } from './question.ts'
import type { Question } from './question.ts'
import type { Changes, Held, HeldKind, KindChange, Rows } from './rows.ts'
import { share } from './share.ts'
import type { Shelf } from './shelf.ts'
import { StandActions } from './stand/actions.ts'
import { LatestEntries, isEntryKind } from './stand/entries.ts'
import type { EntryKind } from './stand/entries.ts'
import { StandEvents } from './stand/events.ts'
import { StandFindings } from './stand/findings.ts'
import { StandIndicators } from './stand/indicators.ts'
import { newShelves } from './stand/shelves.ts'
import type { Shelves } from './stand/shelves.ts'
import type { Standings } from './stand/standings.ts'
import { sum } from './sum/sum.ts'
import type { Figures } from './sum/sum.ts'

/** Answers that are remembered: a screen asks a few questions, over and over. */
const MOST_ANSWERS = 12

/**
 * The figures of rows that come and go. Each action, indicator and event is worked out again only when
 * something that bears on it has changed; the sums over them are made anew, and whatever comes out the same
 * stays the very same object. What is answered depends on the rows alone, and never on the order or the
 * portions in which they came.
 */
export class KeptFigures {
  readonly #shelves: Shelves = newShelves()
  readonly #entries = new LatestEntries(this.#shelves)
  readonly #actions = new StandActions()
  readonly #events = new StandEvents()
  readonly #indicators = new StandIndicators()
  readonly #findings = new StandFindings()
  readonly #answers = new Map<string, { standings: Standings; figures: Figures }>()
  #targets: ReadonlyMap<string, string> = new Map()
  #standings: Standings | null = null
  /** How often something has changed. */
  #changes = 0

  constructor(rows: Rows = {}) {
    for (const kind of Object.keys(rows) as HeldKind[]) this.#putAll(kind, rows[kind] ?? [])
  }

  /** Takes in what has happened to the rows. */
  change(changes: Changes): void {
    const kinds = Object.keys(changes) as HeldKind[]
    for (const kind of kinds) this.#take(kind, changes[kind])
    if (kinds.length === 0) return
    this.#standings = null
    this.#changes++
  }

  /** The rows of a kind that stand here, to find out what has changed since. */
  shelf<K extends HeldKind>(kind: K): Shelves[K] {
    return this.#shelves[kind]
  }

  /** Everything with how it stands on a day: what sums are made of. */
  standOn(asAt: string): Standings {
    if (this.#standings?.asAt === asAt) return this.#standings
    const steps = this.#stand(asAt)
    for (;;) {
      const { done, value } = steps.next()
      if (done) return (this.#standings = value)
    }
  }

  *#stand(asAt: string): Generator<undefined, Standings> {
    const shelves = this.#shelves
    const targets = mergeTargets(shelves.action.all())
    if (!isSameMap(targets, this.#targets)) this.#targets = targets
    const { events, reach } = this.#events.of(shelves, this.#targets)
    yield
    const actions = this.#actions.of(shelves, this.#targets, reach, asAt)
    yield
    const indicators = this.#indicators.of(shelves, reach, asAt)
    yield
    const findings = this.#findings.of(shelves, asAt)
    const around = { asAt, shelves, targets: this.#targets, entries: this.#entries }
    return { ...around, events, actions, indicators, findings }
  }

  answer(question: Question): Figures {
    const standings = this.standOn(question.asAt)
    const address = addressOf(question)
    const before = this.#answers.get(address)
    if (before?.standings === standings) return before.figures
    const figures = share(before?.figures, sum(standings, question))
    this.#answers.delete(address)
    this.#answers.set(address, { standings, figures })
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > MOST_ANSWERS && oldest !== undefined) this.#answers.delete(oldest)
    return figures
  }

  /**
   * The same answer in steps, none of them long, so that a screen can be drawn and touched between them.
   * Ends with null where something has changed since it began: what comes next is then another answer.
   */
  *answerInSteps(question: Question): Generator<undefined, Figures | null> {
    const began = this.#changes
    if (this.#standings?.asAt !== question.asAt) {
      const steps = this.#stand(question.asAt)
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) {
          this.#standings = step.value
          break
        }
        yield
        if (this.#changes !== began) return null
        // Somebody else has asked meanwhile, and could not wait.
        if (this.#standings?.asAt === question.asAt) break
      }
      yield
      if (this.#changes !== began) return null
    }
    return this.answer(question)
  }

  #take<K extends HeldKind>(kind: K, change: KindChange<Held[K]> | undefined) {
    const shelf: Shelf<Held[K]> = this.#shelves[kind]
    for (const id of change?.gone ?? []) {
      this.#note(kind, shelf.one(id), undefined)
      shelf.drop(id)
    }
    this.#putAll(kind, change?.put ?? [])
  }

  #putAll<K extends HeldKind>(kind: K, rows: readonly Held[K][]) {
    const shelf: Shelf<Held[K]> = this.#shelves[kind]
    for (const row of rows) {
      this.#note(kind, shelf.one(row.id), row)
      shelf.put(row)
    }
  }

  #note<K extends HeldKind>(kind: K, before: Held[K] | undefined, now: Held[K] | undefined) {
    if (isEntryKind(kind)) this.#entries.moved(kind, before as MaybeEntry, now as MaybeEntry)
  }
}

type MaybeEntry = Held[EntryKind] | undefined

/** The figures that rows make, by a question. Pure: the same rows in any order give the same bytes. */
export const figuresOf = (rows: Rows, question: Question): Figures =>
  new KeptFigures(rows).answer(question)

const isSameMap = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
