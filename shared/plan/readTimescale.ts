import { addDays } from '../words/dates.ts'
import type { Timescale } from './timescale.ts'
import { askOutside, readSpan } from './when/lay.ts'
import type { Ground } from './when/lay.ts'
import { isOpenAnswer, readNoDate, readRound, readSeveral, readWithin } from './when/sentences.ts'
import type { Meant } from './when/sentences.ts'
import type { Span } from './when/span.ts'

export interface TimescaleRead {
  timescale: Timescale
  /** What a person should look at, in a sentence; absent where the words are plain. */
  question?: string
}

const LONGEST_PART = 8
const LONGEST_WORDS = 300

/**
 * What a timescale means, read from how people write it. The words are kept as they are, whatever they
 * mean. `plan` gives a month its year and says what lies outside; `today` is where a round is counted on
 * from. Years are financial (April to March) wherever a quarter is named. Never throws.
 */
export function readTimescale(words: string, plan: Span, today: string): TimescaleRead {
  const { meaning, question } = meaningOf(plain(words.slice(0, LONGEST_WORDS)), { plan, today })
  return { timescale: { ...meaning, words }, ...(question && { question }) }
}

/** The same in every spelling: dashes, quotes and spaces alike, no "the", 5th as 5°, "&" as "and". */
const plain = (words: string) =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/[‘’ʼ`]/g, "'")
    .replaceAll('&', ' and ')
    .replaceAll(/(\d) ?(?:st|nd|rd|th)\b/g, '$1°')
    .replaceAll(/\bthe\b/g, ' ')
    .replaceAll(/([a-z])\.(?=\s|$)/g, '$1')
    .replaceAll(/\s*([/-])\s*/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s("',:;-]+|[\s)"',.:;!?-]+$/g, '')

function meaningOf(words: string, ground: Ground): Meant {
  if (words === '') return { meaning: { means: 'none' } }
  const known = readNoDate(words) ?? readStrictly(words, ground) ?? readWithin(words, ground)
  if (known) return known
  const part = readPart(words, ground)
  if (part) return part
  if (isOpenAnswer(words)) return { meaning: { means: 'none' } }
  return {
    meaning: { means: 'none' },
    question: 'This says no time that Patchwork understands. It is kept as it is.',
  }
}

const DUE =
  /^(?:(?:to be |for )?(?:complet\w+|finish\w*|done|deliver\w*|implement\w*|launch\w*|deadline|target(?: date)?|due)[ :]*)?(by|before|until|till|up to|no later than|not later than|latest|at latest|on|due)[ :]+(.+)$/

/** The whole of the words, or nothing. */
function readStrictly(words: string, ground: Ground): Meant | null {
  const round = readRound(words, ground)
  if (round) return round
  const [, lead, rest] = DUE.exec(words) ?? []
  if (lead && rest) return readDue(lead === 'before', rest.replace(/ at latest$/, ''), ground)
  const [, since, start] =
    /^(from|since|starting|commencing|after)(?: in| from)? (.+)$/.exec(words) ?? []
  const read = readSpan(
    start ?? words.replace(/^(?:in|during|throughout|over|for|between) /, ''),
    ground,
  )
  if (!read) return readSeveral(words, ground)
  if ('wrong' in read) return { meaning: { means: 'none' }, question: read.wrong }
  // "From April to June" has its end; "from April" runs to the end of the plan.
  const isOpen = since && !/ to | until | till |-/.test(start ?? '')
  const span = isOpen ? openEnded(read.span, since === 'after', ground.plan) : read.span
  return ask(span, read.question, ground)
}

function openEnded(span: Span, isAfter: boolean, plan: Span): Span {
  const fromOn = isAfter ? addDays(span.toOn, 1) : span.fromOn
  return {
    fromOn,
    toOn: plan.toOn >= fromOn ? plan.toOn : span.toOn >= fromOn ? span.toOn : fromOn,
  }
}

function readDue(isBefore: boolean, words: string, ground: Ground): Meant | null {
  const read = readSpan(words, ground)
  if (!read) return null
  if ('wrong' in read) return { meaning: { means: 'none' }, question: read.wrong }
  const eve = addDays(read.span.fromOn, -1)
  const { plan } = ground
  // "By 2014" in a plan that ends in March of it can only mean before it begins.
  const isEve =
    isBefore || (read.isYear === true && read.span.toOn > plan.toOn && eve >= plan.fromOn)
  const on = isEve ? eve : read.span.toOn
  const said = isEve && !isBefore ? 'Read as before that year begins.' : read.question
  return ask({ fromOn: on, toOn: on }, said, ground)
}

/** A day is a due date, more days are a window; what lies outside the plan is kept and asked about. */
function ask(span: Span, said: string | undefined, { plan }: Ground): Meant {
  const question = [said, askOutside(span, plan)].filter(Boolean).join(' ')
  const isDay = span.fromOn === span.toOn
  return {
    meaning: isDay ? { means: 'due', dueOn: span.toOn } : { means: 'window', ...span },
    ...(question && { question }),
  }
}

/** A stretch without any of these says no time, and need not be tried. */
const TIMELY =
  /\d|week|month|quarter|year|annual|spring|summer|autumn|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/

/** The longest stretch of the words that says a time, the first of equal ones. */
function readPart(words: string, ground: Ground): Meant | null {
  const all = words.split(' ')
  for (let length = Math.min(LONGEST_PART, all.length - 1); length > 0; length--) {
    for (let at = 0; at + length <= all.length; at++) {
      const part = all
        .slice(at, at + length)
        .join(' ')
        .replaceAll(/^[(,;:]+|[),;:.]+$/g, '')
      if (!TIMELY.test(part)) continue
      if (/^(?:may|march|mar|sun|year|plan|[\d/.-]{1,3})$/.test(part)) continue
      const read = readStrictly(part, ground)
      if (!read || read.meaning.means === 'none') continue
      const question = [
        'Only part of this was understood as a time. Is it the one that is meant?',
        read.question,
      ]
      return { ...read, question: question.filter(Boolean).join(' ') }
    }
  }
  return null
}
