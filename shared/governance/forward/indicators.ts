import { ScoringError } from '../../scoring/index.ts'
import { observe } from '../../scoring/target/observed.ts'
import type { Indicator } from '../../indicator/indicator.ts'
import { judge, wholeTarget } from '../../indicator/judge.ts'
import type { Observation } from '../../indicator/observation.ts'
import { notReplaced } from '../../indicator/standing.ts'
import type { Stored } from '../planRows.ts'
import type { Headings } from './headings.ts'
import { nextId } from './ids.ts'
import { yearOn } from './years.ts'
import type { Line, Making } from './yearEnd.ts'
import { hereOrNull } from './yearEnd.ts'

type Baseline = NonNullable<Indicator['baseline']>

/**
 * What an indicator came to over its whole period: the sum of a count or of money when every day is
 * covered, the level of a rate or a percentage at the period's end. Null where that is not known: part of
 * a year is no baseline.
 */
export function wholePeriod(
  { unit, polarity, baseline, rule, period }: Indicator,
  observations: readonly Stored<Observation>[],
): (Baseline & { isProvisional: boolean }) | null {
  const standing = notReplaced(observations)
  const target = { unit, polarity, baseline, rule: rule ?? { kind: 'to-be-set' as const }, period }
  const values = standing.map(({ from, to, value, missing }) => ({
    ...{ from, to, value },
    ...(missing ? { missing } : {}),
  }))
  const seen = observe(target, values, period.to)
  if (!('value' in seen)) return null
  const last = seen.parts.at(-1)
  const isFlow = unit === 'count' || unit === 'currency'
  if (!last || (isFlow ? !seen.complete : last.to !== period.to)) return null
  const { from, to } = isFlow ? period : last
  const isProvisional = standing.some(
    (it) => it.provisional && it.to >= from && it.from <= to && it.value !== null,
  )
  return { value: seen.value, from, to, isProvisional }
}

/** Rules that say where to, whatever was before. Those of last year's averages and shares are not among them. */
const standing: readonly string[] = ['to', 'at-least', 'at-most', 'output']
const relative: readonly string[] = ['change-percent', 'change-points', 'maintain']

/** An indicator of the next plan: measured from what last year came to, and its target worked out anew. */
export function rebase(
  indicator: Stored<Indicator>,
  observations: readonly Stored<Observation>[],
): { baseline: Baseline | null; rule: Indicator['rule']; what: Line['what']; reason: string } {
  const { rule } = indicator
  const whole = wholePeriod(indicator, observations)
  const { isProvisional = false, ...baseline } = whole ?? { value: 0, from: '', to: '' }
  const value = baseline.value.toLocaleString('en-GB')
  if (rule === null || standing.includes(rule.kind)) {
    const kept = rule === null ? 'It has no target' : 'Its target stands by itself, and stays'
    const from = whole ? `; last year came to ${value}` : ''
    return { baseline: whole ? baseline : null, rule, what: 'carried', reason: `${kept}${from}` }
  }
  if (whole && relative.includes(rule.kind)) {
    const unsure = isProvisional ? ', which is provisional' : ''
    return { baseline, rule, what: 're-based', reason: `Last year came to ${value}${unsure}` }
  }
  const reason = whole
    ? 'Its target rests on figures of last year'
    : 'What last year came to is not known in full'
  return {
    ...{ baseline: whole ? baseline : null, rule: { kind: 'to-be-set' } },
    ...{ what: 'to be set', reason },
  }
}

/** What this year's target asked for, so that an easier one says so; null where nobody can say. */
function askedBy(
  indicator: Stored<Indicator>,
  observations: readonly Stored<Observation>[],
): number | null {
  if (!indicator.rule) return null
  try {
    return wholeTarget(judge(indicator, observations, indicator.period.to))
  } catch (error) {
    // One that cannot be judged keeps no plan from being carried on.
    if (error instanceof ScoringError) return null
    throw error
  }
}

/** Carries the indicators. What was printed, and words that the new target does not bear out, stay behind. */
export function carryIndicators({ it, planId, creates, lines }: Making, headings: Headings) {
  for (const indicator of it.rows.indicators) {
    const { id, published: _printed, previous: _before, ...rest } = indicator
    const own = it.observations.filter(({ indicatorId }) => indicatorId === id)
    const { baseline, rule, what, reason } = rebase(indicator, own)
    const previous = askedBy(indicator, own)
    const { fromOn: from, toOn: to } = yearOn({
      fromOn: indicator.period.from,
      toOn: indicator.period.to,
    })
    creates.push({
      kind: 'indicator',
      id: nextId('indicator', planId, id),
      entry: {
        ...rest,
        planId,
        priorityId: headings.priorityOf(indicator.priorityId),
        sourceAgencyId: hereOrNull(it, 'agency', indicator.sourceAgencyId),
        ...{ baseline, rule, period: { from, to } },
        ...(previous === null ? {} : { previous }),
        targetWords: what === 'to be set' ? null : (indicator.targetWords ?? null),
      },
    })
    lines.push({ kind: 'indicator', id, name: indicator.label, what, reason })
  }
}
