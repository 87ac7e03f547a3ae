/** Seeded dice: the same seed throws the same numbers, on every machine. */
export class Dice {
  #state: number
  readonly seed: number

  constructor(seed: number) {
    this.seed = seed >>> 0
    this.#state = this.seed
  }

  /** Dice of their own for one purpose, so that more throws here do not change what falls there. */
  of(purpose: string): Dice {
    let hash = this.seed ^ 0x9e3779b9
    for (let i = 0; i < purpose.length; i++) {
      hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x85ebca6b)
      hash ^= hash >>> 13
    }
    return new Dice(hash)
  }

  /** At least 0, less than 1. (mulberry32, public domain, Tommy Ettinger) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  chance = (share: number) => share > 0 && this.next() < share
  /** From `least` to `most`, both included. */
  between = (least: number, most: number) => least + Math.floor(this.next() * (most - least + 1))
  pick = <T>(list: readonly T[]): T => list[Math.floor(this.next() * list.length)] as T

  /** By weight. */
  among<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [word, weight] of entries) if ((left -= weight) < 0) return word
    return (entries.at(-1) as [T, number])[0]
  }

  fill(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(this.next() * 256)
  }

  hex(length: number): string {
    let text = ''
    while (text.length < length)
      text += Math.floor(this.next() * 0x100000000)
        .toString(16)
        .padStart(8, '0')
    return text.slice(0, length)
  }

  uuid(): string {
    const h = this.hex(32)
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20)}`
  }
}
