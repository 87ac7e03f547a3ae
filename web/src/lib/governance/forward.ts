import { rollForward, doneMilestones } from '../../../../shared/governance/forward/rollForward.ts'
import type { RolledForward } from '../../../../shared/governance/forward/rollForward.ts'
import { roundFor } from '../../../../shared/governance/planLife.ts'
import { aYearOn, isPast } from '../../../../shared/governance/forward/years.ts'
import { listActions } from '../listed.ts'
import { discardRefused } from '../attention.ts'
import { linesOf, priorityEditions } from '../assessment/editions.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Write } from '../store/write.ts'
import { lifeOf } from './approvals.ts'
import { planRows } from './planRows.ts'

/** What rolling this plan forward would make, and what becomes of each of its rows. */
export function foresee(shell: Shell, plan: RowOf<'plan'>): RolledForward {
  const own = <T extends { planId: string }>(rows: readonly T[]) =>
    rows.filter(({ planId }) => planId === plan.id)
  const standings = new Map(
    listActions(shell, ({ planId }) => planId === plan.id).map(({ action, standing }) => [
      action.id,
      standing.status,
    ]),
  )
  return rollForward({
    rows: planRows(shell, plan),
    statusOf: (id) => standings.get(id) ?? 'not started',
    doneMilestoneIds: doneMilestones(shell.all('update')),
    barriers: own(shell.all('barrier')),
    risks: own(shell.all('risk')),
    riskReviews: shell.all('riskReview'),
    observations: shell.all('observation'),
    editions: priorityEditions(shell).map((edition) => ({
      edition,
      lines: linesOf(shell, edition.id),
    })),
    isHere: (kind, id) => shell.one(kind, id) !== undefined,
    attempt: takenOut(shell, plan).length,
  })
}

/** Plans that came of this one and are not on this device any more. */
export const takenOut = (shell: Shell, plan: RowOf<'plan'>): string[] => [
  ...new Set(
    lifeOf(shell, plan.id).rolled.flatMap(({ toPlanId }) =>
      toPlanId && !shell.one('plan', toPlanId) ? [toPlanId] : [],
    ),
  ),
]

const CARRIED = 'Carried from last year’s plan, where it stood already.'

/**
 * Makes the next plan, archives this one and says who did it: all of that, or nothing. Of two people who
 * do it at once both are told of, and there is one plan.
 */
export async function makeNext(shell: Shell, plan: RowOf<'plan'>): Promise<string> {
  const { store, me } = shell
  const { planId, creates } = foresee(shell, plan)
  const fresh = creates.filter(({ kind, id }) => shell.one(kind, id) === undefined)
  const signed: Write = {
    op: 'create',
    kind: 'approval',
    id: `approval-${store.world.newId()}`,
    entry: {
      planId: plan.id,
      step: 'rolled forward',
      round: roundFor('rolled forward', lifeOf(shell, plan.id)),
      toPlanId: planId,
      byId: me.memberId,
      recordedAt: store.world.now().toISOString(),
    },
  }
  await store.write([
    ...fresh.map((it) => ({ op: 'create', because: CARRIED, ...it }) as Write),
    signed,
    ...(plan.state === 'archived'
      ? []
      : [{ op: 'edit', kind: 'plan', id: plan.id, changes: { state: 'archived' } } as Write]),
  ])
  return planId
}

/** Carried actions whose date was over before their plan began: nobody has named another yet. */
export const datesToName = (shell: Shell, plan: RowOf<'plan'>): RowOf<'action'>[] =>
  shell
    .all('action')
    .filter(({ planId, carriedFromId }) => planId === plan.id && carriedFromId)
    .filter(({ timescale }) => isPast(timescale, plan.fromOn))

/** Moves dates on by a year, with words that say the new day. It is somebody's decision, so it is an edit. */
export const moveOn = (shell: Shell, actions: readonly RowOf<'action'>[]) =>
  shell.store.write(
    actions.map(({ id, timescale }) => ({
      op: 'edit' as const,
      kind: 'action' as const,
      id,
      changes: { timescale: aYearOn(timescale) },
    })),
  )

/** An id that a roll-forward has made. */
const isMade = (id: string) => /-n[0-9a-f]{16}$/.test(id)

/**
 * Own rows of a roll-forward that were refused because somebody else's are there already, and have been
 * worked on since. Where both wrote the same nothing is refused, and nobody needs to know.
 */
export const twinsOf = (shell: Shell) =>
  shell.attention.filter(
    ({ mutation, result }) =>
      mutation.op === 'create' && result.reason === 'exists' && isMade(mutation.id),
  )

export async function dropTwins(shell: Shell) {
  for (const { mutation } of twinsOf(shell)) await discardRefused(shell, mutation.mid)
}
