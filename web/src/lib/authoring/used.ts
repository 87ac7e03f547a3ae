import type { PlanChange, WrittenKind } from '../../../../shared/plan/authoring/change.ts'
import type { Shell } from '../shell.svelte.ts'

/**
 * Does anything stand on this row that whoever made it did not make with it? Then it is not taken out
 * with the step that made it. `own` are the changes of that step.
 */
export function isUsed(
  { store: { view } }: Shell,
  kind: WrittenKind,
  id: string,
  own: readonly PlanChange[] = [],
): boolean {
  const mine = new Set(own.map((it) => it.id))
  const others = <T extends { id: string }>(rows: readonly T[], isOn: (row: T) => boolean) =>
    rows.some((row) => isOn(row) && !mine.has(row.id))
  switch (kind) {
    case 'plan':
      return others(view.all('priority'), (it) => it.planId === id)
    case 'priority':
      return (
        others(view.all('theme'), (it) => it.priorityId === id) ||
        others(view.all('action'), (it) => it.priorityId === id) ||
        others(view.all('indicator'), (it) => it.priorityId === id)
      )
    case 'theme':
      return others(view.all('action'), (it) => it.themeId === id)
    case 'milestone':
      return view.all('update').some((it) => it.milestoneIds?.includes(id))
    case 'action':
      return (
        others(view.all('milestone'), (it) => it.actionId === id) ||
        view.all('update').some((it) => it.actionId === id) ||
        view.all('comment').some((it) => it.actionId === id) ||
        view.all('note').some((it) => it.actionId === id) ||
        view.all('barrier').some((it) => it.actionId === id) ||
        view.all('request').some((it) => it.actionId === id) ||
        others(view.all('action'), (it) => it.mergedIntoId === id)
      )
  }
}
