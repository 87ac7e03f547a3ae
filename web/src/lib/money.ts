import { may } from '../../../shared/access/may.ts'
import type { Award } from '../../../shared/money/award.ts'
import type { Fund } from '../../../shared/money/fund.ts'
import type { PlanToServe } from '../../../shared/money/serves.ts'
import type { Spent } from '../../../shared/money/spending.ts'
import { standFund } from '../../../shared/money/standing.ts'
import type { FundStanding } from '../../../shared/money/standing.ts'
import { actorOf } from './actor.ts'
import { listedAt } from './listed.ts'
import type { Shell } from './shell.svelte.ts'

/** The reads and verbs of money: funds, what is awarded out of them, and what was spent. */

/** The funds of a plan as they stand today, grants first, then by name. */
export function fundsOf(shell: Shell, planId: string): FundStanding[] {
  const plan = planToServe(shell)
  const [awards, spends] = [shell.all('award'), shell.all('spend')]
  return shell
    .all('fund')
    .filter((fund) => fund.planId === planId)
    .toSorted((a, b) => b.kind.localeCompare(a.kind) || a.title.localeCompare(b.title, 'en'))
    .map((fund) => standFund(fund, awards, spends, plan, shell.today))
}

function planToServe(shell: Shell): PlanToServe {
  return {
    action: (id) => shell.one('action', id),
    hasPriority: (id) => shell.one('priority', id) !== undefined,
    isWithdrawn: (id) => listedAt(shell, id)?.standing.status === 'withdrawn',
  }
}

const mayMake = (shell: Shell, kind: 'fund' | 'award' | 'spend', data: object) =>
  may(actorOf(shell), 'create', { kind, data })

export const mayKeepFunds = (shell: Shell) => mayMake(shell, 'fund', {})
export const mayKeepAwards = (shell: Shell) => mayMake(shell, 'award', {})
export const mayRecordSpend = (shell: Shell) => mayMake(shell, 'spend', { byId: shell.me.memberId })

/** Adds a fund to a plan, or changes the one with that id. Answers its id. */
export async function keepFund(
  { store }: Shell,
  id: string | null,
  draft: Fund,
  because?: string | null,
): Promise<string> {
  const fundId = id ?? `fund-${store.world.newId()}`
  if (id) await store.edit('fund', id, draft, because ?? undefined)
  else await store.create('fund', fundId, draft, because ?? undefined)
  return fundId
}

export async function keepAward(
  { store }: Shell,
  id: string | null,
  draft: Award,
  because?: string | null,
): Promise<void> {
  if (id) await store.edit('award', id, draft, because ?? undefined)
  else await store.create('award', `award-${store.world.newId()}`, draft, because ?? undefined)
}

export type SpendDraft = Omit<Spent, 'id' | 'byId' | 'recordedAt'>

/** Spending is a fact: a correction is one more, and says which it replaces. */
export async function recordSpend(
  { store, me }: Shell,
  draft: SpendDraft,
  because?: string | null,
): Promise<void> {
  const recordedAt = store.world.now().toISOString()
  const entry = { ...draft, byId: me.memberId, recordedAt }
  await store.create('spend', `spend-${store.world.newId()}`, entry, because ?? undefined)
}
