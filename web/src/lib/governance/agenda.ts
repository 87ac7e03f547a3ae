import { agendaOf } from '../../../../shared/governance/agendaOf.ts'
import type { AgendaItem, Ground } from '../../../../shared/governance/agenda.ts'
import { latestReview } from '../../../../shared/governance/forward/standing.ts'
import { listActions } from '../listed.ts'
import { sayField } from '../fieldWords.ts'
import { judgeIndicators } from '../indicators.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import { changesOf, lifeOf } from './approvals.ts'

/** The agenda of a meeting, from what stands on this device. */
export function agendaFor(shell: Shell, meeting: RowOf<'meeting'>): AgendaItem[] {
  const group = shell.one('group', meeting.groupId)
  return group ? agendaOf(meeting, group, groundOf(shell), shell.today) : []
}

function groundOf(shell: Shell): Ground {
  const plans = shell.all('plan').filter(({ state }) => state !== 'archived')
  return {
    plans,
    actions: listActions(shell),
    barriers: shell.all('barrier'),
    indicators: plans.flatMap(({ id: planId }) =>
      judgeIndicators(shell, planId).map(({ indicator, verdict }) => ({
        ...{ id: indicator.id, label: indicator.label, planId },
        ...{ rag: verdict.rag, reason: verdict.reason },
      })),
    ),
    conflicts: disputed(shell),
    risks: shell.all('risk').flatMap((risk) => {
      if (risk.closedOn) return []
      const own = shell.all('riskReview').filter(({ riskId }) => riskId === risk.id)
      const reviewOn = latestReview(own)?.nextReviewOn ?? risk.reviewOn ?? null
      return [{ id: risk.id, heading: `${risk.ref} ${risk.text}`, planId: risk.planId, reviewOn }]
    }),
    waiting: plans.flatMap((plan) => waitingFor(shell, plan)),
    requests: shell.all('request'),
    meetings: shell.all('meeting'),
    minutes: shell.all('minute'),
  }
}

/** A question about an action is the plan's; one row stands once however many of its fields are disputed. */
function disputed(shell: Shell): Ground['conflicts'] {
  return [...new Set(shell.openConflicts.map(({ rowId }) => rowId))].flatMap((id) => {
    const action = shell.one('action', id)
    const fields = shell.openConflicts
      .filter(({ rowId }) => rowId === id)
      .map(({ field }) => sayField('action', field).toLowerCase())
    return action
      ? [
          {
            ...{ id, planId: action.planId },
            heading: `${action.ref} ${action.text} (${fields.join(', ')})`,
          },
        ]
      : []
  })
}

function waitingFor(shell: Shell, plan: RowOf<'plan'>): Ground['waiting'] {
  const life = lifeOf(shell, plan.id)
  if (!life.waiting) return []
  const by = shell.one('member', life.waiting.submitted[0]?.byId ?? '')?.name ?? 'Its group'
  const changes = changesOf(shell, plan, life)?.length
  const what = changes ? `with ${changes} changes since it was approved` : 'for approval'
  return [{ planId: plan.id, because: `${by} has handed it in ${what}` }]
}

/** Where what an item is about can be seen; empty where it has no page of its own. */
export function hrefOf({ kind, id, planId, section }: AgendaItem): string {
  if (section === 'Two people disagree') return '/attention'
  if (kind === 'action') return `/actions/${encodeURIComponent(id)}`
  const plan = planId ? `?plan=${encodeURIComponent(planId)}` : ''
  if (kind === 'plan') return `/plan/approval${plan}`
  if (kind === 'indicator') return `/indicators/${encodeURIComponent(id)}${plan}`
  if (kind === 'risk') return `/plan/risks${plan}`
  return kind === 'barrier' ? `/plan/barriers${plan}` : ''
}
