import { planLife } from '../../governance/planLife.ts'
import { day } from '../../scoring/target/words.ts'
import { dayInUk } from '../../words/dayInUk.ts'
import { countOf } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { Question } from '../question.ts'
import type { Standings } from '../stand/standings.ts'
import type { Narrowed } from './narrow.ts'

/** What waits for somebody's word. */
export interface WaitingFigures {
  /** Barriers that nobody has cleared, the oldest first, and of them those without a decision. */
  barriers: Figure
  undecided: Figure
  /** What two people changed at once, as far as the reader may know of it. */
  conflicts: Figure
  /** Plans handed in and not decided on. */
  approvals: Figure
  /** Meetings within the period. */
  meetings: Figure
}

const idOf = ({ id }: { id: string }) => id

export function sumWaiting(
  standings: Standings,
  narrowed: Narrowed,
  question: Question,
): WaitingFigures {
  const barriers = openBarriers(standings, narrowed, question)
  return {
    barriers: countOf('barrier', barriers, idOf, (it) => sayBarrier(it)),
    undecided: countOf('barrier', barriers, idOf, (it) => (it.decision ? null : sayBarrier(it))),
    conflicts: conflicts(standings, narrowed, question),
    approvals: approvals(standings, narrowed),
    meetings: meetings(standings, question),
  }
}

const sayBarrier = ({
  decision,
  raisedOn,
}: {
  decision?: string | null | undefined
  raisedOn: string
}) => `${decision ? 'Decided, not cleared' : 'Waits for a decision'}, raised ${day(raisedOn)}`

function openBarriers(
  { shelves, targets }: Standings,
  { inPlans, byId, placed, ofGroup }: Narrowed,
  { priorityId, fourP, agencyId, wardId }: Question,
) {
  return shelves.barrier
    .all()
    .filter((it) => {
      if (it.clearedOn || !inPlans.has(it.planId)) return false
      const needsThem = agencyId !== undefined && it.needsAgencyId === agencyId && !wardId
      const id = it.actionId && (targets.get(it.actionId) ?? it.actionId)
      // What stopped an action that is not there any more stands in the way of its plan.
      if (id && shelves.action.one(id)) {
        return byId.has(id) || (needsThem && placed.has(id))
      }
      // It stands in the way of a whole plan.
      if (priorityId || fourP || wardId) return false
      return (!agencyId || needsThem) && ofGroup(it.planId)
    })
    .toSorted((a, b) => compare(a.raisedOn, b.raisedOn) || compare(a.id, b.id))
}

/**
 * A question between two people has to be settled whatever plan it is in, so the plan does not narrow it.
 * Everything else does: by the action that it is about, or under.
 */
function conflicts(
  { shelves, targets, actions }: Standings,
  { fitsElsewhere }: Narrowed,
  { priorityId, fourP, agencyId, wardId, groupId }: Question,
): Figure {
  const isNarrowed = priorityId ?? fourP ?? agencyId ?? wardId ?? groupId
  const fitting = isNarrowed
    ? new Set(actions.filter(fitsElsewhere).map(({ action }) => action.id))
    : null
  const actionOf = (rowId: string) => {
    const under = shelves.milestone.one(rowId)?.actionId ?? shelves.barrier.one(rowId)?.actionId
    const id = under ?? rowId
    return targets.get(id) ?? id
  }
  const open = shelves.conflict.all().filter(({ rowId }) => fitting?.has(actionOf(rowId)) ?? true)
  return countOf('conflict', open, idOf, () => 'Two people changed it at once')
}

function approvals({ shelves }: Standings, { plans, ofGroup }: Narrowed): Figure {
  const steps = shelves.approval.all()
  return countOf('plan', plans, idOf, ({ id }) => {
    const handedIn = ofGroup(id) ? planLife(id, steps).waiting?.submitted[0] : undefined
    return handedIn ? `Handed in ${day(dayInUk(handedIn.recordedAt))}` : null
  })
}

function meetings({ shelves }: Standings, { groupId, period: { from, to } }: Question): Figure {
  const held = shelves.meeting
    .all()
    .filter((it) => it.onDate >= from && it.onDate <= to && (!groupId || it.groupId === groupId))
    .toSorted((a, b) => compare(a.onDate, b.onDate) || compare(a.id, b.id))
  return countOf('meeting', held, idOf, ({ onDate, state }) => `${day(onDate)}, ${state}`)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
