import { compareCounts } from '../scoring/index.ts'
import type { Window } from '../scoring/days.ts'
import { daysIn } from '../scoring/days.ts'
import type { Indicator } from './indicator.ts'
import { isAlike } from './farOut.ts'
import { byPeriod, overlaps, sayPeriod } from './period.ts'
import { sayValue } from './words.ts'

interface Valued extends Window {
  value: number | null
  provisional?: boolean | undefined
}
type Known = Valued & { value: number }

export interface Change {
  verdict: 'up' | 'down' | 'no-clear-change' | null
  /** What changed between the last two figures, and how sure that is. */
  sentence: string
  /** What to read beside it: other windows, other months, provisional figures. */
  caveats: string[]
}

/** A month against nine compares a peak with an average, or one season with three: nobody may. */
const tooUnlike = 2

/**
 * From the last figure but one to the last; of those, one that covers as long goes before one that does not. Counts are compared by the day with the exact test of
 * `compareCounts`, so that windows of 366 and 341 days compare fairly; of a percentage or a rate these
 * figures alone cannot tell change from chance, and that is what is said. Null with fewer than two.
 */
export function changeOf(
  indicator: Pick<Indicator, 'unit' | 'polarity' | 'denominator'>,
  values: readonly Valued[],
): Change | null {
  const known = values
    .filter((it): it is Known => it.value !== null)
    .toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : byPeriod(b, a)))
  const last = known.at(-1)
  const earlier = known.filter((it) => last && !overlaps(it, last))
  const first = earlier.findLast((it) => last && isAlike(it, last)) ?? earlier.at(-1)
  if (!last || !first) return null
  const compared = verdictOf(indicator, first, last)
  const caveats = caveatsFor(indicator, first, last, compared !== null)
  return { verdict: compared, sentence: sentenceOf(indicator, first, last, compared), caveats }
}

const areUnlike = (a: Window, b: Window) =>
  Math.max(daysIn(a), daysIn(b)) > tooUnlike * Math.min(daysIn(a), daysIn(b))

function verdictOf({ unit }: Pick<Indicator, 'unit'>, a: Known, b: Known): Change['verdict'] {
  const isCounted =
    unit === 'count' && [a, b].every(({ value }) => Number.isInteger(value) && value >= 0)
  if (!isCounted || areUnlike(a, b)) return null
  return compareCounts({
    before: { count: a.value, days: daysIn(a) },
    after: { count: b.value, days: daysIn(b) },
  }).verdict
}

function sentenceOf(
  indicator: Pick<Indicator, 'unit' | 'polarity' | 'denominator'>,
  a: Known,
  b: Known,
  verdict: Change['verdict'],
): string {
  const [was, is] = [sayValue(a.value, indicator), sayValue(b.value, indicator)]
  const said = `${was} in ${sayPeriod(a)}, then ${is} in ${sayPeriod(b)}`
  if (areUnlike(a, b)) return `${said}. Stretches of time so unlike cannot be compared.`
  if (verdict === null) return `${said}. These figures alone cannot tell a change from chance.`
  const perDay = isAsLong(a, b) ? '' : `; by the day, ${daily(a)} and then ${daily(b)}`
  if (verdict === 'no-clear-change') return `${said}${perDay}. That is no clear change.`
  const hoped = { lower: 'down', higher: 'up', neutral: null }[indicator.polarity]
  const good =
    hoped === null
      ? ''
      : hoped === verdict
        ? ', which is the way hoped for'
        : ', which is not the way hoped for'
  return `${said}${perDay}. That is clearly ${verdict}${good}.`
}

const isAsLong = (a: Window, b: Window) => Math.abs(daysIn(a) - daysIn(b)) <= 1

function daily({ value, ...window }: Known): string {
  const rate = value / daysIn(window)
  return rate.toFixed(rate < 1 ? 2 : 1)
}

function caveatsFor(
  { unit, polarity }: Pick<Indicator, 'unit' | 'polarity'>,
  a: Known,
  b: Known,
  isCompared: boolean,
): string[] {
  const caveats: string[] = []
  if (!isAsLong(a, b)) {
    const days = `The two cover ${daysIn(a)} and ${daysIn(b)} days`
    caveats.push(
      isCompared
        ? `${days}, so they are compared by the day, not as they stand.`
        : `${days}${unit === 'currency' ? ', so the sums do not compare as they stand' : ''}.`,
    )
  }
  if (!hasSameSeason(a, b))
    caveats.push('They are not the same months of the year, so a season can look like a change.')
  if (polarity === 'higher' && unit === 'count')
    caveats.push(
      'More is the aim: a rise can be people coming forward, and a fall is not good news.',
    )
  if (a.provisional || b.provisional)
    caveats.push('A figure here is provisional and may still change.')
  return caveats
}

/** Near enough: whole years always; shorter windows that begin and end within a month of each other's days. */
function hasSameSeason(a: Window, b: Window): boolean {
  if ([a, b].every((it) => daysIn(it) >= 335)) return true
  const near = (x: string, y: string) => {
    const apart = Math.abs(dayOfYear(x) - dayOfYear(y))
    return Math.min(apart, 365 - apart) <= 15
  }
  return near(a.from, b.from) && near(a.to, b.to)
}

const dayOfYear = (day: string) => daysIn({ from: `${day.slice(0, 4)}-01-01`, to: day })
