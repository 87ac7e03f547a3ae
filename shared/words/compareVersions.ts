import { compareWords } from './compareWords.ts'
import type { Stretch } from './compareWords.ts'

export interface Versions {
  mine: Stretch[]
  theirs: Stretch[]
  /** What the marks compare with; `nothing` where there is so little in common that marks would only confuse. */
  against: 'before' | 'each other' | 'nothing'
}

/** Below this share of words in common a text counts as written anew. */
const LEAST_SHARED = 0.4

/**
 * Two versions of one text, marked for somebody who has to choose. Each shows what its author took out
 * and wrote; where nothing stood before, each shows what the other does not have.
 */
export function compareVersions(base: string, mine: string, theirs: string): Versions {
  if (base.trim() !== '') {
    const [a, b] = [compareWords(base, mine), compareWords(base, theirs)]
    if (isAlike(a) && isAlike(b)) return { mine: a, theirs: b, against: 'before' }
  }
  const [a, b] = [compareWords(theirs, mine), compareWords(mine, theirs)]
  if (isAlike(a)) return { mine: onlyOwn(a), theirs: onlyOwn(b), against: 'each other' }
  return { mine: plain(mine), theirs: plain(theirs), against: 'nothing' }
}

const onlyOwn = (stretches: readonly Stretch[]) =>
  stretches
    .filter(({ is }) => is !== 'out')
    .map(({ text, is }, at) => ({ text: at === 0 ? text.trimStart() : text, is }))
const plain = (text: string): Stretch[] => (text === '' ? [] : [{ text, is: 'same' }])

function isAlike(stretches: readonly Stretch[]): boolean {
  const letters = (isCounted: (is: Stretch['is']) => boolean) =>
    stretches.reduce((sum, { is, text }) => sum + (isCounted(is) ? text.length : 0), 0)
  const same = letters((is) => is === 'same')
  return same >= LEAST_SHARED * (letters(() => true) - same) || same === letters(() => true)
}
