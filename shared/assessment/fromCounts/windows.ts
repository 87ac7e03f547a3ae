import { addDays, daysBetween } from '../../words/dates.ts'
import { monthsIn } from '../evidence.ts'
import type { Series } from '../evidence.ts'
import { listed, shortMonths } from '../words.ts'

/** Both days are inside. */
export interface Window {
  fromOn: string
  toOn: string
}

export interface Counted {
  count: number
  days: number
}

/** The edition's own period, and the last twelve months that were loaded where those are others. */
export function windowsOf(series: Series, own: Window): Window[] {
  const months = monthsIn(series)
  const last = months.at(-1)
  if (!last) return [own]
  const toOn = lastDayOf(last)
  const latest = { fromOn: yearEarlier(addDays(toOn, 1)), toOn }
  const isOwn = latest.fromOn === own.fromOn && latest.toOn === own.toOn
  return isOwn ? [own] : [own, latest]
}

/** The same days a year before, so that a season is held against the same season. */
export const yearBefore = ({ fromOn, toOn }: Window): Window => ({
  fromOn: yearEarlier(fromOn),
  toOn: addDays(yearEarlier(addDays(toOn, 1)), -1),
})

/**
 * What a series has of some recorded types in a window: their sum, or why there is none. A day that is
 * not supplied for one of them leaves no sum: the rest is not the whole. One supplied twice, as by a month
 * and its quarter, leaves none either.
 */
export function countIn(
  series: Series,
  types: readonly string[],
  window: Window,
): Counted | string {
  if (types.length === 0) return 'Nothing recorded is known to belong to it.'
  const inside = series.rows.filter((row) => row.fromOn >= window.fromOn && row.toOn <= window.toOn)
  let count = 0
  for (const type of types) {
    const spans: Window[] = []
    for (const { fromOn, toOn, types: recorded } of inside) {
      const counts = recorded.find((it) => it.type === type)?.counts.filter((it) => it !== null)
      if (!counts || counts.length === 0) continue
      spans.push({ fromOn, toOn })
      count += counts.reduce((sum, it) => sum + it, 0)
    }
    const problem = uncovered(spans, window)
    if (problem) return types.length > 1 ? `${type}: ${problem}` : problem
  }
  return { count, days: daysBetween(window.fromOn, window.toOn) + 1 }
}

/** What keeps some spans from covering a window once and wholly; null when they do. */
function uncovered(spans: readonly Window[], window: Window): string | null {
  const gaps: Window[] = []
  let next = window.fromOn
  for (const { fromOn, toOn } of [...spans].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    if (fromOn < next) return `${sayWindow({ fromOn, toOn })} is supplied twice.`
    if (fromOn > next) gaps.push({ fromOn: next, toOn: addDays(fromOn, -1) })
    next = addDays(toOn, 1)
  }
  if (next <= window.toOn) gaps.push({ fromOn: next, toOn: window.toOn })
  return gaps.length === 0 ? null : `${listed(gaps.map(sayWindow))} not supplied.`
}

/** "Apr 2025 to Mar 2026"; with its days where it does not begin and end with a month. */
export function sayWindow({ fromOn, toOn }: Window): string {
  const isWhole = fromOn.endsWith('-01') && addDays(toOn, 1).endsWith('-01')
  const say = (on: string) =>
    `${isWhole ? '' : `${Number(on.slice(8))} `}${shortMonths[Number(on.slice(5, 7)) - 1] ?? ''} ${on.slice(0, 4)}`
  return say(fromOn) === say(toOn) ? say(fromOn) : `${say(fromOn)} to ${say(toOn)}`
}

function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return addDays(`${next}-01`, -1)
}

/** The day a year before; 29 February has 28 February. */
function yearEarlier(on: string): string {
  const day = on.slice(5) === '02-29' ? '02-28' : on.slice(5)
  return `${String(Number(on.slice(0, 4)) - 1).padStart(4, '0')}-${day}`
}
