import { reachOf } from '../../../../shared/event/rollUp.ts'
import type { Reach } from '../../../../shared/event/rollUp.ts'
import { mergeTargets } from '../../../../shared/plan/merged.ts'
import type { Shell } from '../shell.svelte.ts'
import type { View } from '../store/view.ts'

interface Kept {
  from: readonly unknown[]
  reach: ReadonlyMap<string, Reach>
}
const kept = new WeakMap<View, Kept>()

/**
 * What the entries of events bring to actions and indicators, by their ids. Worked out once, and again
 * only when an event, an entry or what is merged into what has changed.
 */
export function workOutReach(shell: Shell): ReadonlyMap<string, Reach> {
  const [events, entries, actions] = [
    shell.all('event'),
    shell.all('outreach'),
    shell.all('action'),
  ]
  const from = [events, entries, actions]
  const before = kept.get(shell.store.view)
  if (before && from.every((it, at) => it === before.from[at])) return before.reach
  const reach = reachOf(events, entries, mergeTargets(actions))
  kept.set(shell.store.view, { from, reach })
  return reach
}
