import { MOST_POINTS } from '../../../../../../shared/event/outline.ts'
import type { Outline, Point } from '../../../../../../shared/event/outline.ts'

const MOST_BACK = 100

/** An outline while it is drawn: its corners, the one that is chosen, and the way back. */
export class Drawing {
  readonly #read: () => Outline
  readonly #write: (outline: Outline) => void
  #before = $state.raw<readonly Outline[]>([])
  #chosen = $state(-1)
  #isDragging = $state(false)

  constructor(read: () => Outline, write: (outline: Outline) => void) {
    this.#read = read
    this.#write = write
  }

  get points() {
    return this.#read()
  }
  /** The corner that arrows move; -1 where there is none. */
  get chosen() {
    return Math.min(this.#chosen, this.points.length - 1)
  }
  get canUndo() {
    return this.#before.length > 0
  }
  get isFull() {
    return this.points.length >= MOST_POINTS
  }

  /** While a point is under a finger, what takes long is not worked out. */
  get isDragging() {
    return this.#isDragging
  }

  hold() {
    this.mark()
    this.#isDragging = true
  }

  letGo() {
    this.#isDragging = false
  }

  choose(nth: number) {
    this.#chosen = nth
  }

  /** Notes how it is now, so that what follows can be undone at once. */
  mark() {
    this.#before = [...this.#before, this.points].slice(-MOST_BACK)
  }

  add(point: Point, at = this.points.length) {
    if (this.isFull) return
    this.mark()
    this.#write(this.points.toSpliced(at, 0, point))
    this.#chosen = at
  }

  /** Part of a drag: who begins one marks. */
  move(nth: number, point: Point) {
    this.#write(this.points.with(nth, point))
    this.#chosen = nth
  }

  takeOut(nth: number) {
    this.mark()
    this.#write(this.points.toSpliced(nth, 1))
    this.#chosen = Math.min(nth, this.points.length - 1)
  }

  clear() {
    this.mark()
    this.#write([])
  }

  undo() {
    const last = this.#before.at(-1)
    if (!last) return
    this.#before = this.#before.slice(0, -1)
    this.#write(last)
  }
}
