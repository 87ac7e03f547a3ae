import { inverse, standing } from '../../../../shared/plan/authoring/change.ts'
import type {
  Find,
  PlanChange,
  RowRemoved,
  WrittenKind,
} from '../../../../shared/plan/authoring/change.ts'
import type { Kind } from '../../../../shared/kinds.ts'
import type { Shell } from '../shell.svelte.ts'
import { sayTrouble } from '../trouble.ts'
import { isUsed } from './used.ts'
import { writesOf } from './writes.ts'

interface Step {
  said: string
  changes: readonly PlanChange[]
}

/** What stood before may hold words that were once asked about, and were let stand for a reason. */
const STOOD = 'Taken back to the words that stood before.'

/**
 * What one person writes in plans, with the way back. Each step is kept whole or not at all; what is
 * undone is only what still stands as this person left it.
 */
export class PlanEdits {
  readonly #shell: Shell
  #done = $state.raw<readonly Step[]>([])
  #said = $state('')
  #turn: Promise<unknown> = Promise.resolve()

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get canUndo() {
    return this.#done.length > 0
  }
  /** What happened last, in a sentence. */
  get said() {
    return this.#said
  }

  find: Find = (kind, id) => this.#shell.store.view.one(kind as Kind, id)

  /** Keeps a step. Resolves once it is durable on this device; the screen has it then. */
  make = (changes: readonly PlanChange[], said: string, because: string | null = null) =>
    this.#inTurn(async () => {
      if (changes.length === 0) return
      await this.#write(changes, because)
      this.#done = [...this.#done, { said, changes }]
      this.#said = said
    })

  undo = () => this.#inTurn(() => this.#takeBack()).catch(this.#sayWhy)
  #sayWhy = (error: unknown) => void (this.#said = sayTrouble(error))

  async #takeBack() {
    const step = this.#done.at(-1)
    if (!step) return
    const back = standing(inverse(step.changes), this.find, (kind, id) =>
      isUsed(this.#shell, kind, id, step.changes),
    )
    await this.#write([...back.edits, ...back.removed.map(this.#anew)], STOOD)
    for (const { kind, id } of back.made.toReversed()) await this.#shell.store.remove(kind, id)
    this.#done = this.#done.slice(0, -1)
    this.#said = `Taken back: ${step.said}${sayLeft(back.left)}`
  }

  /** What was taken out comes back under another name of its own: the old one is closed for good. */
  #anew = (row: RowRemoved): PlanChange => ({
    ...row,
    is: 'create',
    id: this.newId(row.kind),
  })

  newId = (kind: WrittenKind) => `${kind}-${this.#shell.store.world.newId()}`

  async #write(changes: readonly PlanChange[], because: string | null) {
    const { store } = this.#shell
    await store.write(writesOf(changes, because))
    for (const it of changes) if (it.is === 'remove') await store.remove(it.kind, it.id)
  }

  /** One at a time: each finds the plan as the one before it left it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}

const sayLeft = (count: number) =>
  count === 0
    ? ''
    : `. ${count === 1 ? 'One thing has' : `${count} things have`} been changed or used since and stay`

/** The way back belongs to the person at this browser, whichever form of the plan they are in. */
const known = new WeakMap<Shell, PlanEdits>()
export function editsOf(shell: Shell): PlanEdits {
  const edits = known.get(shell) ?? new PlanEdits(shell)
  known.set(shell, edits)
  return edits
}
