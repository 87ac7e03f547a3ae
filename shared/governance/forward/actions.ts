import type { Action } from '../../plan/action.ts'
import type { Status } from '../../plan/update.ts'
import type { Stored } from '../planRows.ts'
import type { Headings } from './headings.ts'
import { nextId } from './ids.ts'
import { carryTimescale, isPast } from './years.ts'
import type { Making } from './yearEnd.ts'
import { hereOrNull } from './yearEnd.ts'

const isFinished = (status: Status) => status === 'completed' || status === 'withdrawn'

/** The action that another was merged into in the end; null where that leads nowhere, or in a circle. */
export function mergedInto(
  action: Stored<Action>,
  byId: ReadonlyMap<string, Stored<Action>>,
): Stored<Action> | null {
  const seen = new Set([action.id])
  let at: Stored<Action> | undefined = action
  while (at?.mergedIntoId) {
    if (seen.has(at.mergedIntoId)) return null
    seen.add(at.mergedIntoId)
    at = byId.get(at.mergedIntoId)
  }
  return at && at.id !== action.id ? at : null
}

/**
 * Carries what is not finished, with the milestones that are not done. Owners are asked anew whether they
 * accept, for they accepted last year's. Answers where each action of the old plan now stands.
 */
export function carryActions(making: Making, headings: Headings): (oldId: string) => string | null {
  const { it, planId, fromOn, creates, lines } = making
  const { actions } = it.rows
  const byId = new Map(actions.map((action) => [action.id, action]))
  const carried = new Set<string>()
  for (const action of actions) {
    const { id, ref, text, timescale } = action
    const name = `${ref} ${text}`
    const target = mergedInto(action, byId)
    const status = it.statusOf(id)
    if (target || isFinished(status)) {
      const reason = target
        ? `Merged into ${target.ref}, which says how it goes on`
        : `It is ${status}`
      lines.push({ kind: 'action', id, name, what: 'closed', reason })
      continue
    }
    carried.add(id)
    creates.push({ kind: 'action', id: nextId('action', planId, id), entry: next(action) })
    const late = isPast(timescale, fromOn) ? '; its date is over and needs another' : ''
    lines.push({ kind: 'action', id, name, what: 'carried', reason: `It is ${status}${late}` })
  }
  carryMilestones(making, carried)
  return (oldId) => {
    const action = byId.get(oldId)
    const id = (action && mergedInto(action, byId)?.id) ?? oldId
    return carried.has(id) ? nextId('action', planId, id) : null
  }

  function next({ id, ...action }: Stored<Action>): Action {
    const all = (kind: 'agency' | 'member' | 'ward', ids: readonly string[]) =>
      ids.filter((oldId) => it.isHere(kind, oldId))
    return {
      ...action,
      ...headings.placeOf(action),
      planId,
      leadAgencyId: hereOrNull(it, 'agency', action.leadAgencyId),
      stakeholderIds: all('agency', action.stakeholderIds),
      ownerIds: all('member', action.ownerIds),
      wardIds: all('ward', action.wardIds),
      alsoPriorityIds: (action.alsoPriorityIds ?? []).flatMap(
        (oldId) => headings.priorityOf(oldId) ?? [],
      ),
      timescale: carryTimescale(action.timescale, fromOn),
      acceptedByIds: null,
      mergedIntoId: null,
      splitFromId: null,
      carriedFromId: id,
    }
  }
}

function carryMilestones({ it, planId, fromOn, creates, lines }: Making, carried: Set<string>) {
  for (const { id, ...milestone } of it.rows.milestones) {
    if (!carried.has(milestone.actionId)) continue
    const name = milestone.text
    if (it.doneMilestoneIds.has(id)) {
      lines.push({ kind: 'milestone', id, name, what: 'closed', reason: 'It is done' })
      continue
    }
    const actionId = nextId('action', planId, milestone.actionId)
    const timescale = carryTimescale(milestone.timescale, fromOn)
    creates.push({
      kind: 'milestone',
      id: nextId('milestone', planId, id),
      entry: { ...milestone, actionId, timescale },
    })
    const late = isPast(timescale, fromOn) ? '; its date is over and needs another' : ''
    lines.push({ kind: 'milestone', id, name, what: 'carried', reason: `Not done yet${late}` })
  }
}
