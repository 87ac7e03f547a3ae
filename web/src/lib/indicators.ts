import type { Reach } from '../../../shared/event/rollUp.ts'
import { judge } from '../../../shared/indicator/judge.ts'
import { reached } from './events/reached.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

export interface Judged {
  indicator: RowOf<'indicator'>
  observations: RowOf<'observation'>[]
  /** What linked events brought to it, and from which. */
  fromEvents: Reach | null
  verdict: ReturnType<typeof judge>
}

/** The indicators of a plan, each with its verdict as at today. */
export function judgeIndicators(shell: Shell, planId: string): Judged[] {
  const observations = shell.all('observation')
  return shell
    .all('indicator')
    .filter((indicator) => indicator.planId === planId)
    .toSorted((a, b) => a.order - b.order)
    .map((indicator) => {
      const own = observations.filter(({ indicatorId }) => indicatorId === indicator.id)
      const fromEvents = reached(shell).get(indicator.id) ?? null
      const verdict = judge(indicator, own, shell.today, fromEvents)
      return { indicator, observations: own, fromEvents, verdict }
    })
}
