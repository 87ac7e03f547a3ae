import { comparePlans } from '../../../../shared/governance/comparePlans.ts'
import type { Comparable, Pair } from '../../../../shared/governance/comparePlans.ts'
import type { Shell } from '../shell.svelte.ts'

export interface Compared {
  priorities: Pair<Comparable>[]
  actions: Pair<Comparable>[]
}

/** One plan against a later one: what was carried on, changed, is new or has ended. */
export function compared(shell: Shell, beforeId: string, afterId: string): Compared {
  const priorities = (planId: string) =>
    shell
      .all('priority')
      .filter((it) => it.planId === planId)
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, title, carriedFromId }) => ({ id, ref: '', text: title, carriedFromId }))
  const orderOf = new Map(shell.all('priority').map(({ id, order }) => [id, order]))
  const actions = (planId: string) =>
    shell
      .all('action')
      .filter((it) => it.planId === planId && !it.mergedIntoId)
      .toSorted(
        (a, b) =>
          (orderOf.get(a.priorityId) ?? 0) - (orderOf.get(b.priorityId) ?? 0) || a.order - b.order,
      )
      .map(({ id, ref, text, carriedFromId, ...it }) => {
        const { how, desiredOutcome, target, evidence, timescale, leadAgencyId } = it
        const more = { how, desiredOutcome, target, evidence, timescale, leadAgencyId }
        return { id, ref, text, carriedFromId, more }
      })
  return {
    priorities: comparePlans(
      priorities(beforeId),
      priorities(afterId),
      (id) => shell.one('priority', id)?.carriedFromId,
    ),
    actions: comparePlans(
      actions(beforeId),
      actions(afterId),
      (id) => shell.one('action', id)?.carriedFromId,
    ),
  }
}
