/** A stretch of the plain form. */
export interface Span {
  from: number
  to: number
}

/** One sort's way of looking. */
export type Finder = (plain: string) => Span[]

/** Where a pattern fits; a part in brackets that took no part is ''. */
export interface Fit extends Span {
  whole: string
  parts: [string, string, string, string, string]
}

/**
 * Every place where `pattern` (global) fits and `judge` agrees. A refused fit gives back all but its
 * first letter, so something real that starts inside it is still found.
 *
 * The patterns keep two rules. Each repeat has an upper bound, so that time grows with the text and
 * nothing else. And none looks behind itself: older phones cannot read such a pattern, and would
 * refuse the whole file; a judge looks instead.
 */
export function seek(
  pattern: RegExp,
  plain: string,
  judge: (fit: Fit) => Span | null = spanOf,
): Span[] {
  const spans: Span[] = []
  pattern.lastIndex = 0
  for (let found = pattern.exec(plain); found; found = pattern.exec(plain)) {
    const span = judge(fitOf(found))
    if (span) spans.push(span)
    pattern.lastIndex = span?.to ?? found.index + 1
  }
  return spans
}

function fitOf({
  0: whole,
  1: a = '',
  2: b = '',
  3: c = '',
  4: d = '',
  5: e = '',
  index,
}: RegExpExecArray): Fit {
  return { whole, parts: [a, b, c, d, e], from: index, to: index + whole.length }
}

export const spanOf = ({ from, to }: Span): Span => ({ from, to })

/** The end of a fit, where its cue ("tel", "NI no.") is no part of what was found. */
export const lastPart = ({ parts, to }: Fit): Span => ({ from: to - parts[0].length, to })

/** The letters just before a place, no line break among them. */
export const before = (plain: string, at: number, letters: number): string =>
  plain
    .slice(Math.max(0, at - letters), at)
    .split(/[\n\u2029]/)
    .at(-1) ?? ''

/** The letters just behind a place, as far as the line goes. */
export const behind = (plain: string, at: number, letters: number): string =>
  plain.slice(at, at + letters).split(/[\n\u2029]/)[0] ?? ''

/** What must not follow a number or a word that is complete. */
export const ends = '(?![\\p{L}\\p{N}])'

/** A word in either case, for patterns in which the case of something else counts. */
export const anyCase = (word: string) =>
  word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

export const wordSet = (words: string) => new Set(words.trim().split(/\s+/))
