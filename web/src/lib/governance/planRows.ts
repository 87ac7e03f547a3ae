import { frozenRows } from '../../../../shared/governance/freeze.ts'
import type { FrozenRow } from '../../../../shared/governance/freeze.ts'
import type { PlanRows } from '../../../../shared/governance/planRows.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** Everything of a plan that a board approves, as it stands on this device. */
export function planRows(shell: Shell, plan: RowOf<'plan'>): PlanRows {
  const inPlan = <T extends { planId: string }>(rows: readonly T[]) =>
    rows.filter(({ planId }) => planId === plan.id)
  const priorities = inPlan(shell.all('priority'))
  const actions = inPlan(shell.all('action'))
  const ids = new Set([...priorities, ...actions].map(({ id }) => id))
  return {
    plan,
    priorities,
    themes: shell.all('theme').filter(({ priorityId }) => ids.has(priorityId)),
    actions,
    milestones: shell.all('milestone').filter(({ actionId }) => ids.has(actionId)),
    indicators: inPlan(shell.all('indicator')),
  }
}

export const rowsNow = (shell: Shell, plan: RowOf<'plan'>): FrozenRow[] =>
  frozenRows(planRows(shell, plan))
