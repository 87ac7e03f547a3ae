import type { Indicator } from '../indicator/indicator.ts'
import type { Observation } from '../indicator/observation.ts'
import { isAlike } from '../indicator/farOut.ts'
import { byPeriod, gapsIn, isSamePeriod, sayPeriod } from '../indicator/period.ts'
import type { Window } from '../scoring/days.ts'
import { daysIn } from '../scoring/days.ts'
import { xmr } from '../scoring/index.ts'
import type { XmrChart, XmrPoint } from '../scoring/xmr.ts'
import { enough, notesOf, sentenceOf } from './controlWords.ts'

export interface ControlPoint extends Window {
  label: string
  value: number | null
  /** Why there is none, in words; null where there is one. */
  missing: string | null
  provisional: boolean
  rules: XmrPoint['rules']
  reading: XmrPoint['reading']
}

export interface ControlChart {
  unit: Indicator['unit']
  points: ControlPoint[]
  mean: number | null
  lower: number | null
  upper: number | null
  trial: boolean
  /** What the target asks of one such period; null where that cannot be said. */
  target: number | null
  /** One sentence: what the picture shows. */
  sentence: string
  /** What the rules found, and how far they can be trusted, a sentence each. */
  notes: string[]
  /** Figures of another length of time, which stand in the table and not on the line. */
  left: number
}

interface Value extends Window {
  value: number | null
  missing?: Observation['missing']
  provisional?: boolean | undefined
}

export type Shown = Pick<Indicator, 'label' | 'unit' | 'polarity' | 'denominator' | 'period'>
const missingWords = {
  unavailable: 'Not available',
  'to-be-confirmed': 'To be confirmed',
} as const

/**
 * An indicator's values as an XmR chart. Only periods of one length share a line: those of the commonest
 * length. A stretch without a figure is a gap in it, and so is a period with two that differ.
 */
export function controlChart(
  indicator: Shown,
  values: readonly Value[],
  target: { exact: number | null; isFlow: boolean } = { exact: null, isFlow: false },
): ControlChart {
  const series = oneLength(values)
  const left = values.filter((it) => !series.includes(it) && it.value !== null).length
  const periods = withGaps(onceEach(series))
  const due = targetFor(indicator, target, periods)
  const { polarity, unit } = indicator
  const known = periods.filter(({ value }) => value !== null).length
  const chart =
    known < enough
      ? noLimits
      : xmr({ values: periods.map(({ value }) => value), target: due, polarity })
  const points = periods.map((it, at): ControlPoint => {
    const { rules = [], reading = null } = chart.points[at] ?? {}
    const { from, to, value, missing, provisional } = it
    return { from, to, label: sayPeriod(it), value, missing, provisional, rules, reading }
  })
  const lower =
    chart.lower === null ? null : unit === 'percent' ? chart.lower : Math.max(0, chart.lower)
  return {
    ...{
      unit,
      points,
      mean: chart.mean,
      lower,
      upper: chart.upper,
      trial: chart.trial,
      target: due,
    },
    sentence: sentenceOf(indicator, points),
    notes: notesOf(indicator, points, chart, left),
    left,
  }
}

const noLimits: Pick<XmrChart, 'points' | 'mean' | 'lower' | 'upper' | 'trial' | 'assurance'> = {
  ...{ points: [], mean: null, lower: null, upper: null },
  ...{ trial: true, assurance: null },
}

/** The values whose periods are of the commonest length; of two as common, the shorter. */
function oneLength<T extends Window>(values: readonly T[]): T[] {
  const families = values.map((it) => values.filter((other) => isAlike(it, other)))
  const best = families.toSorted(
    (a, b) => b.length - a.length || daysIn(a[0] ?? noDays) - daysIn(b[0] ?? noDays),
  )[0]
  return best ?? []
}
const noDays = { from: '2000-01-01', to: '2000-01-01' }

type Plain = Pick<ControlPoint, 'from' | 'to' | 'value' | 'missing' | 'provisional'>

/** A period told twice with figures that differ is a question, and no point. */
function onceEach(values: readonly Value[]): Plain[] {
  const sorted = values.toSorted(byPeriod)
  return sorted
    .filter((it, at) => at === 0 || !isSamePeriod(it, sorted[at - 1] ?? it))
    .map((it) => {
      const isDisputed = sorted.filter((other) => isSamePeriod(it, other)).length > 1
      const { from, to } = it
      const value = isDisputed ? null : it.value
      const missing = isDisputed
        ? 'Two figures: which stands?'
        : it.value === null
          ? missingWords[it.missing ?? 'unavailable']
          : null
      return { from, to, value, missing, provisional: Boolean(it.provisional) && value !== null }
    })
}

function withGaps(points: readonly Plain[]): Plain[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return []
  const least = Math.min(...points.map(daysIn)) * 0.8
  const gaps = gapsIn({ from: first.from, to: last.to }, points)
    .filter((it) => daysIn(it) >= least)
    .map((it) => ({ ...it, value: null, missing: 'No figure', provisional: false }))
  return [...points, ...gaps].sort(byPeriod)
}

/** Of a count, the part of the year's target that falls to one period; of a level, the target itself. */
function targetFor(
  { period }: Shown,
  { exact, isFlow }: { exact: number | null; isFlow: boolean },
  points: readonly Plain[],
): number | null {
  const last = points.at(-1)
  if (exact === null || !last) return null
  return isFlow ? (exact * daysIn(last)) / daysIn(period) : exact
}
