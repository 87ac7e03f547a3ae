/** How a presenter gets about: by keys, by a finger, and by the id in the address. */
export type Turn = 'next' | 'back' | 'first' | 'last' | 'leave'

const keys: Readonly<Record<string, Turn>> = {
  ...{ ArrowRight: 'next', PageDown: 'next', ' ': 'next' },
  ...{ ArrowLeft: 'back', PageUp: 'back' },
  ...{ Home: 'first', End: 'last', Escape: 'leave' },
}

interface Pressed {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}

/**
 * What a key asks for; null where it is none of ours. Up and down scroll, as they do anywhere: at 400 % a
 * slide is longer than the screen. With Ctrl, Alt or the like a key is the browser's.
 */
export function turnOf({ key, shiftKey, ctrlKey, altKey, metaKey }: Pressed): Turn | null {
  if (ctrlKey || altKey || metaKey) return null
  const turn = Object.hasOwn(keys, key) ? (keys[key] ?? null) : null
  if (shiftKey) return key === ' ' ? 'back' : null
  return turn
}

export interface Finger {
  x: number
  y: number
}
/** CSS pixels that a finger has to go for it to be meant. */
const LEAST = 60

/** A finger that went across, and not up or down: to the left is on to the next, as a page is turned. */
export function swipeOf(from: Finger, to: Finger): 'next' | 'back' | null {
  const [across, down] = [to.x - from.x, to.y - from.y]
  if (Math.abs(across) < LEAST || Math.abs(across) < 2 * Math.abs(down)) return null
  return across < 0 ? 'next' : 'back'
}

/** Where a turn leads among so many; at either end it stays. */
export function placeAfter(turn: Exclude<Turn, 'leave'>, at: number, count: number): number {
  const to = { next: at + 1, back: at - 1, first: 0, last: count - 1 }[turn]
  return Math.max(0, Math.min(count - 1, to))
}

/** The place of an id: the first where none is said, -1 where it is not (any more) here. */
export const placeOf = (slides: readonly { id: string }[], id: string | null): number =>
  id === null ? 0 : slides.findIndex((slide) => slide.id === id)
