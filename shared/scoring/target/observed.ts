import { type Window, daysIn } from '../days.ts'
import type { TargetIndicator, TargetObservation } from './schema.ts'

/** What is known of a period on a day. */
export type Observed = {
  /** The sum so far of a count or an amount of money; the latest value of anything else. */
  value: number
  parts: (Window & { value: number })[]
  /** Nothing more is to come: every day of the period is covered. */
  complete: boolean
  cautions: string[]
}

/** Money and counts pile up through a year; a rate or a percentage is a level, read at its latest. */
export const isFlow = ({ unit }: TargetIndicator) => unit === 'count' || unit === 'currency'

/** Reads the observations of an indicator's period as they stood on `asAt`, or says why it cannot. */
export function observe(
  indicator: TargetIndicator,
  observations: readonly TargetObservation[],
  asAt: string,
): Observed | { reason: string } {
  const { period } = indicator
  if (asAt < period.from) return { reason: 'The period has not started yet.' }
  const flow = isFlow(indicator)
  const until = asAt < period.to ? asAt : period.to
  const touching = observations
    .filter(({ from, to }) => to >= period.from && from <= period.to)
    .sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : a.from < b.from ? -1 : 1))
  const inside = touching.filter(({ from, to }) => to <= until && (!flow || from >= period.from))
  const parts = inside.flatMap(({ from, to, value }) =>
    value === null ? [] : [{ from, to, value }],
  )
  const latest = parts.at(-1)
  if (latest === undefined) return { reason: whyNothing(inside) }
  if (flow ? parts.some((part, at) => isOverlapped(part, parts.slice(at + 1))) : isDisputed(parts))
    return { reason: 'Two figures cover the same days, so somebody must say which one stands.' }

  const used = flow ? inside : inside.slice(inside.findLastIndex(({ value }) => value !== null))
  const covered = parts.reduce((days, part) => days + daysIn(part), 0)
  return {
    value: flow ? parts.reduce((sum, { value }) => sum + value, 0) : latest.value,
    parts,
    complete: flow ? covered === daysIn(period) : latest.to === period.to || asAt >= period.to,
    cautions: cautionsFor(used, touching.length - inside.length),
  }
}

function whyNothing(inside: TargetObservation[]): string {
  if (inside.length === 0) return 'No figure has been recorded for this period yet.'
  return inside.some(({ missing }) => missing === 'to-be-confirmed')
    ? 'The figures are still to be confirmed.'
    : 'The figures are not available.'
}

/** Parts come sorted by their end, so a later one overlaps when it begins before this one ends. */
const isOverlapped = (part: Window, later: Window[]) => later.some(({ from }) => from <= part.to)

const isDisputed = (parts: Observed['parts']) => {
  const latest = parts.at(-1)
  return parts.some(
    ({ from, to, value }) => from === latest?.from && to === latest.to && value !== latest.value,
  )
}

function cautionsFor(used: TargetObservation[], leftOut: number): string[] {
  const cautions: string[] = []
  if (used.some(({ provisional, value }) => provisional === true && value !== null))
    cautions.push('Some figures are provisional.')
  if (used.some(({ value, missing }) => value === null && missing === 'to-be-confirmed'))
    cautions.push('Some figures are still to be confirmed.')
  if (used.some(({ value, missing }) => value === null && missing !== 'to-be-confirmed'))
    cautions.push('Some figures are not available.')
  if (leftOut > 0)
    cautions.push(
      leftOut === 1
        ? 'One figure reaches outside the period so far and is left out.'
        : `${leftOut} figures reach outside the period so far and are left out.`,
    )
  return cautions
}
