import type { Action } from '../action.ts'
import { changesOf } from './change.ts'
import type { FieldChange, PlanChange } from './change.ts'
import { placeAt } from './order.ts'
import type { Ordered } from './order.ts'

export type ActionRow = Action & { id: string }

const union = (...lists: readonly (readonly string[] | null | undefined)[]) => [
  ...new Set(lists.flatMap((list) => list ?? [])),
]

/**
 * Puts an action at a place of a theme, its own or another: the order, and where it stands. It keeps its
 * ref, which it was printed with, and its log; a priority it comes to stand under is no further one.
 */
export function moveAction(
  action: ActionRow,
  to: { priorityId: string; themeId: string; listed: readonly Ordered[]; place: number },
  find: (id: string) => ActionRow | undefined,
): FieldChange[] {
  const { priorityId, themeId } = to
  const also = action.alsoPriorityIds?.filter((id) => id !== priorityId) ?? null
  const order = placeAt(to.listed, action.id, to.place).flatMap((row) => {
    const there = find(row.id)
    return there ? changesOf('action', row.id, there, { order: row.order }) : []
  })
  return [
    ...order,
    ...changesOf('action', action.id, action, { priorityId, themeId, alsoPriorityIds: also }),
  ]
}

export interface Division {
  stays: Pick<Action, 'text' | 'how'>
  goes: Pick<Action, 'ref' | 'text' | 'how'>
}

/**
 * Divides an action in two. The new one has what both are about (lead, partners, owners, wards, time) and
 * its own words; its log begins with itself, and its owners have yet to accept it.
 */
export function splitAction(
  action: ActionRow,
  newId: string,
  { stays, goes }: Division,
  order: number,
): PlanChange[] {
  const { id, ...entry } = action
  return [
    ...changesOf('action', id, action, stays),
    {
      is: 'create',
      kind: 'action',
      id: newId,
      entry: {
        ...entry,
        ...goes,
        order,
        reachTarget: null,
        acceptedByIds: null,
        carriedFromId: null,
        mergedIntoId: null,
        splitFromId: id,
      },
    },
  ]
}

/**
 * Merges an action into another, which gets its partners, owners, wards and the priorities it serves. Its
 * words stay where they are, its log counts under the other, and so does what is recorded offline later.
 * People to reach add up when they are the same people. Null where that would go in a circle.
 */
export function mergeAction(
  from: ActionRow,
  into: ActionRow,
  find: (id: string) => ActionRow | undefined,
): FieldChange[] | null {
  if (from.id === into.id || into.planId !== from.planId || from.mergedIntoId) return null
  if (standsIn(into, find).id !== into.id) return null
  const also = union(into.alsoPriorityIds, [from.priorityId], from.alsoPriorityIds)
  const kept = (ids: string[]) => (ids.length > 0 ? ids : null)
  return [
    ...changesOf('action', from.id, from, { mergedIntoId: into.id }),
    ...changesOf('action', into.id, into, {
      stakeholderIds: union(into.stakeholderIds, from.stakeholderIds),
      ownerIds: union(into.ownerIds, from.ownerIds),
      wardIds: union(into.wardIds, from.wardIds),
      alsoPriorityIds: kept(also.filter((id) => id !== into.priorityId)),
      unmatchedAgencies: kept(union(into.unmatchedAgencies, from.unmatchedAgencies).slice(0, 50)),
      reachTarget: reachOf(into, from),
    }),
  ]
}

function reachOf(into: Action, from: Action): Action['reachTarget'] {
  const [a, b] = [into.reachTarget, from.reachTarget]
  if (!a || !b) return a ?? b
  const isSamePeople = a.audience.trim().toLowerCase() === b.audience.trim().toLowerCase()
  return isSamePeople ? { ...a, count: Math.min(a.count + b.count, 1e9) } : a
}

/**
 * The action under which another counts: the end of its chain of mergers. Two people out of touch can
 * merge two actions into each other; then the one with the lower id stands, on every phone.
 */
export function standsIn<T extends { id: string; mergedIntoId?: string | null | undefined }>(
  action: T,
  find: (id: string) => T | undefined,
): T {
  const seen: T[] = []
  for (let at: T | undefined = action; at;) {
    if (seen.some(({ id }) => id === at?.id)) {
      const circle = seen.slice(seen.findIndex(({ id }) => id === at?.id))
      return circle.reduce((low, it) => (it.id < low.id ? it : low))
    }
    seen.push(at)
    const next: T | undefined = at.mergedIntoId ? find(at.mergedIntoId) : undefined
    if (!next) return at
    at = next
  }
  return action
}
