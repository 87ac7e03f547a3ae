import type { Glossary, Term } from './glossary.ts'

/** A piece of a text; with a term where an abbreviation stands for the first time. */
export interface Piece {
  text: string
  term?: Term
}

export interface MarkedText {
  pieces: Piece[]
  /** Short forms that have been explained by the end of it. */
  seen: ReadonlySet<string>
}

/** Words with a capital, which alone can be short forms: everything else is passed over. */
const wordWithCapital = /[\p{L}\d]*\p{Lu}[\p{L}\d]*/gu

/**
 * Finds the abbreviations of a text that have not been explained yet. `seen` is what stood before it on
 * the same page, and is not changed. "PCSOs" is PCSO in the plural; "USA" is not US.
 */
export function markAbbreviations(
  text: string,
  glossary: Glossary,
  seen: ReadonlySet<string> = new Set(),
): MarkedText {
  const pieces: Piece[] = []
  const now = new Set(seen)
  let from = 0
  for (const { 0: word, index } of text.matchAll(wordWithCapital)) {
    const term =
      glossary.get(word) ?? (word.endsWith('s') ? glossary.get(word.slice(0, -1)) : undefined)
    if (!term || now.has(term.short)) continue
    now.add(term.short)
    if (index > from) pieces.push({ text: text.slice(from, index) })
    pieces.push({ text: word, term })
    from = index + word.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return { pieces, seen: now }
}

/** Several texts of one page, in the order they are read: each short form is marked once in all of them. */
export function markAll(texts: readonly string[], glossary: Glossary): Piece[][] {
  let seen: ReadonlySet<string> = new Set()
  return texts.map((text) => {
    const marked = markAbbreviations(text, glossary, seen)
    seen = marked.seen
    return marked.pieces
  })
}
