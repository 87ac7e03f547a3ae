import type { Agency } from './agency.ts'

export type NamedAgency = Pick<Agency, 'name' | 'aliases'> & { id: string }

/** A word as it is compared, or a sign between words; `at` and `to` are where it stands in what was written. */
export interface Token {
  is: 'word' | 'and' | 'sign'
  /** As it is compared. */
  text: string
  /** The word itself, where capitals make it a short name and small letters do not. */
  plain: string
  at: number
  to: number
}

/** Capitals that are a short name, and a common word in small letters. */
const COMMON = new Set([
  'it',
  'us',
  'is',
  'as',
  'am',
  'or',
  'so',
  'all',
  'can',
  'may',
  'aid',
  'age',
])

const TOKEN =
  /[\p{L}\p{N}](?:[\p{L}\p{N}'’.]*[\p{L}\p{N}])?|&|\+|[,;/:\n•|]|[-‐-―](?=\s|$)|(?<=\s)[-‐-―]/gu

/** Words without apostrophes, dots and accents, in small letters; "&", "+" and "and" are one. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: found, index: at }) => {
    const to = at + found.length
    if (found === '&' || found === '+') return { is: 'and', text: '&', plain: 'and', at, to }
    if (!/[\p{L}\p{N}]/u.test(found)) return { is: 'sign', text: found, plain: found, at, to }
    const word = plainWord(found)
    if (word === 'and') return { is: 'and', text: '&', plain: 'and', at, to }
    const isLower = COMMON.has(word) && found === word
    return { is: 'word', text: isLower ? `${word} (a word)` : word, plain: word, at, to }
  })
}

const plainWord = (word: string) =>
  word
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’.]/gu, '')
    .toLowerCase()

/** Every name and short name, with the agencies that have it: more than one where two share it. */
export function namesOf(agencies: readonly NamedAgency[]) {
  const names = new Map<string, { tokens: Token[]; ids: string[] }>()
  for (const { id, name, aliases } of agencies) {
    for (const written of [name, ...aliases]) {
      const tokens = withoutThe(tokensOf(written.replaceAll(/[-‐-―]/g, ' ')))
      const key = tokens.map(({ text }) => text).join(' ')
      const known = names.get(key)
      if (known && !known.ids.includes(id)) known.ids.push(id)
      else if (!known && tokens.length > 0) names.set(key, { tokens, ids: [id] })
    }
  }
  return [...names.values()].sort((a, b) => b.tokens.length - a.tokens.length)
}

const withoutThe = (tokens: Token[]) => (tokens[0]?.text === 'the' ? tokens.slice(1) : tokens)

/**
 * How many tokens of the text a name takes from `at` on; 0 where it does not stand there. Commas and
 * strokes of a name ("Kent, Surrey and Sussex") may be left out in the text.
 */
export function lengthAt(text: readonly Token[], at: number, name: readonly Token[]): number {
  let next = at
  for (const token of name) {
    const there = text[next]
    if (there && there.is === token.is && there.text === token.text) next++
    else if (token.is !== 'sign') return 0
  }
  return next - at
}
