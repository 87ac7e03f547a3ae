import type { Agency } from './agency.ts'
import { fieldTerms } from './fieldTerms.ts'
import type { Partnership } from './partnership.ts'

/** A short form and what it stands for. Where it stands for several things, all of them, in order. */
export interface Term {
  short: string
  means: string[]
  from: 'partnership' | 'agency' | 'field'
}

/** By the short form as it is written, capitals and all. */
export type Glossary = ReadonlyMap<string, Term>

type Named = Pick<Agency, 'name' | 'aliases'>

/** Two capitals at least, in one word: KFRS, RAPt, but neither "Housing" nor "the College". */
export const isAbbreviation = (word: string): boolean =>
  /^[\p{L}\d]+$/u.test(word) && (word.match(/\p{Lu}/gu)?.length ?? 0) >= 2

/**
 * The glossary of a partnership. Its own words come before the short names of its agencies, and those
 * before what the whole field says: here "PCC" may be a council.
 */
export function glossaryOf(
  partnership: Pick<Partnership, 'glossary'> | undefined,
  agencies: readonly Named[],
): Glossary {
  const terms = new Map<string, Term>()
  const add = (from: Term['from'], short: string, means: string) => {
    const known = terms.get(short)
    if (!known) terms.set(short, { short, means: [means], from })
    else if (known.from === from && !known.means.includes(means)) known.means.push(means)
  }
  for (const { short, means } of partnership?.glossary ?? [])
    add('partnership', short.trim(), means.trim())
  for (const { name, aliases } of agencies)
    for (const alias of aliases)
      if (isAbbreviation(alias.trim()) && alias.trim() !== name) add('agency', alias.trim(), name)
  for (const [short, means] of fieldTerms) add('field', short, means)
  return terms
}

/** "Kent Police", or "Kent Probation, or National Probation Service". */
export const sayMeaning = ({ means }: Term): string => means.join(', or ')

export const byShort = (a: Term, b: Term): number => a.short.localeCompare(b.short, 'en')

/** A short name that several agencies have: whoever reads it cannot know which is meant. */
export interface SharedAlias<A> {
  alias: string
  agencies: A[]
}

const plain = (words: string) => words.trim().toLowerCase().replace(/\s+/g, ' ')

/** Names and short names that two agencies share, small letters or capitals. */
export function sharedAliases<A extends Named & { id: string }>(
  agencies: readonly A[],
): SharedAlias<A>[] {
  const found = new Map<string, SharedAlias<A>>()
  for (const agency of agencies)
    for (const word of [agency.name, ...agency.aliases]) {
      const known = found.get(plain(word))
      if (!known) found.set(plain(word), { alias: word.trim(), agencies: [agency] })
      else if (!known.agencies.some(({ id }) => id === agency.id)) known.agencies.push(agency)
    }
  return [...found.values()].filter(({ agencies: those }) => those.length > 1)
}
