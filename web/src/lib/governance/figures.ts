import { plainQuestion } from '../../../../shared/figures/question.ts'
import { quartersOf } from '../../../../shared/governance/quarters.ts'
import type { Quarter } from '../../../../shared/governance/quarters.ts'
import { sayFigures } from '../../../../shared/governance/sayFigures.ts'
import { sayDate } from '../../../../shared/words/dates.ts'
import { figuresFor } from '../figures.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The figures of a plan as they stand today, in sentences. */
export function figuresNow(shell: Shell, plan: RowOf<'plan'>): string {
  const figures = figuresFor(shell, { ...plainQuestion(shell.today), planId: plan.id })
  const risks = shell.all('risk').filter((it) => it.planId === plan.id && !it.closedOn)
  const labelOf = (id: string) => shell.one('indicator', id)?.label ?? ''
  const text = sayFigures(figures, labelOf, risks.length)
  return `As at ${sayDate(shell.today, '')}\n${text}`.slice(0, 6000)
}

/** The quarters that have begun, newest first: nobody signs off what is still to come. */
export const quartersBegun = (plan: RowOf<'plan'>, today: string): Quarter[] =>
  quartersOf(plan)
    .filter(({ fromOn }) => fromOn <= today)
    .toReversed()
