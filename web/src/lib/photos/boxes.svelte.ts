import { boxBetween, isBox, moved, resized } from '../../../../shared/photo/boxes.ts'
import type { Box } from '../../../../shared/photo/boxes.ts'
import type { Change } from './make.ts'

export type Tool = 'blur' | 'crop'
interface Laid {
  id: number
  tool: Tool
  box: Box
}
interface Point {
  x: number
  y: number
}
/** What a finger holds: a box by its middle or its corner, or one that it is just drawing. */
interface Hold {
  id: number
  by: 'middle' | 'corner' | 'drawing'
  from: Point
  box: Box
}

const STEP = 0.02
const FRESH: Box = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 }
const arrows: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

/** The boxes that lie on a photo while it is being changed. One of them at most says what is kept. */
export class Boxes {
  tool = $state<string>('blur')
  #all = $state.raw<readonly Laid[]>([])
  #hold: Hold | null = null
  #count = 0

  get all() {
    return this.#all
  }

  get change(): Change {
    const blurs = this.#all.filter(({ tool }) => tool === 'blur').map(({ box }) => box)
    return { blurs, crop: this.#all.find(({ tool }) => tool === 'crop')?.box ?? null }
  }

  add = () => this.#lay(FRESH)
  undo = () => (this.#all = this.#all.slice(0, -1))

  /** A finger comes down on a box, on its corner, or on the bare picture. */
  begin(from: Point, held?: DOMStringMap) {
    const laid = held && this.#all.find(({ id }) => String(id) === held.box)
    if (laid) {
      const by = held.corner ? 'corner' : 'middle'
      this.#hold = { id: laid.id, by, from, box: laid.box }
      return
    }
    const box = boxBetween(from, from)
    this.#hold = { id: this.#lay(box), by: 'drawing', from, box }
  }

  drag(to: Point) {
    if (!this.#hold) return
    const { id, by, from, box } = this.#hold
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    if (by === 'drawing') this.#put(id, boxBetween(from, to))
    else this.#put(id, by === 'corner' ? resized(box, dx, dy) : moved(box, dx, dy))
  }

  /** What was a tap leaves nothing behind. */
  end() {
    this.#hold = null
    this.#all = this.#all.filter(({ box }) => isBox(box))
  }

  /** Answers whether the key meant something. */
  key(id: number, key: string, isShift: boolean): boolean {
    const laid = this.#all.find((it) => it.id === id)
    if (!laid) return false
    if (key === 'Delete' || key === 'Backspace') {
      this.#all = this.#all.filter((it) => it !== laid)
      return true
    }
    const arrow = arrows[key]
    if (!arrow) return false
    this.#put(id, isShift ? resized(laid.box, ...arrow) : moved(laid.box, ...arrow))
    return true
  }

  #lay(box: Box): number {
    const tool: Tool = this.tool === 'crop' ? 'crop' : 'blur'
    const others = this.#all.filter((it) => tool === 'blur' || it.tool !== 'crop')
    const id = ++this.#count
    this.#all = [...others, { id, tool, box }]
    return id
  }

  #put(id: number, box: Box) {
    this.#all = this.#all.map((it) => (it.id === id ? { ...it, box } : it))
  }
}
