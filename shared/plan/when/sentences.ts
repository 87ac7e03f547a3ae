import type { Every } from '../rounds.ts'
import type { Timescale } from '../timescale.ts'
import { addDays, addMonths } from '../../words/dates.ts'
import { askOutside, join, readSpan } from './lay.ts'
import type { Ground } from './lay.ts'
import { readPoint } from './point.ts'
import { sayDay } from './say.ts'
import { endOfRound } from './span.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** What words mean, and what is to be asked about them. */
export interface Meant {
  meaning: Without<Timescale, 'words'>
  question?: string
}

const none: Meant['meaning'] = { means: 'none' }

/** People's ways of saying that there is no date, or not yet: they are answers, and nothing is asked. */
const NO_DATE =
  /^(?:on-?going(?: work)?|(?:as|if|when|where)(?: and when)? (?:required|needed|necessary|appropriate|requested)|as and when|tb[cad]|to be (?:confirmed|agreed|decided|determined|arranged)|n\/?a|not applicable|none(?: required)?|continuous(?:ly)?|business as usual|bau|rolling(?: programme)?)$/
const STANDING =
  /^(?:complete[d]?|done|closed|finished|achieved|in place|in progress|under ?way|started|not started|update (?:pending|required|awaited))$/
const SOON =
  /^(?:asap|a\.s\.a\.p|as soon as .*|immediate(?:ly)?|urgent(?:ly)?|now|straight ?away|short[ -]term|medium[ -]term|long[ -]term|soon)$/
const UNCOUNTED =
  /^(?:on )?(?:an? )?(?:daily|bi-?weekly|bi-?monthly|bi-?annual(?:ly)?|termly|(?:\d+|two|three|four)[ -]?(?:monthly|weekly)|(?:every|each|per) (?:\d+|two|three|four|other|second|day|term|half[ -]term) ?\w*|(?:twice|\w+ times) (?:an?|per|each|every) \w+)$/

/** "TBC - awaiting funding": an answer with its reason. */
export const isOpenAnswer = (words: string) =>
  NO_DATE.test(words.split(/-(?!going)|[,;:(]| and | but /)[0]?.trim() ?? '')

/** Words that are no date by themselves. */
export function readNoDate(words: string): Meant | null {
  if (NO_DATE.test(words)) return { meaning: none }
  if (STANDING.test(words))
    return {
      meaning: none,
      question: 'This says how it stands, not when. Progress is the place for it.',
    }
  if (SOON.test(words)) return { meaning: none, question: 'By when at the latest?' }
  if (!UNCOUNTED.test(plainly(words))) return null
  const question =
    'Patchwork counts weeks, fortnights, months, quarters, half years and years. Write the one that comes nearest, or give each time a milestone.'
  return { meaning: none, question }
}

const UNIT = '(week|fortnight|month|quarter|half-year|year)'

/** Other ways of naming a round. "Bi-monthly" and "biannual" are not among them: half of those who write them mean the other. */
const counted: [written: RegExp, meant: string][] = [
  [
    /(?:fortnightly|(?:2|two)[ -]?weekly|(?:every|each) (?:(?:2|two) weeks|(?:other|second) week))/,
    'every fortnight',
  ],
  [/(?:(?:3|three)[ -]?monthly|(?:every|each) (?:3|three) months)/, 'every quarter'],
  [
    /(?:half[ -]?yearly|(?:6|six)[ -]?monthly|(?:every|each) (?:(?:6|six) months|half[ -]year)|(?:twice|two times|2 times) (?:yearly|(?:an?|per|each|every) year))/,
    'every half-year',
  ],
  [/(?:(?:12|twelve)[ -]?monthly|(?:every|each) (?:12|twelve) months)/, 'every year'],
]
const plainly = (words: string) =>
  counted.reduce(
    (said, [written, meant]) => said.replace(new RegExp(`\\b${written.source}\\b`), meant),
    words,
  )

const ROUND = new RegExp(
  `^(?:on )?(?:an? )?(?:once )?(?:(weekly|monthly|quarterly|annual(?:ly)?|yearly)|(?:every|each|per|an?) ${UNIT})(?: basis| reviews?| updates?| meetings?| reports?| returns?)?(?:,? ?(?:from|starting|beginning|commencing|since|in|during|by|every|each|for|throughout)(?: in| from)? (.+?))?(?:,? ?(?:until|till|to|up to|ending) (.+))?$`,
)
const adverbs: Record<string, Every> = {
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  annual: 'year',
  annually: 'year',
  yearly: 'year',
}

/** What comes round: the next time is the end of the round that today falls in, while the plan runs. */
export function readRound(written: string, ground: Ground): Meant | null {
  const words = plainly(written)
  const month = /^(?:every|each) (.+)$/.exec(words)?.[1]
  const [, adverb, unit, from, until] =
    ROUND.exec(words) ?? (month ? [words, 'yearly', undefined, month, undefined] : [])
  const every = adverbs[adverb ?? ''] ?? (unit as Every | undefined)
  if (!every) return null
  const { plan, today } = ground
  const start = from ? readSpan(from, ground) : undefined
  const end = until ? readSpan(until, ground) : undefined
  if (start === null || end === null) return null
  for (const it of [start, end])
    if (it && 'wrong' in it) return { meaning: none, question: it.wrong }
  const first = start && 'span' in start ? start.span : undefined
  const last = end && 'span' in end ? end.span.toOn : plan.toOn
  let on = [today, plan.fromOn, first?.fromOn ?? ''].reduce((a, b) => (a > b ? a : b))
  if (on > last) on = last
  let nextDueOn = endOfRound(on, every)
  if (every === 'year' && first)
    for (nextDueOn = first.toOn; nextDueOn < on;) nextDueOn = addMonths(nextDueOn, 12)
  const outside = first && first.fromOn > plan.toOn ? askOutside(first, plan) : undefined
  return {
    meaning: { means: 'recurrence', every, nextDueOn },
    ...(outside && { question: outside }),
  }
}

const numbers = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const WITHIN = new RegExp(
  `^(?:(?:within|over|in|for|during)(?: next| first)?|next|first)(?: (\\d{1,3}|${numbers.join('|')})) (day|week|month|year)s?(?: of .*| time)?$`,
)

/** "Within 7 days" has no beginning of its own: it is counted from today, or from the plan's first day. */
export function readWithin(words: string, { plan, today }: Ground): Meant | null {
  const [, digits = '', unit] = WITHIN.exec(words) ?? []
  if (!unit) return null
  const count = numbers.indexOf(digits) + 1 || Number(digits)
  const isIn = plan.fromOn <= today && today <= plan.toOn && !words.includes('first')
  const from = isIn ? today : plan.fromOn
  const dueOn =
    unit === 'day' || unit === 'week'
      ? addDays(from, count * (unit === 'week' ? 7 : 1))
      : addDays(addMonths(from, count * (unit === 'year' ? 12 : 1)), -1)
  const question = `Counted from ${sayDay(from)}. Write a date if it begins on another day.`
  const outside = askOutside({ fromOn: dueOn, toOn: dueOn }, plan)
  return {
    meaning: { means: 'due', dueOn },
    question: outside ? `${question} ${outside}` : question,
  }
}

/** "May, July and August": read as one stretch, because an action has one timescale. */
export function readSeveral(words: string, ground: Ground): Meant | null {
  const parts = words.split(/, ?| and |\/| \+ /).filter(Boolean)
  const points = parts.map(readPoint)
  const [first, last] = [points[0], points.at(-1)]
  if (parts.length < 2 || !first || !last) return null
  if (!points.every((point) => point && !point.wrong)) return null
  const laid = join(first, last, ground)
  if (!laid) return null
  const question = 'Several times, read as one stretch. A milestone each would hold them all.'
  const outside = askOutside(laid.span, ground.plan)
  return {
    meaning: { means: 'window', ...laid.span },
    question: outside ? `${question} ${outside}` : question,
  }
}
