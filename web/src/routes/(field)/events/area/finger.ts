import type { Frame } from '../../../../../../shared/event/frame.ts'

type At = readonly [x: number, y: number]

/** What a finger on the map does. Places and lengths are in the map's units. */
interface Ground {
  frame: () => Frame
  /** The point that a finger there means; -1 where it means the ground. */
  pointAt: (at: At) => number
  /** How far a finger may stray and still tap. */
  stillness: () => number
  onlook: (frame: Frame) => unknown
  /** A point is taken hold of, and let go. */
  onbegin: () => unknown
  onend: () => unknown
  ondrag: (nth: number, to: At) => unknown
  ontap: (nth: number, at: At) => unknown
}

/** Tells a tap from a drag, and a drag of a point from one of the ground. */
export class Finger {
  readonly #ground: Ground
  #press: { at: At; frame: Frame; nth: number } | null = null
  #isDragging = false

  constructor(ground: Ground) {
    this.#ground = ground
  }

  /** The frame that places are reckoned in: while the ground is dragged, the one it was taken hold of in. */
  get frame() {
    return this.#press?.frame ?? this.#ground.frame()
  }

  down(at: At) {
    this.#press = { at, frame: this.#ground.frame(), nth: this.#ground.pointAt(at) }
  }

  move(to: At) {
    if (!this.#press) return
    const { at, frame, nth } = this.#press
    const [dx, dy] = [to[0] - at[0], to[1] - at[1]]
    if (!this.#isDragging) {
      if (Math.hypot(dx, dy) < this.#ground.stillness()) return
      this.#isDragging = true
      if (nth >= 0) this.#ground.onbegin()
    }
    if (nth >= 0) this.#ground.ondrag(nth, to)
    else this.#ground.onlook({ ...frame, x: frame.x - dx, y: frame.y - dy })
  }

  up() {
    const [press, wasTap] = [this.#press, !this.#isDragging]
    this.leave()
    if (press && wasTap) this.#ground.ontap(press.nth, press.at)
  }

  /** The browser took the finger for something else, such as scrolling. */
  leave() {
    this.#press = null
    this.#isDragging = false
    this.#ground.onend()
  }
}
