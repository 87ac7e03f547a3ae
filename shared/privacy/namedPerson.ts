import { isForename, isKnownName, isNameWithoutCapital } from './commonNames.ts'
import { afterTitle, colours, described, notNames, placeWords } from './notNames.ts'
import { anyCase, ends, seek, spanOf } from './seek.ts'
import type { Finder, Fit, Span } from './seek.ts'

/**
 * A name beside a word that makes its bearer a resident. A name alone is left: in a plan it is as often a
 * colleague's, and no pattern can tell.
 */
const capital = "\\p{Lu}[\\p{L}\\p{M}'-]{1,24}"
const initials = '(?:\\p{Lu}(?:\\. ?| )){0,3}'
const name = `${initials}${capital}(?: ${capital}){0,2}`
const small = "\\p{Ll}[\\p{L}'-]{1,24}"

const titles = ['mr', 'mrs', 'ms', 'miss', 'mx'].map(anyCase).join('|')
const role = [
  'victim|vic|suspect|perpetrator|perp|offender|complainant|witness|neighbour|neighbor|resident|tenant',
  'informant|caller|householder|occupier|occupant|leaseholder|nominal|aggrieved|injured party|i\\.?p',
]
  .map(anyCase)
  .join('|')
/** Written small these are someone's; with a capital they are as often Father Christmas. */
const kin =
  'mother|father|mum|mom|dad|son|daughter|brother|sister|wife|husband|boyfriend|girlfriend|nan'
const someone =
  'male|female|man|woman|boy|girl|lad|youth|teenager|gentleman|lady|child|pupil|person'
const called =
  'called|named as|named|known as|known to us as|aka|a\\.k\\.a\\.?|identified as|by the name of'
const is = 'is|was|being|believed to be|believed'

const behindTitle = new RegExp(
  `\\b(?:(?:${titles})\\.?[ \\n]|(?:[Mm]rs?|[Mm]s)\\.?(?=\\p{Lu}\\p{Ll}))(${name}|(?:\\p{Ll}\\.? )?${small}(?: ${small})?)`,
  'gu',
)
const written = `["'(]?(${name}|${small}(?: ${small})?)`
const link = `((?:'?s? name)? ?[:(,"'=-]{1,2}[ \\n]?|(?:'?s? name)? )((?:${is}) )?((?:${called}) )?`
const behindRole = new RegExp(`\\b((?:${role})s?|${kin})${link}${written}`, 'gu')
const behindSomeone = new RegExp(
  `\\b(${anyCase(someone)})( )((?:${is}) )?((?:${called}) )${written}`,
  'gu',
)
const beforeRole = new RegExp(
  `(${name})(,? ?[([-] ?|, )(?:the |alleged |named )?(?:${role}|${anyCase('wit')})${ends}`,
  'gu',
)

export const findNamedPeople: Finder = (plain) => [
  ...seek(behindTitle, plain, (fit) => upTo(fit, fit.parts[0], titled(fit.parts[0]))),
  ...[behindRole, behindSomeone].flatMap((pattern) =>
    seek(pattern, plain, (fit) => upTo(fit, fit.parts[4], personBehind(plain, fit))),
  ),
  ...seek(beforeRole, plain, (fit) => {
    const [words, mark] = fit.parts
    const person = words.split(' ')
    const isName = person.every((each) => isNameLike(each) && !isPlace(each))
    return isName && (mark !== ', ' || person.some(isForename)) ? spanOf(fit) : null
  }),
]

/** The fit, less what follows the person's name in the words taken for one. */
const upTo = ({ from, to }: Fit, words: string, person: string): Span | null =>
  person ? { from, to: to - words.length + person.length } : null

/** "mrs smith" is hers however it is written; "miss the bus" and "ms teams" are nobody. */
function titled(words: string): string {
  const [first = '', ...rest] = words.split(' ')
  if (afterTitle.has(first.toLowerCase())) return ''
  const isInitial = /^\p{Ll}\.?$/u.test(first)
  if (/^\p{Ll}/u.test(first)) return isInitial ? words.split(' ', 2).join(' ') : first
  return [first, ...whileName(rest)].join(' ')
}

/** As much of the words behind a role as is a name; '' if none is. */
function personBehind(plain: string, fit: Fit): string {
  const [cue, mark, verb, naming, words] = fit.parts
  const all = words.split(' ')
  const [first = ''] = all
  if (/^\p{Ll}/u.test(first)) return smallName(all, naming !== '')
  if (isDescription(first, plain.slice(fit.to - words.length + first.length, fit.to + 24)))
    return ''
  const people = whileName(all)
  const isPlural = /s$/i.test(cue) && !/witness$/i.test(cue)
  const isKnown = people.some(isPlural ? isSurelyName : isForename)
  const next = /^ ([\p{L}'-]+)/u.exec(plain.slice(fit.to, fit.to + 26))?.[1] ?? ''
  const placeAt = [...all, next].findIndex((each, at) => at > 0 && isPlace(each))
  if (placeAt > 0 && !(isKnown && placeAt > 2)) return ''
  const person = placeAt > 2 ? people.slice(0, placeAt - 1) : people
  const isShouted = cue === cue.toUpperCase() && words === words.toUpperCase()
  const isMarked = /[:(=]|name/.test(mark)
  const isSure =
    isKnown || naming !== '' || isMarked || (person.length > 1 && !isShouted && !isPlural)
  return isSure || (mark === ' ' && !verb && !isShouted && !isPlural) ? person.join(' ') : ''
}

/** "Victims Ellen and Bob", but the Victims Bill. */
const isSurelyName = (word: string) => isNameWithoutCapital(word.toLowerCase())

/** Two names written small are one person's; a name and a verb are not. */
function smallName([first = '', second = '']: string[], isNamed: boolean): string {
  if (!isNameWithoutCapital(first) && !(isNamed && isForename(first))) return ''
  return isNameWithoutCapital(second) ? `${first} ${second}` : first
}

/** "Suspect White male": what he looked like, not what he is called. */
function isDescription(first: string, rest: string): boolean {
  const next = /^[ ,]{1,2}(\p{L}+)/u.exec(rest)?.[1] ?? ''
  return colours.has(first.toLowerCase()) && described.has(next.toLowerCase())
}

function whileName(words: string[]): string[] {
  const stop = words.findIndex((each) => !isNameLike(each))
  return stop < 0 ? words : words.slice(0, stop)
}

const isPlace = (word: string) => placeWords.has(word.toLowerCase())

/** A short word in capitals is an abbreviation, unless it is an initial or a name people shout. */
function isNameLike(word: string): boolean {
  if (notNames.has(word.toLowerCase().replace(/'s$/, ''))) return false
  if (/.{4}(?:tion|tions|ment|ship|ness|ility)$/i.test(word)) return false
  if (/^.{2,}[^e]ed$/i.test(word) && !isKnownName(word)) return false
  return /\p{Ll}|^(?:\p{Lu}\.?)$|\./u.test(word) || word.length > 3 || isForename(word)
}
