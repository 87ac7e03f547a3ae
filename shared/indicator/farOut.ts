import { daysIn } from '../scoring/days.ts'
import type { Window } from '../scoring/days.ts'
import { xmr } from '../scoring/index.ts'
import type { Indicator } from './indicator.ts'
import { byPeriod, sayPeriod } from './period.ts'
import { sayValue } from './words.ts'

interface Valued extends Window {
  value: number | null
}

/** Fewer values than this have no usual range; a slip of the keyboard shows all the same. */
const enough = 6
/** A digit too many or too few. */
const slip = 8

/** Periods of one length, give or take the days by which months differ. */
export const isAlike = (a: Window, b: Window) => Math.abs(daysIn(a) - daysIn(b)) <= 3

/** The figure before a period: of those as long, else of any length, the one that ends last. */
export function lastBefore<T extends Valued>(period: Window, values: readonly T[]): T | undefined {
  const earlier = values.filter((it) => it.to < period.from)
  const alike = earlier.filter((it) => isAlike(it, period))
  return (alike.length > 0 ? alike : earlier)
    .toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : byPeriod(b, a)))
    .at(-1)
}

/**
 * A question about a value that lies outside what this has been, or null: the natural limits of the
 * values before it (Wheeler's XmR chart), from six of them. It asks and never blocks: a real surprise
 * is what an indicator is for.
 */
export function askIfFarOut(
  indicator: Pick<Indicator, 'unit' | 'denominator'>,
  value: number,
  period: Window,
  earlier: readonly Valued[],
): string | null {
  const before = earlier
    .filter((it) => it.to < period.from && isAlike(it, period) && it.value !== null)
    .toSorted(byPeriod)
  const say = (it: number) => sayValue(it, indicator)
  const last = before.at(-1)
  if (last?.value == null) return null
  const { lower, upper } = xmr({ values: before.map((it) => it.value) })
  if (before.length >= enough && lower !== null && upper !== null) {
    const low = indicator.unit === 'percent' ? lower : Math.max(0, lower)
    // A hair over the limit by the last bit is not outside.
    const edge = 1e-9 * Math.max(1, Math.abs(upper))
    if (value <= upper + edge && value >= low - edge) return null
    const side = value > upper ? 'more' : 'less'
    return `${say(value)} is ${side} than the ${before.length} figures before it lead one to expect: ${sayRounded(low, indicator)} to ${sayRounded(upper, indicator)}. Is it right?`
  }
  const [small, big] = [Math.abs(last.value), Math.abs(value)].sort((a, b) => a - b)
  if (small === undefined || big === undefined || small < 5 || big / small < slip) return null
  return `${say(value)} is far from the ${say(last.value)} of ${sayPeriod(last)}. Is it right?`
}

const sayRounded = (limit: number, indicator: Pick<Indicator, 'unit' | 'denominator'>) =>
  sayValue(indicator.unit === 'count' ? Math.round(limit) : Math.round(limit * 10) / 10, indicator)
