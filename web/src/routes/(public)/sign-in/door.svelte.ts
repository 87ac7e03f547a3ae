import { goto } from '$app/navigation'
import { arrive, landingOf } from '../../../../../shared/access/arrival.ts'
import type { Role } from '../../../../../shared/access/role.ts'
import { troubles } from '$lib/answer.ts'
import type { Answer, Trouble } from '$lib/answer.ts'
import { startPartnership } from '$lib/partnerships.ts'
import type { Founding } from '$lib/partnerships.ts'
import { addPasskey, proveByPasskey, stopOffering } from '$lib/passkey.ts'
import * as verbs from '$lib/signIn.ts'
import type { Person } from '$lib/signIn.ts'

type Seat = { partnershipId: string; name: string }
export type Step =
  | { at: 'who' }
  | { at: 'code'; email: string }
  | { at: 'choose'; seats: readonly Seat[] }
  | { at: 'none' }
  | { at: 'found' }
  /** Null when it is not for a seat: an operator's own. */
  | { at: 'second-factor'; partnershipId: string | null }

/** The sign-in page's way from "who are you" to the first screen. */
export class Door {
  #step = $state.raw<Step>({ at: 'who' })
  #person = $state.raw<Person | null>(null)
  #trouble = $state<Trouble | null>(null)
  /** What must be read before anything else happens, as of an invitation that cannot be used. */
  #news = $state<Trouble | null>(null)
  #isBusy = $state(false)
  #invitedUntil = $state<string | null>(null)
  #offer: AbortController | null = null
  readonly #to: string | null

  constructor(to: string | null) {
    this.#to = to
    const email = verbs.codeAskedFor()
    if (email) this.#step = { at: 'code', email }
  }

  get step() {
    return this.#step
  }
  /** Who this browser already knows, though they have not come in. */
  get person() {
    return this.#person
  }
  get trouble() {
    if (this.#trouble === 'no-signal') return 'Signing in needs signal, and there is none just now.'
    return this.#trouble && troubles[this.#trouble]
  }
  get news() {
    return this.#news && troubles[this.#news]
  }
  /** Until when the first administrator of the partnership that was just started may come in. */
  get invitedUntil() {
    return this.#invitedUntil
  }
  get isBusy() {
    return this.#isBusy
  }

  /** Finds out whether somebody is half in already: back from Microsoft, or at a link from their mail. */
  async look(isBack: boolean) {
    const answer = await verbs.seats()
    if (!answer.ok || !answer.is.person) return
    this.#person = answer.is.person
    if (isBack || verbs.invitation()) await this.goOn()
  }

  askForCode = (email: string) =>
    this.#do(async () => {
      if (!this.#heard(await verbs.askForCode(email))) return
      verbs.rememberCodeFor(email)
      this.#step = { at: 'code', email }
    })

  proveByCode = (email: string, code: string) =>
    this.#do(async () => {
      if (!this.#heard(await verbs.proveByCode(email, code))) return
      verbs.forgetCodeFor()
      await this.#arrive()
    })

  proveByPasskey = () =>
    this.#do(async () => {
      this.#offer?.abort()
      if (this.#heard(await proveByPasskey())) await this.#arrive()
    })

  /** The browser offers the passkeys it knows where the address is typed; most people see nothing of it. */
  async offerPasskey() {
    this.#offer = new AbortController()
    if ((await proveByPasskey(this.#offer.signal)).ok) await this.goOn()
  }

  addPasskey = (label: string) =>
    this.#do(async () => {
      if (this.#heard(await addPasskey(label))) await this.#arrive()
    })

  goOn = () => this.#do(() => this.#arrive())

  enter = (partnershipId: string) => this.#do(() => this.#enter(partnershipId))

  /** Somebody else, or another way. */
  startAgain = () => {
    verbs.forgetCodeFor()
    this.#step = { at: 'who' }
    this.#person = null
    this.#trouble = null
    this.#news = null
  }

  async #arrive() {
    // The choice was made before the passkey was asked for.
    const { at, partnershipId } = { partnershipId: null, ...this.#step }
    if (at === 'second-factor' && partnershipId) return this.#enter(partnershipId)
    const token = verbs.invitation()
    if (token) {
      const accepted = await verbs.acceptInvitation(token)
      if (accepted.ok) return this.#land(accepted.is.role)
      if (accepted.why === 'no-signal' || accepted.why === 'too-many') {
        this.#heard(accepted)
        return
      }
      // Answered: it is used now, or can never be.
      verbs.forgetInvitation()
      if (accepted.why !== 'second-factor') this.#news = accepted.why
    }
    const answer = await verbs.seats()
    if (!this.#heard(answer)) return
    this.#person = answer.is.person
    const arrival = arrive(answer.is.seats, this.#news !== null)
    if (arrival.step === 'enter') await this.#enter(arrival.seat.partnershipId)
    else if (arrival.step === 'choose') this.#step = { at: 'choose', seats: arrival.seats }
    else this.#step = this.#withoutSeat()
  }

  /** An operator starts partnerships from here, and shows a second factor first. */
  #withoutSeat(): Step {
    if (!this.#person?.isOperator) return { at: 'none' }
    if (this.#person.proof === 'code') return { at: 'second-factor', partnershipId: null }
    return { at: 'found' }
  }

  found = (founding: Founding) =>
    this.#do(async () => {
      const answer = await startPartnership(founding)
      if (this.#heard(answer)) this.#invitedUntil = answer.is.expiresAt
    })

  async #enter(partnershipId: string) {
    const taken = await verbs.takeSeat(partnershipId)
    if (taken.ok) return this.#land(taken.is.role)
    if (taken.why === 'second-factor') this.#step = { at: 'second-factor', partnershipId }
    else this.#heard(taken)
  }

  async #land(role: Role) {
    verbs.forgetInvitation()
    await stopOffering()
    await goto(landingOf(role, this.#to))
  }

  #heard<T>(answer: Answer<T>): answer is { ok: true; is: T } {
    if (!answer.ok) this.#trouble = answer.why
    return answer.ok
  }

  async #do(work: () => Promise<void>) {
    if (this.#isBusy) return
    this.#isBusy = true
    this.#trouble = null
    try {
      await work()
    } finally {
      this.#isBusy = false
    }
  }
}
