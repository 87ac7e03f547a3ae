import { ends, lastPart, seek, spanOf } from './seek.ts'
import type { Finder } from './seek.ts'

/**
 * HMRC, National Insurance Manual NIM39110: two letters, six figures, a letter from A to D; D, F, I, Q,
 * U and V are not used, O not as the second letter, and seven pairs are not given out. Without its
 * last letter it is any reference, so then the words "NI" or "National Insurance" must stand before.
 */
const prefix = '(?!bg|gb|kn|nk|nt|tn|zz)[abceghj-prstw-z][abceghj-nprstw-z]'
const gap = '[ .\\n-]?'
const figures = `(?:${gap}\\d\\d){3}`
const whole = new RegExp(`\\b${prefix}${figures}${gap}[a-d]${ends}`, 'giu')
const named = new RegExp(
  `\\b(?:n\\.?i\\.?n?o?|nat(?:ional)? ?ins(?:urance)?)(?: ?(?:no|num|number))?[ .:#-]{0,3}(?:is )?(${prefix}${figures})${ends}`,
  'giu',
)

export const findNiNumbers: Finder = (plain) => [
  ...seek(whole, plain, (fit) => (isGridReference(fit.whole) ? null : spanOf(fit))),
  ...seek(named, plain, lastPart),
]

/** "TR012428 a lay-by": a six-figure grid reference and the word behind it. */
const isGridReference = (text: string) =>
  /^[a-z]{2} ?\d{3} ?\d{3} a$/i.test(text) && text.endsWith('a')
