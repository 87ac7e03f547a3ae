import { may } from '../access/may.ts'
import type { Actor } from '../access/may.ts'
import { isMyFinding } from '../finding/mine.ts'
import { planLife } from '../governance/planLife.ts'
import { addDays, dateInUk, daysBetween } from '../words/dates.ts'
import { isSensitive } from './actionReminders.ts'
import type { Grounds, ListedAction, Reminder, Stored } from './reminder.ts'
import type { Plan } from '../plan/plan.ts'
import { capital } from '../words/capital.ts'

/** A decision about a barrier is news for so many days; after that the action's own dates remind. */
export const NEWS_DAYS = 14

type Plans = ReadonlyMap<string, Stored<Plan>>
type Me = Pick<Actor, 'memberId' | 'role' | 'agencyId' | 'wardIds'>

/** Barriers that wait for this member, and decisions about those they raised or that stop their actions. */
export function barrierReminders(
  { barriers, listed, targets }: Pick<Grounds, 'barriers' | 'listed' | 'targets'>,
  plans: Plans,
  me: Me,
  today: string,
): Reminder[] {
  const actions = new Map(listed.map((it) => [it.action.id, it]))
  return barriers.flatMap((barrier) => {
    const plan = plans.get(barrier.planId)
    if (barrier.clearedOn || !plan || plan.state === 'archived') return []
    const named = barrier.actionId ?? null
    const actionId = named && (targets.get(named) ?? named)
    const of = actionId ? actions.get(actionId) : undefined
    const it = {
      ...{ id: barrier.id, planId: barrier.planId, actionId },
      ...{ ref: of?.action.ref ?? '', text: barrier.text },
      isSensitive: isSensitive(barrier, plan, of?.action),
    }
    if (isWaitingFor(me, barrier)) {
      return {
        ...it,
        why: 'barrier' as const,
        key: `barrier:${barrier.id}`,
        onDate: barrier.raisedOn,
      }
    }
    const { decidedOn } = barrier
    const isMine = barrier.byId === me.memberId || isOwner(of, me.memberId)
    if (!decidedOn || !isMine || !isNews(decidedOn, today)) return []
    const key = `decided:${barrier.id}:${decidedOn}`
    return { ...it, why: 'decided' as const, key, onDate: decidedOn }
  })
}

/** Its owner; where it has none, whoever leads for the agency that has to give what is needed. */
const isWaitingFor = ({ memberId, role, agencyId }: Me, it: Grounds['barriers'][number]) =>
  it.ownerId
    ? it.ownerId === memberId
    : it.needsAgencyId === agencyId && leads.includes(role) && !it.decidedOn
const leads: readonly string[] = ['administrator', 'manager', 'priority lead']
const isOwner = (of: ListedAction | undefined, memberId: string) =>
  of?.action.ownerIds.includes(memberId) === true
const isNews = (decidedOn: string, today: string) => daysBetween(decidedOn, today) <= NEWS_DAYS

/** Plans that were handed in, for whoever may approve them and has not handed them in. */
export function approvalReminders(
  { plans, approvals }: Pick<Grounds, 'plans' | 'approvals'>,
  me: Actor,
): Reminder[] {
  const step = { kind: 'approval' as const, data: { step: 'approved', byId: me.memberId } }
  if (!may(me, 'create', step)) return []
  return plans.flatMap((plan) => {
    const { waiting } = planLife(plan.id, approvals)
    const submitted = waiting?.submitted[0]
    if (!waiting || !submitted || plan.state === 'archived') return []
    if (waiting.submitted.some(({ byId }) => byId === me.memberId)) return []
    return {
      why: 'approval' as const,
      key: `approval:${plan.id}:${waiting.round}`,
      ...{ id: plan.id, planId: plan.id, actionId: null, ref: '', text: plan.title },
      onDate: dateInUk(new Date(submitted.recordedAt)),
      isSensitive: isSensitive(plan),
    }
  })
}

/** Events of today and tomorrow that one's agency takes part in or that are on one's wards. */
export function eventReminders(
  events: Grounds['events'],
  { agencyId, wardIds }: Me,
  today: string,
): Reminder[] {
  const tomorrow = addDays(today, 1)
  return events
    .filter(({ onDate }) => onDate === today || onDate === tomorrow)
    .filter(
      (it) =>
        it.leadAgencyId === agencyId ||
        it.agencyIds.includes(agencyId) ||
        it.wardIds.some((id) => wardIds.includes(id)),
    )
    .map((it) => ({
      why: 'event' as const,
      key: `event:${it.id}:${it.onDate}`,
      ...{ id: it.id, planId: null, actionId: null, ref: '', text: it.title },
      ...{ onDate: it.onDate, isSensitive: isSensitive(it) },
    }))
}

/** Open findings on one's wards or for one's agency that should have been seen to by the end of this day. */
export function findingReminders(findings: Grounds['findings'], me: Me, today: string): Reminder[] {
  return findings
    .filter(({ standing }) => isMyFinding(standing, me) && standing.dueOn <= today)
    .map(({ standing: { finding, joined, dueOn }, where }) => ({
      why: 'finding' as const,
      key: `finding:${finding.id}:${dueOn}`,
      ...{ id: finding.id, planId: null, actionId: null, ref: '' },
      text: [capital(finding.sort), where].filter(Boolean).join(', '),
      ...{ onDate: dueOn, isSensitive: isSensitive(finding, ...joined) },
    }))
}
