import type { Rag } from '../../scoring/target/evaluateTarget.ts'
import { sayPeriod } from '../../indicator/period.ts'
import { countOf } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { Question } from '../question.ts'
import type { IndicatorStanding } from '../stand/indicators.ts'
import type { Standings } from '../stand/standings.ts'
import type { Narrowed } from './narrow.ts'

/** Where a figure is going, by what the plan hopes for: more reports can be the aim. */
export type Travel = 'better' | 'worse' | 'no clear change'

export interface TargetRow {
  id: string
  rag: Rag
  /** One or two plain sentences that say why. */
  reason: string
  actual: number | null
  /** As it is said: of a count the whole number that meets it. It is judged by the exact one. */
  target: number | null
  /** Which way the figure itself goes. */
  direction: IndicatorStanding['verdict']['direction']
  /** Null where there is nothing to compare, or neither way is hoped for. */
  travel: Travel | null
  /** Things to read beside the colour. */
  cautions: readonly string[]
}

export interface TargetFigures {
  all: Figure
  byRag: Record<Rag, Figure>
  byTravel: Record<Travel, Figure>
  /** Each target once, in the order of the plan. */
  rows: readonly TargetRow[]
  /** Measured without a target. */
  information: Figure
  /** With or without one, those whose last month, quarter or year that is over has no value yet. */
  owed: Figure
}

const rags = ['green', 'amber', 'red', 'grey'] as const
const travels = ['better', 'worse', 'no clear change'] as const
const idOf = ({ indicator }: IndicatorStanding) => indicator.id

/** The indicators a question is about, in the order of their plans. */
export function narrowIndicators(
  { indicators }: Standings,
  { inPlans, ofGroup, plans }: Narrowed,
  { priorityId, agencyId }: Question,
): IndicatorStanding[] {
  const place = new Map(plans.map(({ id }, at) => [id, at]))
  const at = ({ indicator }: IndicatorStanding) => place.get(indicator.planId) ?? 0
  return indicators
    .filter(
      ({ indicator: it }) =>
        inPlans.has(it.planId) &&
        ofGroup(it.planId) &&
        (!priorityId || it.priorityId === priorityId) &&
        (!agencyId || it.sourceAgencyId === agencyId),
    )
    .sort(
      (a, b) =>
        at(a) - at(b) ||
        a.indicator.order - b.indicator.order ||
        (a.indicator.id < b.indicator.id ? -1 : 1),
    )
}

export function sumTargets(indicators: readonly IndicatorStanding[]): TargetFigures {
  const targets = indicators.filter(({ indicator }) => indicator.rule)
  const count = (
    whyOf: (it: IndicatorStanding) => string | null,
    of: readonly IndicatorStanding[] = targets,
  ) => countOf('indicator', of, idOf, whyOf)
  return {
    all: count(({ verdict }) => verdict.reason),
    byRag: Object.fromEntries(
      rags.map((rag) => [
        rag,
        count(({ verdict }) => (verdict.rag === rag ? verdict.reason : null)),
      ]),
    ) as Record<Rag, Figure>,
    byTravel: Object.fromEntries(
      travels.map((travel) => [
        travel,
        count((it) => (travelOf(it) === travel ? it.verdict.reason : null)),
      ]),
    ) as Record<Travel, Figure>,
    rows: targets.map(rowOf),
    information: count(
      () => 'Measured without a target',
      indicators.filter(({ indicator }) => !indicator.rule),
    ),
    owed: count(sayOwed, indicators),
  }
}

/** For what time a value has still to be given; null where for none. */
export const sayOwed = ({ owes }: Pick<IndicatorStanding, 'owes'>): string | null =>
  owes && `Nothing yet for ${sayPeriod(owes)}`

/** Targets under what is said of them, each reason once and in the order of the plan. */
export function byReason(rows: readonly Pick<TargetRow, 'id' | 'reason'>[]) {
  const found = new Map<string, string[]>()
  for (const { id, reason } of rows) found.set(reason, [...(found.get(reason) ?? []), id])
  return [...found].map(([reason, ids]) => ({ reason, ids }))
}

function rowOf(it: IndicatorStanding): TargetRow {
  const { rag, reason, actual, exactTarget, smallestWholeTarget, published } = it.verdict
  const { direction, cautions } = it.verdict
  const target = smallestWholeTarget ?? exactTarget ?? published
  return {
    ...{ id: it.indicator.id, rag, reason, actual, target },
    ...{ direction, travel: travelOf(it), cautions },
  }
}

function travelOf({ indicator, verdict }: IndicatorStanding): Travel | null {
  const { direction } = verdict
  if (direction === null) return null
  if (direction === 'no-clear-change') return 'no clear change'
  if (indicator.polarity === 'neutral') return null
  return (direction === 'up') === (indicator.polarity === 'higher') ? 'better' : 'worse'
}
