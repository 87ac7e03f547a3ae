import { judge } from '../../../shared/indicator/judge.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf } from './store/view.ts'

export interface Judged {
  indicator: RowOf<'indicator'>
  observations: RowOf<'observation'>[]
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
      return { indicator, observations: own, verdict: judge(indicator, own, shell.today) }
    })
}
