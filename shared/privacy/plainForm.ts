/**
 * Text as the patterns want to read it, and the way back. Full-width and styled letters become plain
 * ones, all dashes and quotes one of each, what cannot be seen goes, and a run of white space becomes
 * a space, a line break (also for a tab: it parts the cells of a pasted table) or, for an empty line,
 * a mark that no pattern crosses. So a pattern may allow one space, and need not fear a thousand.
 */
export interface PlainForm {
  plain: string
  /** What was written where `plain.slice(from, to)` stands, neither end being white space. */
  written: (from: number, to: number) => { text: string; at: number }
}

const paragraph = '\u2029'
const unseen = /\p{Default_Ignorable_Code_Point}/u
const space = /[\s\u0085]/
const lineBreak = /[\n\t\v\f\u0085\u2028\u2029]/
const dash = /[\p{Pd}\u2212]/u
const quote = /[\u2018\u2019\u02bc\u0060\u00b4]/
/** A footnote mark behind a figure is not one more digit of it. */
const raised = /[\u00b2\u00b3\u00b9\u2070-\u209f]/
const ascii = /^[!-~]$/

export function plainForm(text: string): PlainForm {
  let plain = ''
  const starts: number[] = []
  const ends: number[] = []
  const put = (letter: string, from: number, to: number) => {
    for (let unit = 0; unit < letter.length; unit++) {
      starts.push(from)
      ends.push(to)
    }
    plain += letter
  }
  let at = 0
  let breaks = 0
  let gapAt = -1
  for (const letter of text) {
    const from = at
    at += letter.length
    if (space.test(letter)) {
      if (gapAt < 0) gapAt = from
      if (lineBreak.test(letter)) breaks++
      continue
    }
    if (letter > '~' && unseen.test(letter)) continue
    if (gapAt >= 0) put(breaks > 1 ? paragraph : breaks ? '\n' : ' ', gapAt, from)
    gapAt = -1
    breaks = 0
    put(letter > '~' ? plainLetter(letter) : letter, from, at)
  }
  return {
    plain,
    written: (from, to) => ({
      text: text.slice(starts[from], ends[to - 1]),
      at: starts[from] ?? 0,
    }),
  }
}

function plainLetter(letter: string): string {
  if (dash.test(letter)) return '-'
  if (quote.test(letter)) return "'"
  if (raised.test(letter)) return letter
  const folded = letter.normalize('NFKC')
  return ascii.test(folded) ? folded : letter
}
