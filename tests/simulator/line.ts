import { TransportError, refusalOf } from '../../web/src/lib/sync/transport.ts'
import type { History } from './history.ts'
import type { Phone } from './phone.ts'
import type { Owner } from './schedule.ts'

/** After so long without an answer a phone gives up. The office may still be at it. */
const TIMEOUT_MS = 20_000

/** So many no history needs; whoever asks more goes round in circles. */
const MOST_REQUESTS = 1_500

/** Each so manieth push is decided twice, for the look of it. */
const EVERY_SO_MANY = 4

export interface Answer {
  body: unknown
  /** The scopes that this member might see when the office answered. */
  visible: ReadonlySet<string>
}

/** The way between a tab and the office: slow, lossy, and in no order. */
export class Line {
  readonly #history: History
  /** Requests on their way, to the office or back. */
  busy = 0
  #asked = 0
  #pushes = 0

  constructor(history: History) {
    this.#history = history
  }

  ask(path: string, request: unknown, phone: Phone, owner: Owner): Promise<Answer> {
    const history = this.#history
    const dice = history.netDice
    if (++this.#asked === MOST_REQUESTS)
      history.fail('I10', `${MOST_REQUESTS} requests, and no end`)
    const body = JSON.stringify(request)
    return new Promise((resolve, reject) => {
      let isOver = false
      const fail = (why: 'unreachable') => {
        if (!isOver) reject(new TransportError(why))
        isOver = true
      }
      if (!phone.isOnline)
        return void history.schedule.after(dice.between(1, 30), owner, () => fail('unreachable'))
      history.schedule.after(TIMEOUT_MS, owner, () => fail('unreachable'))
      if (history.happens('dropRequest')) return
      const deliver = (status: number, text: string, visible: ReadonlySet<string>) => {
        if (isOver) return
        // The signal may have gone while the office was at it.
        if (!phone.isOnline) return fail('unreachable')
        isOver = true
        const said = parse(text)
        if (said === undefined) reject(new TransportError('unreachable'))
        else if (status === 200) resolve({ body: said, visible })
        else reject(refusalOf(status, said))
      }
      const copies = history.happens('duplicate') ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        this.busy++
        history.schedule.after(this.#delay(), null, () => {
          void this.#arrive(path, body, phone, owner, deliver)
        })
      }
    })
  }

  async #arrive(
    path: string,
    body: string,
    phone: Phone,
    owner: Owner,
    deliver: (status: number, text: string, visible: ReadonlySet<string>) => void,
  ) {
    const history = this.#history
    if (path === '/api/sync/push' && ++this.#pushes % EVERY_SO_MANY === 0)
      if (!(await history.office.decidesAlike(body, phone.memberId)))
        history.fail('I12', `a push of ${phone.name} was decided in two ways`)
    const { status, text } = await history.office.answer(
      path,
      history.asSentBy(phone, path, body),
      phone.memberId,
    )
    const visible = history.office.visible(phone.memberId)
    history.log(`${path} ${phone.name} ${body.length} → ${status} ${text.length}`)
    this.busy--
    if (history.happens('dropResponse')) return
    const isCut = history.happens('truncate')
    const heard = isCut ? text.slice(0, Math.floor(text.length * history.netDice.next())) : text
    history.schedule.after(this.#delay(), owner, () => deliver(status, heard, visible))
  }

  /** Mostly a moment; sometimes so long that what was sent later arrives before, or nobody waits. */
  #delay(): number {
    const { netDice: dice } = this.#history
    if (!this.#history.happens('delay')) return dice.between(5, 120)
    return dice.chance(0.3) ? dice.between(15_000, 60_000) : dice.between(200, 6_000)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
