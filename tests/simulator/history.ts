import { hand } from './globals.ts'
import { Dice } from './dice.ts'
import { calm, Tally } from './faults.ts'
import type { Fault, Rates } from './faults.ts'
import { kindOf } from './boundary.ts'
import type { TransactionKind } from './boundary.ts'
import type { Moment, Transaction } from './idb/transaction.ts'
import { Line } from './line.ts'
import type { Dump, Office } from './office.ts'
import { Phone } from './phone.ts'
import { checkRest } from './rest.ts'
import { Schedule } from './schedule.ts'
import { takeStep } from './steps.ts'
import type { Step } from './steps.ts'
import type { Tab } from './tab.ts'
import { Violation } from './violation.ts'
import { Watch } from './watch.ts'

/** Everything a history follows from. Kept as it is, it is a test. */
export interface Case {
  seed: number
  /** Whose phones there are at the start. */
  people: string[]
  rates: Partial<Rates>
  hasPoke: boolean
  steps: Step[]
}

export interface Outcome {
  violation: Violation | null
  operations: number
  faults: Record<string, number>
  boundaries: Record<string, number>
  events: number
  log: string[]
}

const START = Date.parse('2026-11-22T09:00:00.000Z')
const MINUTE = 60_000
/** By then, once nothing goes wrong any more, everything must be where it belongs. */
const DRAIN_MS = 12 * MINUTE

/** One history: a few people with phones, an office, and what happens to them. */
export class History {
  readonly office: Office
  readonly schedule = new Schedule(START)
  readonly line: Line
  readonly watch: Watch
  readonly hasPoke: boolean
  phones: Phone[] = []
  nextTab = 1
  /** What a restore would bring back. */
  snapshot: Dump | null = null
  readonly idDice: Dice
  readonly netDice: Dice
  readonly diskDice: Dice
  readonly #faultDice: Dice
  #rates: Rates
  readonly faults = new Tally()
  readonly boundaries = new Tally()
  operations = 0
  /** The office was put back to an earlier time. */
  hasTravelled = false
  /** Two phones may share a device id, or the office has forgotten what it answered one. */
  mayFork = false
  /** Whose scopes have changed. */
  hasHidden = new Set<string>()
  readonly lines: string[] = []
  readonly #case: Case
  #failure: Violation | null = null

  constructor(office: Office, it: Case, readonlyLog = false) {
    const dice = new Dice(it.seed)
    this.office = office
    this.#case = it
    this.idDice = dice.of('ids')
    this.netDice = dice.of('net')
    this.diskDice = dice.of('disk')
    this.#faultDice = dice.of('faults')
    this.#rates = { ...calm, ...it.rates }
    this.hasPoke = it.hasPoke
    this.line = new Line(this)
    this.watch = new Watch(this)
    this.isLogged = readonlyLog
    hand.schedule = this.schedule
    hand.dice = dice.of('worker')
    hand.errors = []
    office.reset()
    office.d1.host = {
      // Mostly a moment, and now and then long enough for somebody else to get in between.
      wait: () => this.schedule.sleep(this.netDice.next() * (this.netDice.chance(0.12) ? 700 : 4)),
      fault: (moment) => {
        if (this.happens(moment === 'before' ? 'd1Before' : 'd1After'))
          throw new Error(`D1_ERROR: simulated, ${moment} the commit`)
      },
    }
    office.onNews = () => this.#tellNews()
  }
  readonly isLogged: boolean
  #kinds = new WeakMap<Transaction, TransactionKind>()

  log(line: string) {
    if (this.isLogged) this.lines.push(`${this.schedule.now - START} ${line}`)
  }

  fail(invariant: string, message: string) {
    this.log(`VIOLATION ${invariant} ${message}`)
    this.#failure ??= new Violation(invariant, message)
  }

  /** Throws the dice for a fault, and counts it. */
  happens(fault: Fault, weight = 1): boolean {
    const rate = this.#rates[fault]
    if (rate === 0 || !this.#faultDice.chance(rate * weight)) return false
    this.faults.add(fault)
    return true
  }

  /** At each end of each transaction of each tab's storage. */
  boundary(tab: Tab, transaction: Transaction, moment: Moment): DOMException | null {
    // Afterwards what it changed can no longer be told.
    const kind = this.#kinds.get(transaction) ?? kindOf(transaction)
    this.#kinds.set(transaction, kind)
    const isRead = kind === 'read'
    if (this.happens(moment === 'before' ? 'crashBefore' : 'crashAfter', weights[kind] ?? 1)) {
      this.boundaries.add(`${kind}, ${moment} commit`)
      this.log(`${tab.name} crashes at: ${kind}, ${moment}`)
      const { phone } = tab
      tab.kill()
      this.schedule.after(this.diskDice.between(500, 8_000), null, () => phone.open())
      return null
    }
    if (moment === 'after' && (kind === 'land a page' || kind === 'swap in scopes')) {
      tab.hasLanded = true
      tab.pulledAt = this.schedule.now
    }
    if (moment === 'after' || isRead) return null
    if (transaction.mode === 'versionchange') return null
    if (tab.phone.fullUntil > this.schedule.now)
      return new DOMException('the disk is full', 'QuotaExceededError')
    if (this.happens('quota')) {
      tab.phone.fullUntil = this.schedule.now + this.diskDice.between(0, 5_000)
      return new DOMException('the disk is full', 'QuotaExceededError')
    }
    if (this.happens('abort')) return new DOMException('the disk failed', 'UnknownError')
    if (this.happens('lostConnection')) {
      transaction.db.lose()
      return new DOMException('the connection was lost', 'AbortError')
    }
    return null
  }

  /** What a phone of an older build would have sent. */
  asSentBy(phone: Phone, path: string, body: string): string {
    if (!phone.isOldBuild || path !== '/api/sync/pull') return body
    return JSON.stringify({ ...(JSON.parse(body) as object), speaks: 0 })
  }

  #tellNews() {
    if (!this.hasPoke) return
    for (const phone of this.phones)
      for (const tab of phone.tabs)
        if (phone.isOnline)
          this.schedule.after(this.netDice.between(20, 400), tab, () => tab.loop?.wake())
  }

  async run(): Promise<Outcome> {
    try {
      await this.#live()
    } catch (error) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.#failure ??= error instanceof Violation ? error : new Violation('error', said)
    } finally {
      for (const phone of this.phones) phone.killAll()
      this.schedule.clear()
      hand.schedule = null
    }
    return {
      violation: this.#failure,
      operations: this.operations,
      faults: this.faults.counts,
      boundaries: this.boundaries.counts,
      events: this.schedule.count,
      log: this.lines,
    }
  }

  async #live() {
    for (const [at, memberId] of this.#case.people.entries()) {
      const phone = new Phone(this, `p${at}`, memberId)
      this.phones.push(phone)
      phone.open()
    }
    await this.#until(() => this.#isDrained(), this.schedule.now + MINUTE)
    for (const step of this.#case.steps) {
      await this.#pass(step.wait)
      this.log(`step ${JSON.stringify(step)}`)
      await takeStep(this, step)
      await this.#look()
    }
    await this.#pass(1_000)
    await this.#heal()
    const isDrained = await this.#until(() => this.#isDrained(), this.schedule.now + DRAIN_MS)
    if (!isDrained)
      throw new Violation(
        'I10',
        `not at rest after ${DRAIN_MS / MINUTE} minutes: ${this.#restless()}`,
      )
    // The other tabs of a phone hear of it a moment later.
    await this.#pass(500)
    await checkRest(this)
    this.#throwFailure()
  }

  wait = (ms: number) => this.#pass(ms)

  /** Passes as much time as this work takes. */
  async finish<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = () => (isDone = true)
    work.then(done, done)
    await this.schedule.settle()
    while (!isDone && (await this.schedule.step())) this.#throwFailure()
    if (!isDone) throw new Violation('I10', 'work that waits for nothing')
    return work
  }

  /** Somebody was told that their work could not be kept. That is no harm, if there was a reason. */
  refused(deed: string, error: unknown) {
    this.log(`${deed} could not be kept: ${String(error)}`)
    if (!isExpected(error)) this.fail('error', `${deed}: ${String(error)}`)
  }

  #throwFailure() {
    if (this.#failure) throw this.#failure
    const unexpected = hand.errors.find((it) => !isExpected(it))
    if (unexpected) {
      const text =
        unexpected instanceof Error ? (unexpected.stack ?? unexpected.message) : String(unexpected)
      throw new Violation('error', text.slice(0, 600))
    }
  }

  async #look() {
    await this.schedule.settle()
    this.#throwFailure()
  }

  async #pass(ms: number) {
    const until = this.schedule.now + ms
    while (await this.schedule.step(until)) this.#throwFailure()
    this.schedule.now = Math.max(this.schedule.now, until)
  }

  async #until(isDone: () => boolean, until: number): Promise<boolean> {
    await this.schedule.settle()
    for (let at = this.schedule.now; ;) {
      // Looked at once in a while, because a look costs more than an event.
      if (isDone()) return true
      at += 250
      if (at > until) return false
      while (await this.schedule.step(at)) this.#throwFailure()
      this.schedule.now = Math.max(this.schedule.now, at)
    }
  }

  /** From now on nothing goes wrong; everybody has a signal and the app open. */
  async #heal() {
    this.#rates = calm
    await this.schedule.settle()
    this.#healedAt = this.schedule.now
    for (const phone of this.phones) {
      phone.fullUntil = 0
      phone.isOldBuild = false
      if (phone.tabs.length === 0) phone.open()
      for (const tab of phone.tabs) tab.isShown = true
      phone.setOnline(true)
    }
  }

  #healedAt = 0
  #isDrained = () => this.line.busy === 0 && this.#restless() === ''

  /** What is still to be done, in a word for each phone. */
  #restless(): string {
    return this.phones
      .map((phone) => {
        const waiting = phone.mids('outbox').length
        const at = phone.at
        const isBehind = !at || at.version !== this.office.version || at.nonce !== this.office.nonce
        const isOpen = phone.tabs.length > 0 && phone.tabs.every(({ store }) => store !== null)
        if (!isOpen) return `${phone.name} is not open`
        if (!phone.tabs.some((it) => it.pulledAt >= this.#healedAt))
          return `${phone.name} was not in touch`
        if (waiting > 0) return `${phone.name} has ${waiting} waiting`
        if (phone.isMidway) return `${phone.name} is to ask for more`
        return isBehind
          ? `${phone.name} is at ${at?.version ?? 'nothing'} of ${this.office.version}`
          : ''
      })
      .filter(Boolean)
      .join(', ')
  }
}

/** What happens at each of its syncs a phone is seldom killed at, and what hardly ever happens almost always. */
const weights: Partial<Record<TransactionKind, number>> = {
  read: 0.15,
  'land a page': 0.7,
  'note answers': 2,
  'take a new device id': 25,
  'offer the journal again': 25,
  'swap in scopes': 15,
  'fold or repair packs': 3,
  'drop what cannot be read': 15,
}

/** What the worker, or a tab, says of a fault that the simulator made. */
const isExpected = (error: unknown): boolean => {
  const text =
    error instanceof Error
      ? `${error.name} ${error.message} ${String(error.cause ?? '')}`
      : String(error)
  return /simulated|QuotaExceeded|AbortError|UnknownError|DatabaseClosed|guard_holds/.test(text)
}
