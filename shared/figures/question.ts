import * as v from 'valibot'
import { FourP } from '../plan/theme.ts'
import { addDays, addMonths } from '../words/dates.ts'
import { DateOn, Id } from '../words/schema.ts'

export const Period = v.pipe(
  v.object({ from: DateOn, to: DateOn }),
  v.check(({ from, to }) => from <= to, 'ends before it begins'),
)
export type Period = v.InferOutput<typeof Period>

/**
 * What somebody wants to see figures of. `asAt` is the day by which things are late, silent or met;
 * `period` says whose days the events are, both its ends inside. Everything else narrows.
 */
export const Question = v.object({
  asAt: DateOn,
  period: Period,
  planId: v.optional(Id),
  priorityId: v.optional(Id),
  fourP: v.optional(FourP),
  agencyId: v.optional(Id),
  wardId: v.optional(Id),
  groupId: v.optional(Id),
})
export type Question = v.InferOutput<typeof Question>

/** What narrows, and the word of the address that says it: those of the list of actions, where it has one. */
export const narrowing = {
  planId: 'plan',
  priorityId: 'priority',
  fourP: '4p',
  agencyId: 'agency',
  wardId: 'ward',
  groupId: 'group',
} as const
export type Narrowing = keyof typeof narrowing
export const narrowings = Object.keys(narrowing) as Narrowing[]

const ofDays = ['on', 'from', 'to'] as const
const known: readonly string[] = [...ofDays, ...Object.values(narrowing)]

/** The calendar month of a day: what "this month" means while nobody says otherwise. */
export function monthOf(on: string): Period {
  const from = `${on.slice(0, 8)}01`
  return { from, to: addDays(addMonths(from, 1), -1) }
}

/** The question that nothing narrows: the whole partnership, on a day, with the events of its month. */
export const plainQuestion = (asAt: string): Question => ({ asAt, period: monthOf(asAt) })

export type ReadQuestion = { question: Question } | { problem: string }

/**
 * Reads the question out of the words of an address. Without a day it is `today`, without a period the
 * month of that day; an empty word narrows nothing. What is misspelt, said twice or half is a problem, in
 * one sentence, and never guessed at: a filter that were left out in silence would show figures of more
 * than was asked. `besides` are words of the address that mean something else.
 */
export function readQuestion(
  words: Iterable<readonly [string, string]>,
  today: string,
  besides: readonly string[] = [],
): ReadQuestion {
  const said = new Map<string, string>()
  for (const [name, value] of words) {
    if (besides.includes(name) || value === '') continue
    if (!known.includes(name)) return { problem: `${name} is not known here` }
    if (said.has(name)) return { problem: `${name} is said twice` }
    said.set(name, value)
  }
  const [from, to] = [said.get('from'), said.get('to')]
  if ((from === undefined) !== (to === undefined))
    return { problem: `a period needs both its days: ${from ? 'to' : 'from'} is missing` }
  const asAt = said.get('on') ?? today
  const day = v.safeParse(DateOn, asAt)
  if (!day.success) return { problem: `on: ${day.issues[0].message}` }
  const narrowed = narrowings.flatMap((name) => {
    const value = said.get(narrowing[name])
    return value === undefined ? [] : [[name, value] as const]
  })
  const period = from === undefined ? monthOf(asAt) : { from, to }
  const read = v.safeParse(Question, { asAt, period, ...Object.fromEntries(narrowed) })
  return read.success ? { question: read.output } : { problem: sayProblem(read.issues[0]) }
}

function sayProblem(issue: v.BaseIssue<unknown>): string {
  const [first = '', second] = (v.getDotPath(issue) ?? '').split('.')
  if (first === 'period') return `${second ?? 'the period'}: ${issue.message}`
  const word = Object.hasOwn(narrowing, first) ? narrowing[first as Narrowing] : first
  return first === 'fourP'
    ? `${word}: is none of prepare, protect, prevent and pursue`
    : `${word}: ${issue.message}`
}

/**
 * The words of an address that ask this question, in one order, so that the same question always has the
 * same address. With `today` the address is a live one: what is said by default is left out, and tomorrow
 * it means tomorrow. Without it everything is said, and the address goes on meaning this day.
 */
export function addressOf(question: Question, today?: string): string {
  const { asAt, period } = question
  const usual = monthOf(asAt)
  const isUsual = today !== undefined && period.from === usual.from && period.to === usual.to
  const words: [string, string | undefined][] = [
    ['on', asAt === today ? undefined : asAt],
    ['from', isUsual ? undefined : period.from],
    ['to', isUsual ? undefined : period.to],
    ...narrowings.map((name): [string, string | undefined] => [narrowing[name], question[name]]),
  ]
  return words
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&')
}
