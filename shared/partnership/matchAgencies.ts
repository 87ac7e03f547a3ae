import { lengthAt, namesOf, tokensOf } from './agencyNames.ts'
import type { NamedAgency, Token } from './agencyNames.ts'

export interface AgenciesRead {
  /** The agencies meant without doubt, in the order they are written. */
  ids: string[]
  /** What names no agency that is known. */
  unmatched: string[]
  /** A name that fits more than one, or a part of a name: whom it may mean. */
  ambiguous: { words: string; ids: string[] }[]
  /** Agencies named among other words ("ABC Licensing"): they count, and the words are kept. */
  partly: { words: string; ids: string[] }[]
}

type Stretch = { from: number; to: number; ids: string[] | null }

/** Words beside a name that say nothing more. */
const NOISE = new Set(
  'the a all of in on from for with by to also both plus including comprising member members lead leads agency led conjunction etc'.split(
    ' ',
  ),
)

/**
 * Reads partners from how they are written in a plan ("KFRS, Kent Police & ABC"), by name and short name,
 * the longest first. A comma, a stroke and a new line part names; "and" and "&" may belong to one, and
 * part only where a known name stands beside them. Nothing is guessed: a part of a name is asked about.
 */
export function matchAgencies(text: string, agencies: readonly NamedAgency[]): AgenciesRead {
  const tokens = tokensOf(text)
  const names = namesOf(agencies)
  const read: AgenciesRead = { ids: [], unmatched: [], ambiguous: [], partly: [] }
  const written = (from: number, to: number) =>
    text.slice(tokens[from]?.at, tokens[to - 1]?.to).replaceAll(/\s+/g, ' ')
  const writtenOf = (piece: readonly Stretch[]) =>
    written(piece[0]?.from ?? 0, piece.at(-1)?.to ?? 1)
  const tokensIn = (piece: readonly Stretch[]) => tokens.slice(piece[0]?.from, piece.at(-1)?.to)
  /** "Police & APAC": an "and" parts unknown names too, where one of them is a part of a known one. */
  const ask = (words: string, piece: readonly Stretch[]) => {
    const whole = thatHold(tokensIn(piece), names)
    const parts = whole.length > 0 ? [] : partsOf(piece, tokens)
    if (parts.some((part) => thatHold(tokensIn(part), names).length > 0))
      return parts.forEach((part) => askOne(writtenOf(part), part))
    askOne(words, piece)
  }
  const askOne = (words: string, piece: readonly Stretch[]) => {
    const like = thatHold(tokensIn(piece), names)
    if (like.length > 0) read.ambiguous.push({ words, ids: like })
    else read.unmatched.push(words)
  }
  const place = (words: string, piece: readonly Stretch[]) => {
    const known = piece.filter(({ ids }) => ids !== null)
    if (known.length === 0) return ask(words, piece)
    const sure = known.flatMap(({ ids }) => (ids?.length === 1 ? ids : []))
    read.ids.push(...sure)
    for (const { ids, from, to } of known)
      if (ids && ids.length > 1) read.ambiguous.push({ words: written(from, to), ids })
    const hasMore = piece.some(({ ids, from }) => ids === null && isMore(tokens[from]))
    if (hasMore && sure.length > 0) read.partly.push({ words, ids: sure })
  }
  for (const piece of piecesOf(tokens, stretchesOf(tokens, names))) place(writtenOf(piece), piece)
  const ids = [...new Set(read.ids)]
  return { ...read, ids, unmatched: [...new Set(read.unmatched)] }
}

type Names = ReturnType<typeof namesOf>

function stretchesOf(tokens: readonly Token[], names: Names): Stretch[] {
  const found: Stretch[] = []
  for (let at = 0; at < tokens.length;) {
    const name = names.find(({ tokens: it }) => lengthAt(tokens, at, it) > 0)
    const length = name ? lengthAt(tokens, at, name.tokens) : 1
    found.push({ from: at, to: at + length, ids: name?.ids ?? null })
    at += length
  }
  return found
}

/** Parts what is written at its signs, and at an "and" beside which a known name stands. */
function piecesOf(tokens: readonly Token[], stretches: readonly Stretch[]): Stretch[][] {
  const pieces: Stretch[][] = [[]]
  stretches.forEach((stretch, at) => {
    const { is, text } = tokens[stretch.from] ?? { is: 'word', text: '' }
    const isKnown = stretch.ids !== null
    // A dash joins what belongs together: "DA coordinator - ABC".
    const isDash = !isKnown && is === 'sign' && !/[,;/:\n•|]/.test(text)
    const parts =
      !isKnown &&
      ((is === 'sign' && !isDash) ||
        (is === 'and' && [at - 1, at + 1].some((it) => stretches[it]?.ids)))
    if (parts) pieces.push([])
    else if (!isDash) pieces.at(-1)?.push(stretch)
  })
  const says = ({ ids, from }: Stretch) =>
    ids !== null || isMore(tokens[from]) || isAll(tokens[from])
  return pieces.filter((piece) => piece.some(says))
}

const partsOf = (piece: readonly Stretch[], tokens: readonly Token[]) =>
  piece
    .reduce<Stretch[][]>(
      (parts, stretch) =>
        tokens[stretch.from]?.is === 'and'
          ? [...parts, []]
          : [...parts.slice(0, -1), [...(parts.at(-1) ?? []), stretch]],
      [[]],
    )
    .filter((part) => part.length > 0)

/** Does a word beside a name say more than the name? */
const isMore = (token: Token | undefined) => token?.is === 'word' && !NOISE.has(token.plain)
const isAll = (token: Token | undefined) => token?.plain === 'all'

/** Agencies whose name begins or ends with these words: "Police" is in two, and nobody guesses which. */
function thatHold(part: readonly Token[], names: Names): string[] {
  const meant = part.filter((token) => token.is !== 'word' || isMore(token))
  if (meant.length === 0) return []
  const ids = names
    .filter(
      ({ tokens }) =>
        tokens.length > meant.length &&
        (lengthAt(tokens, 0, meant) > 0 ||
          lengthAt(tokens, tokens.length - meant.length, meant) > 0),
    )
    .flatMap((name) => name.ids)
  return [...new Set(ids)].slice(0, 6)
}

/** As it goes into a text field: names with commas between, which reads back as the same agencies. */
export const writeAgencies = (agencies: readonly NamedAgency[], kept: readonly string[]) =>
  [...agencies.map(({ name }) => name), ...kept].join('; ')
