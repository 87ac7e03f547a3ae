import { may } from '../../../../shared/access/may.ts'
import { officeTime } from '../../../../shared/event/hours.ts'
import { alikeTo } from '../../../../shared/finding/alike.ts'
import type { Finding } from '../../../../shared/finding/finding.ts'
import type { FindingStep } from '../../../../shared/finding/findingStep.ts'
import { hotspotsIn } from '../../../../shared/finding/hotspots.ts'
import { isMyFinding } from '../../../../shared/finding/mine.ts'
import { byNeed, standFindings } from '../../../../shared/finding/standing.ts'
import type { FindingStanding } from '../../../../shared/finding/standing.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import type { View } from '../store/view.ts'
import type { Write } from '../store/write.ts'

/** Findings: reads and verbs. */
export type Said = Omit<Finding, 'byId' | 'recordedAt' | 'joinedToId'>

const kept = new WeakMap<View, { from: readonly unknown[]; all: FindingStanding[] }>()

/** Every finding with how it stands today, by need; worked out again only when something of it changes. */
export function findingsByNeed(shell: Shell): FindingStanding[] {
  const from = [shell.all('finding'), shell.all('findingStep'), shell.today] as const
  const before = kept.get(shell.store.view)
  if (before && from.every((it, at) => it === before.from[at])) return before.all
  const all = standFindings(...from).sort(byNeed)
  kept.set(shell.store.view, { from, all })
  return all
}

/** The finding that stands at an address: itself, or the one it was joined to. */
export const findingAt = (shell: Shell, id: string): FindingStanding | undefined =>
  findingsByNeed(shell).find(
    ({ finding, joined }) => finding.id === id || joined.some((it) => it.id === id),
  )

export const findingsAtEvent = (shell: Shell, eventId: string): FindingStanding[] =>
  findingsByNeed(shell).filter(({ finding, joined }) =>
    [finding, ...joined].some((it) => it.eventId === eventId),
  )

/** Open ones on my wards, for my agency, or reported by me. */
export function myFindings(shell: Shell): FindingStanding[] {
  const { agencyId, wardIds = [] } = shell.one('member', shell.me.memberId) ?? {}
  return findingsByNeed(shell).filter(
    (it) =>
      isMyFinding(it, { agencyId, wardIds }) ||
      (it.isOpen && it.finding.byId === shell.me.memberId),
  )
}

/** The street of a finding, as people call it. */
export function streetOf(shell: Shell, { eventId, streetId, street }: Finding): string {
  const listed = streetId && eventId && shell.one('event', eventId)?.streets?.[streetId]
  return listed ? listed.name : (street ?? '')
}

export function sayWhere(shell: Shell, finding: Finding): string {
  const ward = finding.wardId ? shell.one('ward', finding.wardId)?.name : ''
  return [streetOf(shell, finding), ward].filter(Boolean).join(', ') || sayKnown(finding)
}
const sayKnown = ({ spot }: Finding) => (spot ? 'Place known to the map' : 'Place not said')

export const alike = (shell: Shell, draft: Parameters<typeof alikeTo>[0]) =>
  alikeTo(draft, findingsByNeed(shell))

export const hotspots = (shell: Shell) =>
  hotspotsIn(findingsByNeed(shell), shell.today, ({ finding }) => streetOf(shell, finding))

/**
 * Keeps a finding on this phone, and in one with it the rows of the photos that were taken for its id.
 * Resolves, with its id, once it is durable.
 */
export async function reportFinding(
  { store, me }: Shell,
  said: Said,
  because: string | null = null,
  { id = newFindingId(store), photos = [] }: { id?: string; photos?: readonly Write[] } = {},
): Promise<string> {
  const { recordedAt } = officeTime(store.world.now(), store.aheadS)
  const entry = { ...said, byId: me.memberId, recordedAt }
  await store.write([{ op: 'create', kind: 'finding', id, entry, because }, ...photos])
  return id
}

export const newFindingId = ({ world }: Pick<Shell['store'], 'world'>) => `finding-${world.newId()}`

export async function recordStep(
  { store, me }: Shell,
  findingId: string,
  said: Pick<FindingStep, 'step' | 'note' | 'forResidents'>,
  because: string | null = null,
): Promise<string> {
  const id = `findingStep-${store.world.newId()}`
  const { recordedAt } = officeTime(store.world.now(), store.aheadS)
  const entry = { findingId, ...said, byId: me.memberId, recordedAt }
  await store.create('findingStep', id, entry, because ?? undefined)
  return id
}

/** They are one: the second counts with the first from now on. */
export const joinTo = ({ store }: Shell, id: string, toId: string | null) =>
  store.edit('finding', id, { joinedToId: toId })

export const mayReport = (shell: Shell, eventId: string | null) =>
  may(actorOf(shell), 'create', { kind: 'finding', data: { eventId, byId: shell.me.memberId } })

export const mayStep = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'findingStep', data: { byId: shell.me.memberId } })
