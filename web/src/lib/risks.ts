import type { Risk } from '../../../shared/risk/risk.ts'
import type { RiskReview } from '../../../shared/risk/riskReview.ts'
import { byWorst, DEFAULT_SCALE, standRisk } from '../../../shared/risk/standing.ts'
import type { RiskStanding } from '../../../shared/risk/standing.ts'
import { may } from '../../../shared/access/may.ts'
import { actorOf } from './actor.ts'
import type { Shell } from './shell.svelte.ts'
import { namesOf } from './people.ts'
import type { Band, Tone } from './ui/tone.ts'

/** The reads and verbs of the risk register. */

export const scaleOf = (shell: Shell): number =>
  shell.all('partnership')[0]?.riskScale ?? DEFAULT_SCALE

/** The risks of a plan as they stand today: open ones, worst first, then those that are closed. */
export function risksOf(shell: Shell, planId: string): RiskStanding[] {
  const scale = scaleOf(shell)
  const reviews = shell.all('riskReview')
  return shell
    .all('risk')
    .filter((risk) => risk.planId === planId)
    .map((risk) => standRisk(risk, reviews, scale, shell.today))
    .sort(
      (a, b) =>
        Number(Boolean(a.risk.closedOn)) - Number(Boolean(b.risk.closedOn)) || byWorst(a, b),
    )
}

export const bandTone: Record<string, Band> = {
  low: 'green',
  medium: 'yellow',
  high: 'orange',
  severe: 'red',
}

export const trendTone = {
  lower: 'good',
  'the same': 'none',
  higher: 'bad',
} as const satisfies Record<NonNullable<RiskStanding['trend']>, Tone>

export const ownerOf = (shell: Shell, { ownerId, ownerRole }: Risk): string =>
  namesOf(shell, 'member', ownerId ? [ownerId] : []) || ownerRole || 'Nobody yet'

export const mayKeepRisks = (shell: Shell, planId: string) =>
  may(actorOf(shell), 'create', { kind: 'risk', data: { planId } })

/** Reviewing is a fact in one's own name; more roles do it than may rewrite the register. */
export const mayReview = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'riskReview', data: { byId: shell.me.memberId } })

/** The next free ref of the plan's register: R7. */
export function nextRef(shell: Shell, planId: string): string {
  const taken = shell
    .all('risk')
    .filter((risk) => risk.planId === planId)
    .map(({ ref }) => Number(/^R(\d+)$/.exec(ref)?.[1] ?? 0))
  return `R${Math.max(0, ...taken) + 1}`
}

export type RiskDraft = Omit<Risk, 'planId' | 'order'>

/** Adds a risk to a plan, or changes the one with that id. Answers its id once it is on this device. */
export async function keepRisk(
  shell: Shell,
  planId: string,
  id: string | null,
  draft: Partial<RiskDraft> & Pick<RiskDraft, 'ref' | 'text' | 'likelihood' | 'impact'>,
  because?: string | null,
): Promise<string> {
  const { store } = shell
  if (id) {
    await store.edit('risk', id, draft, because ?? undefined)
    return id
  }
  const made = `risk-${store.world.newId()}`
  const order = Math.max(0, ...shell.all('risk').map((it) => it.order)) + 1
  await store.create('risk', made, { ...draft, planId, order }, because ?? undefined)
  return made
}

export const closeRisk = ({ store }: Shell, id: string, closedOn: string | null) =>
  store.edit('risk', id, { closedOn })

export type ReviewDraft = Omit<RiskReview, 'byId' | 'recordedAt'>

/** A review is a fact: it is added, and the ones before it stay. */
export async function reviewRisk(
  { store, me }: Shell,
  draft: ReviewDraft,
  because?: string | null,
): Promise<void> {
  const recordedAt = store.world.now().toISOString()
  const entry = { ...draft, byId: me.memberId, recordedAt }
  await store.create('riskReview', `riskReview-${store.world.newId()}`, entry, because ?? undefined)
}
