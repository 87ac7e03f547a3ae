import type { Reach } from '../../../shared/event/rollUp.ts'
import { unanswered } from '../../../shared/plan/asked.ts'
import { mergeTargets } from '../../../shared/plan/merged.ts'
import { pickMine } from '../../../shared/plan/mine.ts'
import { byAction, standingOf } from '../../../shared/plan/standing.ts'
import type { Standing } from '../../../shared/plan/standing.ts'
import { reached } from './events/reached.ts'
import type { Shell } from './shell.svelte.ts'
import type { RowOf, View } from './store/view.ts'

/** An action with how it stands today. The very same object until something of it changes. */
export interface Listed {
  action: RowOf<'action'>
  standing: Standing
  /** Everything in its log, with what was merged into it; in no order. */
  updates: readonly RowOf<'update'>[]
  milestones: readonly RowOf<'milestone'>[]
  barriers: readonly RowOf<'barrier'>[]
  /** The request for an update that nobody has answered yet. */
  asked: RowOf<'request'> | null
  /** What linked events brought to its reach target, and from which. */
  fromEvents: Reach | null
}

interface Delivery {
  /** What it was worked out from. */
  from: readonly unknown[]
  byId: Map<string, Listed>
  /** Where the log of a merged action counts. */
  targets: ReadonlyMap<string, string>
}

const kept = new WeakMap<View, Delivery>()
const kinds = [
  'action',
  'update',
  'milestone',
  'barrier',
  'request',
  'plan',
  'partnership',
] as const

/**
 * Every action of every plan here. It is worked out once and then again only for those that something
 * has happened to: a plan has thousands of entries, and a phone has little time.
 */
export function deliveryOf(shell: Shell): Delivery {
  const reach = reached(shell)
  const from = [reach, ...kinds.map((kind) => shell.all(kind)), shell.today]
  const before = kept.get(shell.store.view)
  if (before && isSameList(before.from, from)) return before
  const delivery = workOut(shell, reach, from, before)
  kept.set(shell.store.view, delivery)
  return delivery
}

function workOut(
  shell: Shell,
  reach: ReadonlyMap<string, Reach>,
  from: readonly unknown[],
  before: Delivery | undefined,
): Delivery {
  const actions = shell.all('action')
  const targets = mergeTargets(actions)
  const updates = byAction(shell.all('update'), targets)
  const milestones = byAction(shell.all('milestone'), targets)
  const barriers = byAction(shell.all('barrier'), targets)
  const requests = byAction(shell.all('request'), targets)
  const silentDays = shell.all('partnership')[0]?.silentDays
  const isSameDay = before?.from.at(-1) === shell.today
  const isSameRule =
    isSameDay && before.from.at(-2) === from.at(-2) && before.from.at(-3) === from.at(-3)
  const byId = new Map<string, Listed>()
  for (const action of actions) {
    const { id } = action
    if (targets.has(id)) continue
    const around = {
      updates: updates.get(id) ?? none,
      milestones: milestones.get(id) ?? none,
      barriers: barriers.get(id) ?? none,
    }
    const asked = unanswered(requests.get(id) ?? none, around.updates)
    const fromEvents = reach.get(id) ?? null
    const known = isSameRule ? before.byId.get(id) : undefined
    if (known && isUnchanged(known, { action, asked, fromEvents, ...around })) {
      byId.set(id, known)
      continue
    }
    const sinceOn = shell.one('plan', action.planId)?.fromOn
    const rules = { ...around, sinceOn, silentDays, fromEvents: fromEvents?.count ?? null }
    const standing = standingOf(action, around.updates, shell.today, rules)
    byId.set(id, { action, standing, asked, fromEvents, ...around })
  }
  return { from, byId, targets }
}

const none: never[] = []
const isUnchanged = (known: Listed, now: Omit<Listed, 'standing'>) =>
  known.action === now.action &&
  known.asked === now.asked &&
  known.fromEvents?.count === now.fromEvents?.count &&
  known.fromEvents?.sources.length === now.fromEvents?.sources.length &&
  isSameList(known.updates, now.updates) &&
  isSameList(known.milestones, now.milestones) &&
  isSameList(known.barriers, now.barriers)

const isSameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((it, at) => it === b[at])

/** Actions with how they stand today; those merged into others are in what they were merged into. */
export const listActions = (
  shell: Shell,
  isWanted: (action: RowOf<'action'>) => boolean = () => true,
): Listed[] => [...deliveryOf(shell).byId.values()].filter(({ action }) => isWanted(action))

/** What runs and is mine: owned, asked about, or on my wards. */
export function myActions(shell: Shell): Listed[] {
  const { memberId } = shell.me
  const running = listActions(
    shell,
    ({ planId }) => shell.one('plan', planId)?.state !== 'archived',
  )
  return pickMine(running, memberId, shell.one('member', memberId)?.wardIds ?? [])
}

/** The action that counts at an address: itself, or what it was merged into. */
export function listedAt(shell: Shell, id: string): Listed | undefined {
  const { byId, targets } = deliveryOf(shell)
  return byId.get(targets.get(id) ?? id)
}

/** How an action would stand if one entry had never been made. */
export function standingWithout(shell: Shell, { id, actionId }: RowOf<'update'>) {
  const listed = listedAt(shell, actionId)
  if (!listed) return undefined
  const earlier = listed.updates.filter((update) => update.id !== id)
  const fromEvents = listed.fromEvents?.count ?? null
  return standingOf(listed.action, earlier, shell.today, { fromEvents })
}
