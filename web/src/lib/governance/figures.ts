import { figuresOf } from '../../../../shared/governance/figuresOf.ts'
import { quartersOf } from '../../../../shared/governance/quarters.ts'
import type { Quarter } from '../../../../shared/governance/quarters.ts'
import { sayDate } from '../../../../shared/words/dates.ts'
import { listActions } from '../listed.ts'
import { judgeIndicators } from '../indicators.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The figures of a plan as they stand today, in sentences. */
export function figuresNow(shell: Shell, plan: RowOf<'plan'>): string {
  const own = ({ planId }: { planId: string }) => planId === plan.id
  const listed = listActions(shell, (action) => own(action) && !action.mergedIntoId)
  const text = figuresOf({
    standings: listed.map(({ standing }) => standing),
    targets: judgeIndicators(shell, plan.id)
      .filter(({ indicator }) => indicator.rule !== null)
      .map(({ indicator, verdict }) => ({ label: indicator.label, rag: verdict.rag })),
    openBarriers: shell.all('barrier').filter((it) => own(it) && !it.clearedOn).length,
    openRisks: shell.all('risk').filter((it) => own(it) && !it.closedOn).length,
  })
  return `As at ${sayDate(shell.today, '')}\n${text}`.slice(0, 6000)
}

/** The quarters that have begun, newest first: nobody signs off what is still to come. */
export const quartersBegun = (plan: RowOf<'plan'>, today: string): Quarter[] =>
  quartersOf(plan)
    .filter(({ fromOn }) => fromOn <= today)
    .toReversed()
