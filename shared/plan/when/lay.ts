import { addDays, addMonths } from '../../words/dates.ts'
import { readPoint } from './point.ts'
import type { Point } from './point.ts'
import { sayDay, saySpan } from './say.ts'
import { financialYear, financialYearOf, partOf, yearOf } from './span.ts'
import type { Part, Span } from './span.ts'

/** What the words are read against: the days the plan covers, and the day they are read on. */
export interface Ground {
  plan: Span
  today: string
}

/** A time with its year, and what is to be asked about it. */
export interface Laid {
  span: Span
  isYear?: true
  question?: string
}
export type Read = Laid | { wrong: string } | null

/** Gives a time its year: the one in which it falls into the plan, and of several the next to come. */
export function lay({ span, inYear, isYear }: Point, { plan, today }: Ground): Laid | null {
  const years = Array.from(
    { length: yearOf(plan.toOn) - yearOf(plan.fromOn) + 3 },
    (_, at) => yearOf(plan.fromOn) - 1 + at,
  )
  const spans = inYear ? years.flatMap((year) => inYear(year) ?? []) : []
  const inside = spans.filter(({ toOn }) => plan.fromOn <= toOn && toOn <= plan.toOn)
  const next = inside.find(({ toOn }) => toOn >= today) ?? inside[0]
  if (span) {
    if (!next || touches(span, plan)) return { span, ...(isYear && { isYear }) }
    const question = `Read as ${saySpan(next)}, which lies in the plan. Write the year in full if ${saySpan(span)} is meant.`
    return { span: next, question }
  }
  const found = next ?? spans.find(({ toOn }) => toOn >= plan.fromOn) ?? spans.at(-1)
  if (!found) return null
  return inside.length > 1
    ? { span: found, question: `No year is written: read as ${saySpan(found)}.` }
    : { span: found }
}

const touches = (a: Span, b: Span) => a.fromOn <= b.toOn && b.fromOn <= a.toOn

const parts: Record<string, Part> = {
  start: 'start',
  beginning: 'start',
  early: 'early',
  mid: 'mid',
  middle: 'mid',
  late: 'late',
  end: 'end',
}
const PART = new RegExp(`^(${Object.keys(parts).join('|')})(?:[ -]of|[ -]in)?[ -](.+)$`)

/** Reads words as one stretch of days: a time, a part of one, two with something between, or the plan. */
export function readSpan(words: string, ground: Ground): Read {
  const asPlan = spanOfPlan(words, ground)
  if (asPlan) return { span: asPlan }
  const [, part, rest] = PART.exec(words) ?? []
  if (part && rest) {
    const read = readSpan(rest, ground)
    return read && 'span' in read
      ? { ...read, span: partOf(read.span, parts[part] ?? 'end') }
      : read
  }
  const point = readPoint(words)
  if (point?.wrong) return { wrong: point.wrong }
  return point ? lay(point, ground) : readRange(words, ground)
}

function spanOfPlan(words: string, { plan, today }: Ground): Span | null {
  if (/^(?:(?:whole|all|life|lifetime|duration) (?:of )?)?(?:this )?plan$/.test(words)) return plan
  const now = today < plan.fromOn ? plan.fromOn : today > plan.toOn ? plan.toOn : today
  if (
    /^(?:(?:whole|all) (?:of )?)?(?:this )?(?:financial )?year$|^all year(?: round)?$/.test(words)
  )
    return financialYear(financialYearOf(now))
  if (/^(?:financial )?year[ -]end$/.test(words))
    return partOf(financialYear(financialYearOf(now)), 'end')
  const nth = Number(/^year ([1-9])(?: of plan)?$/.exec(words)?.[1] ?? 0)
  const fromOn = addMonths(plan.fromOn, 12 * (nth - 1))
  return nth > 0 && fromOn <= plan.toOn
    ? { fromOn, toOn: partOf({ fromOn, toOn: addDays(addMonths(fromOn, 12), -1) }, 'end').toOn }
    : null
}

/** "Apr-June 16", "19°-30° june 17", "1 July to 30 September": one end may leave to the other what it shares. */
function readRange(words: string, ground: Ground): Read {
  for (const { index, 0: between } of words.matchAll(/ ?- ?| to | until | till | and /g)) {
    const [left, right] = [words.slice(0, index), words.slice(index + between.length)]
    const isBare = /^\d{1,2}°?$/.test(left)
    const day = isBare ? /^\d{1,2}°?(?= ?[a-z])/.exec(right)?.[0] : undefined
    const from = readPoint(day ? left + right.slice(day.length) : left)
    const to = readPoint(right)
    if (!from || !to) continue
    if (from.wrong || to.wrong) return { wrong: from.wrong || to.wrong || '' }
    const laid = between === ' and ' && !isBare ? null : join(from, to, ground)
    if (laid) return laid
  }
  return null
}

/** The year of the end that has one decides for the other; the first never comes after the last. */
export function join(from: Point, to: Point, ground: Ground): Laid | null {
  if (!from.span && to.span) {
    const first = lastBefore(from, to.span.toOn)
    if (!first) return null
    return { span: { fromOn: first.fromOn, toOn: to.span.toOn } }
  }
  const first = lay(from, ground)
  if (!first) return null
  const year = yearOf(first.span.fromOn)
  const ends = to.span ? [to.span] : [year, year + 1].flatMap((it) => to.inYear?.(it) ?? [])
  const last = ends.find(({ toOn }) => toOn >= first.span.fromOn)
  return last ? { ...first, span: { fromOn: first.span.fromOn, toOn: last.toOn } } : null
}

const lastBefore = ({ inYear }: Point, on: string) =>
  [yearOf(on), yearOf(on) - 1].flatMap((year) => inYear?.(year) ?? []).find((it) => it.fromOn <= on)

/** What a time outside the plan is asked about. */
export function askOutside({ fromOn, toOn }: Span, plan: Span): string | undefined {
  if (toOn < plan.fromOn)
    return `${sayDay(toOn)} is before the plan begins on ${sayDay(plan.fromOn)}.`
  if (fromOn > plan.toOn) return `${sayDay(fromOn)} is after the plan ends on ${sayDay(plan.toOn)}.`
  if (toOn > plan.toOn) return `It runs past the end of the plan on ${sayDay(plan.toOn)}.`
  return undefined
}
