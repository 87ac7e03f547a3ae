import type { IndicatorStanding } from '../../../shared/figures/stand/indicators.ts'
import { standOn } from './figures.ts'
import type { Shell } from './shell.svelte.ts'

export type Judged = IndicatorStanding

/** The indicators of a plan, each with its verdict as at today. */
export const judgeIndicators = (shell: Shell, planId: string): Judged[] =>
  standOn(shell, shell.today)
    .indicators.filter(({ indicator }) => indicator.planId === planId)
    .toSorted((a, b) => a.indicator.order - b.indicator.order)

/** One of them; undefined when it is not here. */
export const judgedAt = (shell: Shell, id: string): Judged | undefined =>
  standOn(shell, shell.today).indicators.find(({ indicator }) => indicator.id === id)
