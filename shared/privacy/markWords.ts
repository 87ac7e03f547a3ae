import type { Sighting } from './sighting.ts'

export interface Stretch {
  text: string
  isSeen: boolean
}

/** Letters left standing on each side of what was seen. */
const NEAR = 40

/**
 * A text in stretches, so that a screen can mark what was seen in it. What is far from any of it is
 * left out: the question is about a few words, not about a page.
 */
export function markWords(text: string, sightings: readonly Sighting[]): Stretch[] {
  const stretches: Stretch[] = []
  let from = 0
  for (const { at, text: seen } of sightings) {
    stretches.push({ text: shorten(text.slice(from, at), from > 0, true), isSeen: false })
    stretches.push({ text: seen, isSeen: true })
    from = at + seen.length
  }
  stretches.push({ text: shorten(text.slice(from), from > 0, false), isSeen: false })
  return stretches.filter((it) => it.text !== '')
}

/** Keeps the end that touches something seen, or both ends where two do; never half a word. */
function shorten(text: string, isAfter: boolean, isBefore: boolean): string {
  if (text.length <= NEAR * (isAfter && isBefore ? 2 : 1)) return text
  const head = isAfter ? text.slice(0, NEAR).replace(/\S*$/, '') : ''
  const tail = isBefore ? text.slice(-NEAR).replace(/^\S*/, '') : ''
  return `${head}…${tail}`
}
