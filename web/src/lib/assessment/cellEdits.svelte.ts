import {
  cellOf,
  inverse,
  standing,
  withChanges,
} from '../../../../shared/assessment/grid/changes.ts'
import type { CellChange } from '../../../../shared/assessment/grid/changes.ts'
import { isSame } from '../../../../shared/sync/canonical.ts'
import type { Shell } from '../shell.svelte.ts'
import type { Write } from '../store/write.ts'
import { sayTrouble } from '../trouble.ts'

interface Step {
  said: string
  changes: CellChange[]
}

/**
 * The changes of one person at one matrix, with the way back. Each cell is a part of its row that
 * merges by itself, so two people at two cells of one row are both heard. What is undone is only what
 * still stands as this person left it.
 */
export class CellEdits {
  readonly #shell: Shell
  #done = $state.raw<Step[]>([])
  #undone = $state.raw<Step[]>([])
  #said = $state('')
  #turn: Promise<unknown> = Promise.resolve()

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get canUndo() {
    return this.#done.length > 0
  }
  get canRedo() {
    return this.#undone.length > 0
  }
  /** What happened last, in a sentence. */
  get said() {
    return this.#said
  }

  /** Keeps changes, all of them or none. Resolves once they are durable on this device. */
  make = (changes: readonly CellChange[], said: string) =>
    this.#inTurn(async () => {
      // Of two scores typed into one cell in a breath, the second takes the place of the first.
      const real = changes
        .map((it) => ({ ...it, before: cellOf(this.#cellsOf(it.rowId), it.columnId) }))
        .filter(({ before, after }) => !isSame(before, after))
      if (real.length === 0) return
      await this.#write(real)
      this.#done = [...this.#done, { said, changes: real }]
      this.#undone = []
      this.#said = said
    })

  undo = () => this.#inTurn(() => this.#takeBack()).catch(this.#sayWhy)
  redo = () => this.#inTurn(() => this.#doAgain()).catch(this.#sayWhy)
  #sayWhy = (error: unknown) => void (this.#said = sayTrouble(error))

  async #takeBack() {
    const step = this.#done.at(-1)
    if (!step) return
    const { made, left } = await this.#apply(inverse(step.changes))
    this.#done = this.#done.slice(0, -1)
    if (made.length > 0)
      this.#undone = [...this.#undone, { said: step.said, changes: inverse(made) }]
    this.#said = `Taken back: ${step.said}${sayLeft(left)}`
  }

  async #doAgain() {
    const step = this.#undone.at(-1)
    if (!step) return
    const { made, left } = await this.#apply(step.changes)
    this.#undone = this.#undone.slice(0, -1)
    if (made.length > 0) this.#done = [...this.#done, { said: step.said, changes: made }]
    this.#said = `Done again: ${step.said}${sayLeft(left)}`
  }

  async #apply(changes: readonly CellChange[]) {
    const one = (id: string) => this.#shell.store.view.one('matrixRow', id)
    const { mine, theirs } = standing(changes, { one })
    await this.#write(mine)
    return { made: mine, left: theirs.length }
  }

  #cellsOf = (rowId: string) => this.#shell.store.view.one('matrixRow', rowId)?.cells ?? {}

  /** One at a time: each lays its cells over the row as the one before it left it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #write(changes: readonly CellChange[]) {
    const { store } = this.#shell
    const rowIds = changes.map(({ rowId }) => rowId)
    const writes = rowIds
      .filter((id, at) => rowIds.indexOf(id) === at)
      .map((id): Write => {
        const cells = this.#cellsOf(id)
        const own = changes.filter(({ rowId }) => rowId === id)
        return { op: 'edit', kind: 'matrixRow', id, changes: { cells: withChanges(cells, own) } }
      })
    await store.write(writes)
  }
}

const sayLeft = (cells: number) =>
  cells === 0
    ? ''
    : `. ${cells === 1 ? '1 cell has' : `${cells} cells have`} been changed by somebody else since and stay as they are`
