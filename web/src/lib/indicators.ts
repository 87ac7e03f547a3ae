import type { Reach } from '../../../shared/event/rollUp.ts'
import { countedFor } from '../../../shared/indicator/fromCounts.ts'
import type { FromCounts } from '../../../shared/indicator/fromCounts.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import { standingOf } from '../../../shared/indicator/standing.ts'
import { reached } from './events/reached.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

export interface Judged {
  indicator: RowOf<'indicator'>
  observations: RowOf<'observation'>[]
  /** What linked events brought to it, and from which. */
  fromEvents: Reach | null
  /** What loaded counts brought to it, and what of them a typed figure overrules. */
  fromCounts: FromCounts
  verdict: ReturnType<typeof judge>
}

/** The indicators of a plan, each with its verdict as at today. */
export function judgeIndicators(shell: Shell, planId: string): Judged[] {
  const byIndicator = new Map<string, RowOf<'observation'>[]>()
  for (const it of shell.all('observation')) {
    const own = byIndicator.get(it.indicatorId)
    if (own) own.push(it)
    else byIndicator.set(it.indicatorId, [it])
  }
  return shell
    .all('indicator')
    .filter((indicator) => indicator.planId === planId)
    .toSorted((a, b) => a.order - b.order)
    .map((indicator) => judgeOne(shell, indicator, byIndicator.get(indicator.id) ?? []))
}

/** One of them, from its own rows. */
export function judgeOne(
  shell: Shell,
  indicator: RowOf<'indicator'>,
  observations: RowOf<'observation'>[],
): Judged {
  const fromEvents = reached(shell).get(indicator.id) ?? null
  const isCounted = indicator.derivedFrom?.kind === 'counts'
  const byHand = isCounted ? standingOf(indicator, observations).values : []
  const recorded = isCounted ? shell.all('recordedCounts') : []
  const fromCounts = countedFor(indicator, recorded, byHand)
  const verdict = judge(indicator, observations, shell.today, fromEvents, fromCounts.counted)
  return { indicator, observations, fromEvents, fromCounts, verdict }
}
