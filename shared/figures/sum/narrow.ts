import { overAll } from '../../governance/meetingFor.ts'
import { byUrgency } from '../../plan/standing.ts'
import { isWanted } from '../../plan/wanted.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Question } from '../question.ts'
import type { RowOf } from '../rows.ts'
import type { ActionStanding } from '../stand/actions.ts'
import type { Shelves } from '../stand/shelves.ts'
import type { Standings } from '../stand/standings.ts'

/** What a question leaves to be counted. */
export interface Narrowed {
  /** The latest first. */
  plans: readonly RowOf<'plan'>[]
  inPlans: ReadonlySet<string>
  /** Those that fit everything the question says, the most urgent first. */
  actions: readonly ActionStanding[]
  /** By their ids. */
  byId: ReadonlyMap<string, ActionStanding>
  /** Of the plans, priority, 4P and group asked about, whoever does them and wherever. */
  placed: ReadonlySet<string>
  /** Whether it fits in all but the plan. */
  fitsElsewhere: (stood: ActionStanding) => boolean
  inGroup: (memberId: string | null | undefined) => boolean
  /** Whether the group asked about is behind a plan. True where none is asked about. */
  ofGroup: (planId: string) => boolean
}

/**
 * A plan counts while it runs. A draft that carries another on does not run yet: each of its actions stands
 * in the plan it was carried from as well, and would count twice.
 */
export const isRunning = ({ state, carriedFromId }: Pick<Plan, 'state' | 'carriedFromId'>) =>
  state !== 'archived' && !(state === 'draft' && carriedFromId)

export function narrow({ shelves, actions: all }: Standings, question: Question): Narrowed {
  const { groupId, priorityId: priority, agencyId: agency, wardId: ward, fourP } = question
  const plans = plansOf(shelves, question)
  const inPlans = new Set(plans.map(({ id }) => id))
  const inGroup = (memberId: string | null | undefined) =>
    groupId !== undefined && (shelves.member.one(memberId)?.groupIds ?? []).includes(groupId)
  const ofGroup = groupBehind(shelves, groupId)
  const isOfGroup = ({ action }: ActionStanding) =>
    !groupId || ofGroup(action.planId) || action.ownerIds.some(inGroup)
  const isUnder4P = ({ action }: ActionStanding) =>
    !fourP || shelves.theme.one(action.themeId)?.fourP === fourP
  const isAround = (it: ActionStanding) =>
    isUnder4P(it) && isOfGroup(it) && isWanted(it, priority ? { priority } : {})
  const isFor = (it: ActionStanding) =>
    isWanted(it, { ...(agency && { agency }), ...(ward && { ward }) })
  const placed = all.filter((it) => inPlans.has(it.action.planId) && isAround(it))
  const actions = placed.filter(isFor).sort(byNeed)
  return {
    ...{ plans, inPlans, actions, inGroup, ofGroup },
    byId: new Map(actions.map((it) => [it.action.id, it])),
    placed: new Set(placed.map(({ action }) => action.id)),
    fitsElsewhere: (it) => isAround(it) && isFor(it),
  }
}

function plansOf(shelves: Shelves, { planId, priorityId }: Question): RowOf<'plan'>[] {
  const ofPriority = priorityId && !planId ? shelves.priority.one(priorityId)?.planId : undefined
  const wanted = planId ?? ofPriority
  const plans = wanted
    ? [shelves.plan.one(wanted)].filter((it) => it !== undefined)
    : shelves.plan.all().filter(isRunning)
  return plans.toSorted((a, b) => compare(b.fromOn, a.fromOn) || compare(a.id, b.id))
}

/** The plans a group delivers or has to itself; of the board and its like, all. */
function groupBehind(shelves: Shelves, groupId: string | undefined) {
  const group = shelves.group.one(groupId)
  if (!groupId || (group && overAll.includes(group.kind))) return () => true
  return (planId: string) => {
    const plan = shelves.plan.one(planId)
    return plan?.groupId === groupId || plan?.restrictedToId === groupId
  }
}

const byNeed = (a: ActionStanding, b: ActionStanding) =>
  byUrgency(a.standing, b.standing) || compare(a.action.id, b.action.id)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
