import type { Sort } from './problem.ts'

export type ReadNumber = { value: number | null } | { sort: Sort; message: string }

/** What publishers write where a number is missing or withheld. */
const absent = /^(|-|–|—|\.\.?|:|x|z|n\/?a|null|#n\/a|\[[a-z]+\])$/i

/**
 * A whole number from 0 up: "1,234", " 12 ", "12.0". Empty, "-", ".." and "[x]" are not supplied (null).
 * A minus sign or a fraction is a mistake and is told from a word.
 */
export function readCount(text: string): ReadNumber {
  const said = text.trim()
  if (absent.test(said)) return { value: null }
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(said) ? said.replaceAll(',', '') : said
  if (!/^[-−]?\d+(\.\d+)?(e\+?\d+)?$/i.test(plain))
    return { sort: 'number', message: `“${short(said)}” is not a number` }
  const value = Number(plain.replace('−', '-'))
  if (value < 0) return { sort: 'negative', message: `${said} is below zero; a count never is` }
  if (!Number.isInteger(value))
    return { sort: 'fraction', message: `${said} is not a whole number; a count is` }
  if (value > 1e9) return { sort: 'number', message: `${said} is more than anybody could count` }
  return { value: value + 0 }
}

export const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
