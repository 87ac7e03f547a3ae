import { daysIn } from '../days.ts'
import { type Aim, meets } from './exactTarget.ts'
import { isFlow } from './observed.ts'
import { isSameLength, restsOnBaseline } from './profile.ts'
import type { TargetIndicator, TargetObservation } from './schema.ts'
import { amount } from './words.ts'

export type TargetContradiction = {
  kind:
    | 'published-misses-rule'
    | 'maintain-but-moves'
    | 'impossible-count'
    | 'loosened'
    | 'no-baseline'
    | 'ambiguous-unit'
    | 'window-mismatch'
  message: string
}

type Found = string | null | false | undefined

/** Where a plan's own words about a target disagree with each other. */
export function contradictionsIn(
  indicator: TargetIndicator,
  aim: Aim,
  observations: readonly TargetObservation[],
): TargetContradiction[] {
  const found: [TargetContradiction['kind'], Found][] = [
    ['no-baseline', restsOnBaseline(indicator) && !indicator.baseline && noBaseline],
    ['ambiguous-unit', ambiguousUnit(indicator)],
    ['maintain-but-moves', maintainButMoves(indicator, aim)],
    ['published-misses-rule', publishedMissesRule(indicator, aim)],
    ['impossible-count', impossibleCount(indicator, aim, observations)],
    ['loosened', loosened(indicator, aim)],
    ['window-mismatch', windowMismatch(indicator)],
  ]
  return found.flatMap(([kind, message]) => (message ? [{ kind, message }] : []))
}

const noBaseline = 'The target is a change, but there is no baseline to change from.'

function ambiguousUnit({ unit, rule, baseline }: TargetIndicator): Found {
  if (unit !== 'percent' || rule.kind !== 'change-percent') return null
  if (!baseline)
    return 'A per cent change of a percentage can be read two ways: relative or in points.'
  const relative = amount((baseline.value * (100 + rule.by)) / 100, unit)
  const points = amount(baseline.value + rule.by, unit)
  return `A per cent change of a percentage can be read two ways: ${relative} (relative, as judged here) or ${points} (points).`
}

function maintainButMoves(
  { unit, rule, baseline, published }: TargetIndicator,
  { slack }: Aim,
): Found {
  if (rule.kind !== 'maintain' || !baseline || typeof published !== 'number') return null
  const allowed = rule.within === undefined ? 0 : slack
  const edge = Math.max(allowed, roundingOf(published, unit)) + 1e-12 * Math.abs(published)
  if (Math.abs(published - baseline.value) <= edge) return null
  return `The rule is to stay at ${amount(baseline.value, unit)}, but the printed target is ${amount(published, unit)}.`
}

/** A mean of three years printed as a whole number is rounded, not moved. */
const roundingOf = (printed: number, unit: TargetIndicator['unit']) =>
  unit === 'count' ? 0.999 : 0.5 / 10 ** (String(printed).split('.')[1]?.length ?? 0)

function publishedMissesRule(indicator: TargetIndicator, { exact, goal, slack }: Aim): Found {
  const { unit, rule, published } = indicator
  if (exact === null || goal === null || typeof published !== 'number') return null
  if (rule.kind === 'maintain' || meets(published, exact, goal, slack)) return null
  return `The printed target, ${amount(published, unit)}, does not deliver what the rule asks: ${amount(exact, unit)}.`
}

function impossibleCount(
  { unit, rule, published }: TargetIndicator,
  { exact, goal }: Aim,
  observations: readonly TargetObservation[],
): Found {
  if (unit !== 'count') return null
  const stated = [published, ...statedIn(rule), ...observations.map(({ value }) => value)]
  const part = stated.find((value) => typeof value === 'number' && !Number.isInteger(value))
  if (typeof part === 'number') return `${part} is not a whole number of things.`
  const isBelowZero = exact !== null && exact < 0 && goal !== 'at-least'
  return (
    isBelowZero && `The target works out at ${amount(exact, unit)}, and no count is below zero.`
  )
}

function statedIn(rule: TargetIndicator['rule']): number[] {
  switch (rule.kind) {
    case 'to':
    case 'at-least':
    case 'at-most':
      return [rule.value]
    case 'output':
      return [rule.count]
    case 'share-of':
      return [rule.total]
    default:
      return []
  }
}

function loosened({ unit, published, previous }: TargetIndicator, { exact, goal }: Aim): Found {
  const now = exact ?? published
  if (typeof previous !== 'number' || typeof now !== 'number') return null
  if (goal === null || goal === 'within' || meets(now, previous, goal, 0)) return null
  return `The new target, ${amount(now, unit)}, is easier than the one before, ${amount(previous, unit)}.`
}

function windowMismatch(indicator: TargetIndicator): Found {
  const { unit, baseline, period } = indicator
  if (!baseline || unit === 'percent') return null
  const days = [daysIn(baseline), daysIn(period)] as const
  if (isSameLength(...days)) return null
  const remedy =
    isFlow(indicator) && restsOnBaseline(indicator) ? ' The two are judged like for like.' : ''
  return `The baseline covers ${days[0]} days and the target's period ${days[1]}.${remedy}`
}
