import { may } from '../../../../shared/access/may.ts'
import type { Approval } from '../../../../shared/governance/approval.ts'
import { changesSince } from '../../../../shared/governance/changesSince.ts'
import type { RowChange } from '../../../../shared/governance/changesSince.ts'
import { partsOf, thaw } from '../../../../shared/governance/freeze.ts'
import { planLife, roundFor } from '../../../../shared/governance/planLife.ts'
import type { PlanLife } from '../../../../shared/governance/planLife.ts'
import type { Plan } from '../../../../shared/plan/plan.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Write } from '../store/write.ts'
import { rowsNow } from './planRows.ts'

/** The life of a plan: reads of its steps, and the verbs that take one. All of them work offline. */
export const lifeOf = (shell: Shell, planId: string): PlanLife =>
  planLife(planId, shell.all('approval'))

/** What has changed since the approval in force; null while there is none, or its text is not here yet. */
export function changesOf(
  shell: Shell,
  plan: RowOf<'plan'>,
  life: PlanLife = lifeOf(shell, plan.id),
): RowChange[] | null {
  const approved = life.approved && thaw(shell.all('approvedText'), life.approved.id)
  return approved && changesSince(approved, rowsNow(shell, plan))
}

/** Whether this member may take such a step; the same answer as the office gives. */
export const mayTake = (shell: Shell, planId: string, step: Approval['step']) =>
  may(actorOf(shell), 'create', {
    kind: 'approval',
    data: { planId, step, byId: shell.me.memberId },
  })

export interface Said {
  text?: string | undefined
  groupId?: string | null
  meetingId?: string | null
  /** Why what looks like a resident's has to stand in the words. */
  because?: string | null
}

/** A step as it is written, and its id. */
function stepOf(
  shell: Shell,
  plan: RowOf<'plan'>,
  step: Approval['step'],
  { text, groupId, meetingId, because }: Said,
  more: Partial<Approval> = {},
): { id: string; write: Write } {
  const { store, me } = shell
  const id = `approval-${store.world.newId()}`
  const entry: Approval = {
    planId: plan.id,
    step,
    round: roundFor(step, lifeOf(shell, plan.id)),
    groupId: groupId ?? null,
    meetingId: meetingId ?? null,
    text: text?.trim() || null,
    byId: me.memberId,
    recordedAt: store.world.now().toISOString(),
    ...more,
  }
  return { id, write: { op: 'create', kind: 'approval', id, entry, because: because ?? null } }
}

/** The plan's own state follows the step, where this step moves it; what is the same is not sent. */
const becomes = (plan: RowOf<'plan'>, state: Plan['state']): Write[] =>
  plan.state === state ? [] : [{ op: 'edit', kind: 'plan', id: plan.id, changes: { state } }]

/** Hands the plan in. A plan that is approved stays so while what was changed in it waits. */
export const submitPlan = (shell: Shell, plan: RowOf<'plan'>, said: Said = {}) =>
  shell.store.write([
    stepOf(shell, plan, 'submitted', { groupId: plan.groupId ?? null, ...said }).write,
    ...(plan.state === 'draft' ? becomes(plan, 'submitted') : []),
  ])

/** Sends the plan back with what the board says to it. */
export const giveBack = (shell: Shell, plan: RowOf<'plan'>, said: Said) =>
  shell.store.write([
    stepOf(shell, plan, 'returned', said).write,
    ...(plan.state === 'submitted' ? becomes(plan, 'draft') : []),
  ])

/** Approves the plan as it stands on this device, and freezes that text with the approval. */
export function approvePlan(shell: Shell, plan: RowOf<'plan'>, said: Said = {}) {
  const { id: approvalId, write } = stepOf(shell, plan, 'approved', said)
  const parts = partsOf(rowsNow(shell, plan))
  return shell.store.write([
    write,
    ...parts.map((rows, part): Write => ({
      op: 'create',
      kind: 'approvedText',
      id: `${approvalId}.${part}`,
      entry: { planId: plan.id, approvalId, part, parts: parts.length, rows },
    })),
    ...becomes(plan, 'approved'),
  ])
}

/** After two people decided at once the state may not be what the steps amount to: this puts it right. */
export const putStateRight = (shell: Shell, plan: RowOf<'plan'>, state: Plan['state']) =>
  shell.store.write(becomes(plan, state))

/** Figures are worked out, and name what the plan names: nobody typed a resident into them. */
const WORKED_OUT = 'Worked out from the figures of the plan.'

/** Signs a quarter off, with the figures as they stand and perhaps a remark. */
export const signOff = (
  shell: Shell,
  plan: RowOf<'plan'>,
  quarter: string,
  figures: string,
  { text, because, ...said }: Said = {},
) =>
  shell.store.write([
    stepOf(
      shell,
      plan,
      'signed off',
      {
        ...said,
        text: [figures, text?.trim()].filter(Boolean).join('\n\n'),
        because: because ?? WORKED_OUT,
      },
      { quarter },
    ).write,
  ])
