import { createHash } from 'node:crypto'
import { Dice } from './dice.ts'
import { PlainResponse } from './wire.ts'
import type { Schedule } from './schedule.ts'

/**
 * Takes the clock, the timers and the dice of this process into hand, before anything of the product is
 * loaded: what it reads there is then the history's, and the same at each run.
 */
interface Hand {
  schedule: Schedule | null
  dice: Dice
  /** What was written to the console as an error. */
  errors: unknown[]
}

export const hand: Hand = { schedule: null, dice: new Dice(1), errors: [] }

const RealDate = Date
const realTimeout = setTimeout
const now = () => hand.schedule?.now ?? RealDate.now()

class VirtualDate extends RealDate {
  constructor(...args: [] | [number | string | Date]) {
    if (args.length === 0) super(now())
    else super(...(args as [number]))
  }
  static override now = () => now()
}
globalThis.Date = VirtualDate as DateConstructor

Math.random = () => hand.dice.next()

const digest = async (name: string, bytes: Uint8Array) => {
  const { buffer, byteOffset, length } = createHash(name.replace('-', '').toLowerCase())
    .update(bytes)
    .digest()
  return buffer.slice(byteOffset, byteOffset + length)
}
Object.defineProperty(globalThis, 'crypto', {
  value: {
    randomUUID: () => hand.dice.uuid(),
    getRandomValues: <T extends Uint8Array>(bytes: T) => (hand.dice.fill(bytes), bytes),
    subtle: { digest },
  },
})

const timers = new Map<number, () => void>()
let nextTimer = 1
globalThis.setTimeout = ((run: () => void, delay = 0) => {
  const { schedule } = hand
  if (!schedule) return realTimeout(run, delay)
  const id = nextTimer++
  // Without a delay it is a turn, not a time.
  if (delay <= 0) schedule.soon(null, run)
  else timers.set(id, schedule.after(delay, null, run))
  return id
}) as unknown as typeof setTimeout
globalThis.clearTimeout = ((id: number) => {
  timers.get(id)?.()
  timers.delete(id)
}) as typeof clearTimeout
globalThis.setImmediate = ((run: () => void) => {
  if (hand.schedule) hand.schedule.soon(null, run)
  else realTimeout(run, 0)
}) as unknown as typeof setImmediate

globalThis.Response = PlainResponse as unknown as typeof Response

// Dexie ends one with every transaction, and the real one makes an error with its trace each time.
globalThis.AbortController = class {
  readonly #heard: (() => void)[] = []
  readonly signal = {
    aborted: false,
    addEventListener: (_: string, hear: () => void) => void this.#heard.push(hear),
    removeEventListener: () => undefined,
  }
  abort() {
    if (this.signal.aborted) return
    this.signal.aborted = true
    for (const hear of this.#heard) hear()
  }
} as unknown as typeof AbortController

// Tabs speak through the simulator's channels, and Dexie would tell every store of this process.
Reflect.deleteProperty(globalThis, 'BroadcastChannel')

console.error = (...said) => void hand.errors.push(said[0])
console.warn = () => undefined
// What nobody waits for and goes wrong all the same is a mistake in an app too.
process.on('unhandledRejection', (error) => void hand.errors.push(error))
