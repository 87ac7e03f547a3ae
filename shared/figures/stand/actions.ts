import type { Reach } from '../../event/rollUp.ts'
import { unanswered } from '../../plan/asked.ts'
import { standingOf } from '../../plan/standing.ts'
import type { Standing } from '../../plan/standing.ts'
import { Remembered } from '../remembered.ts'
import type { RowOf } from '../rows.ts'
import { byId } from '../shelf.ts'
import { behindOf } from './behind.ts'
import type { ActionBehind } from './behind.ts'
import type { Shelves } from './shelves.ts'

/** An action with how it stands: the very same object until something of it changes. */
export interface ActionStanding {
  action: RowOf<'action'>
  standing: Standing
  /** The request for an update that nobody has answered yet. */
  asked: RowOf<'request'> | null
  /** What linked events brought to its reach target, and from which. */
  fromEvents: Reach | null
  /** Everything in its log, with what was merged into it. */
  updates: readonly RowOf<'update'>[]
  milestones: readonly RowOf<'milestone'>[]
  barriers: readonly RowOf<'barrier'>[]
  /** What it brings to each figure, and why. */
  behind: ActionBehind
}

const logKinds = ['update', 'milestone', 'barrier', 'request'] as const

/** Every action that is not merged into another, with how it stands on a day. */
export class StandActions {
  readonly #known = new Remembered<ActionStanding>()

  of(
    shelves: Shelves,
    targets: ReadonlyMap<string, string>,
    reach: ReadonlyMap<string, Reach>,
    asAt: string,
  ): ActionStanding[] {
    this.#known.turn()
    const silentDays = shelves.partnership.all()[0]?.silentDays
    const merged = membersOf(targets)
    return shelves.action
      .all()
      .filter(({ id }) => !targets.has(id))
      .map((action) => {
        const ids = [action.id, ...(merged.get(action.id) ?? [])]
        const logs = logKinds.flatMap((kind) => ids.map((id) => shelves[kind].under(id)))
        const sinceOn = shelves.plan.one(action.planId)?.fromOn
        const fromEvents = reach.get(action.id) ?? null
        const from = [action, ...logs, sinceOn, silentDays, fromEvents, asAt]
        return this.#known.of(action.id, from, () => {
          const updates = ids.flatMap((id) => shelves.update.under(id))
          const milestones = ids.flatMap((id) => shelves.milestone.under(id))
          const barriers = ids.flatMap((id) => shelves.barrier.under(id))
          const requests = ids.flatMap((id) => shelves.request.under(id))
          const standing = standingOf(action, updates, asAt, {
            ...{ milestones, barriers, sinceOn, silentDays },
            fromEvents: fromEvents?.count ?? null,
          })
          // Of two requests of one moment everybody has to see the same.
          const asked = unanswered(requests.toSorted(byId), updates)
          const stood = { action, standing, asked, fromEvents, updates, milestones, barriers }
          return { ...stood, behind: behindOf(stood) }
        })
      })
  }
}

function membersOf(targets: ReadonlyMap<string, string>): Map<string, string[]> {
  const members = new Map<string, string[]>()
  for (const id of [...targets.keys()].sort()) {
    const target = targets.get(id) ?? id
    members.set(target, [...(members.get(target) ?? []), id])
  }
  return members
}
