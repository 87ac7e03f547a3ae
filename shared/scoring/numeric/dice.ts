import { exp, log } from './elementary.ts'

/** Seeded chance: the same seed gives the same draws in the browser, the worker and under node. */
export type Dice = () => number

/** sfc32 (Doty-Humphrey, PractRand), its state filled from the seed by FNV-1a and splitmix32. */
export function diceFrom(seed: string | number): Dice {
  let hash = 0x811c9dc5
  for (const letter of String(seed))
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  const next = () => {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let [a, b, c, counter] = [next(), next(), next(), 1]
  const roll = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return ((sum >>> 0) + 0.5) / 4294967296
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) roll()
  return roll
}

/** A gamma draw of scale 1 (Marsaglia and Tsang 2000); shape above zero. */
export function gammaDraw(shape: number, dice: Dice): number {
  if (shape === 1) return -log(dice())
  if (shape < 1) return gammaDraw(shape + 1, dice) * exp(log(dice()) / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normalDraw(dice)
    const t = 1 + c * x
    if (t <= 0) continue
    const cubed = t * t * t
    const u = dice()
    // Nearly all draws lie under this curve, which lies under the exact one below: no logarithm for those.
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return d * cubed
    if (log(u) < (x * x) / 2 + d - d * cubed + d * log(cubed)) return d * cubed
  }
}

/** A standard normal draw (Marsaglia's polar method 1964): only logarithms and roots. */
function normalDraw(dice: Dice): number {
  for (;;) {
    const u = 2 * dice() - 1
    const w = 2 * dice() - 1
    const s = u * u + w * w
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s)
  }
}
