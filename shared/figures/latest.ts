import type { RowOf } from './rows.ts'
import type { ActionStanding } from './stand/actions.ts'

/** An entry in the log of an action, and the action it counts for. */
export interface Logged {
  update: RowOf<'update'>
  action: RowOf<'action'>
}

const isNewer = ({ update: a }: Logged, { update: b }: Logged): boolean =>
  a.recordedAt === b.recordedAt ? a.id > b.id : a.recordedAt > b.recordedAt

/** The latest of one action: gone through again only when something of the action changes. */
const known = new WeakMap<ActionStanding, { most: number; latest: readonly Logged[] }>()
function latestOf(stood: ActionStanding, most: number): readonly Logged[] {
  const before = known.get(stood)
  if (before?.most === most) return before.latest
  const { action, updates } = stood
  const latest = merge(
    updates.map((update) => [{ update, action }]),
    most,
  )
  known.set(stood, { most, latest })
  return latest
}

/** The newest of lists that have their newest first. Of thousands a few: they are not put in order. */
function merge(lists: Iterable<readonly Logged[]>, most: number): readonly Logged[] {
  const found: Logged[] = []
  for (const list of lists)
    for (const it of list) {
      const last = found.at(-1)
      if (found.length === most && last && !isNewer(it, last)) break
      const at = found.findIndex((other) => isNewer(it, other))
      found.splice(at < 0 ? found.length : at, 0, it)
      if (found.length > most) found.pop()
    }
  return found
}

/** The `most` latest entries in the logs of these actions, the newest first. */
export const latestIn = (actions: readonly ActionStanding[], most: number): readonly Logged[] =>
  merge(
    actions.map((stood) => latestOf(stood, most)),
    most,
  )
