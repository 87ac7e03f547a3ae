import { may } from '../../../../shared/access/may.ts'
import { moveAction, mergeAction, splitAction } from '../../../../shared/plan/authoring/actions.ts'
import type { ActionRow, Division } from '../../../../shared/plan/authoring/actions.ts'
import { changesOf } from '../../../../shared/plan/authoring/change.ts'
import type { PlanChange, WrittenKind } from '../../../../shared/plan/authoring/change.ts'
import { inOrder, placeAt } from '../../../../shared/plan/authoring/order.ts'
import type { Plan } from '../../../../shared/plan/plan.ts'
import type { Priority } from '../../../../shared/plan/priority.ts'
import { nextRef } from '../../../../shared/plan/refs.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import { editsOf } from './edits.svelte.ts'
import type { PriorityRow, ThemeRow } from './outline.ts'

/** The verbs of an author. Each is one step with its way back, kept on this device before it resolves. */

export const mayBeginPlan = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'plan', data: {} })
export const mayWrite = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'priority', data: {} })

const actionsOf = ({ store: { view } }: Shell, isWanted: (action: ActionRow) => boolean) =>
  inOrder(view.all('action').filter(isWanted))

const findAction = (shell: Shell) => (id: string) => shell.store.view.one('action', id)

export async function beginPlan(shell: Shell, plan: Plan, because: string | null) {
  const edits = editsOf(shell)
  const id = edits.newId('plan')
  await edits.make(
    [{ is: 'create', kind: 'plan', id, entry: plan }],
    `Plan begun: ${plan.title}`,
    because,
  )
  return id
}

/** Keeps what a form has changed. `changes` say what stood when it was opened. */
export const keep = (
  shell: Shell,
  changes: readonly PlanChange[],
  said: string,
  because: string | null,
) => editsOf(shell).make(changes, said, because)

/** A new priority stands last, with the plan's own headings as its themes. */
export async function addPriority(
  shell: Shell,
  entry: Omit<Priority, 'order'>,
  themes: Plan['themes'],
  because: string | null,
) {
  const edits = editsOf(shell)
  const id = edits.newId('priority')
  const others = shell.store.view.all('priority').filter(({ planId }) => planId === entry.planId)
  const order = placeAt(others, id, others.length)[0]?.order ?? 1
  const made: PlanChange[] = (themes ?? []).map(({ label, fourP }, at) => ({
    is: 'create',
    kind: 'theme',
    id: edits.newId('theme'),
    entry: { priorityId: id, label, fourP: fourP ?? null, order: at + 1 },
  }))
  const priority: PlanChange = { is: 'create', kind: 'priority', id, entry: { ...entry, order } }
  await edits.make([priority, ...made], `Added: ${entry.title}`, because)
  return id
}

export async function addTheme(shell: Shell, priorityId: string, label: string) {
  const edits = editsOf(shell)
  const id = edits.newId('theme')
  const others = shell.store.view.all('theme').filter((it) => it.priorityId === priorityId)
  const order = placeAt(others, id, others.length)[0]?.order ?? 1
  const entry = { priorityId, label: label.trim(), fourP: null, order }
  await edits.make([{ is: 'create', kind: 'theme', id, entry }], `Theme added: ${entry.label}`)
}

export const renameTheme = (shell: Shell, theme: ThemeRow, label: string) =>
  editsOf(shell).make(
    changesOf('theme', theme.id, theme, { label: label.trim() }),
    `Theme called ${label.trim()}`,
  )

/** Puts a theme or a priority one place up or down among its like. */
export function shift(
  shell: Shell,
  kind: 'theme' | 'priority',
  row: ThemeRow | PriorityRow,
  by: 1 | -1,
) {
  const { view } = shell.store
  const like =
    'priorityId' in row
      ? view.all('theme').filter((it) => it.priorityId === row.priorityId)
      : view.all('priority').filter((it) => it.planId === row.planId)
  const place =
    inOrder<{ id: string; order: number }>(like).findIndex(({ id }) => id === row.id) + by
  const name = 'label' in row ? row.label : row.title
  const changes = placeAt(like, row.id, place).flatMap(({ id, order }): PlanChange[] => {
    const before = view.one(kind, id)?.order ?? null
    return [{ is: 'edit', kind, id, field: 'order', before, after: order }]
  })
  return editsOf(shell).make(changes, `${name} moved ${by < 0 ? 'up' : 'down'}`)
}

/** Puts an action at a place of a theme; past its end means last. `listed` leaves out what was merged away. */
export function moveTo(
  shell: Shell,
  action: ActionRow,
  theme: ThemeRow,
  place: number,
  said: string,
) {
  const listed = actionsOf(shell, (it) => it.themeId === theme.id && !it.mergedIntoId)
  const to = { priorityId: theme.priorityId, themeId: theme.id, listed, place }
  return editsOf(shell).make(moveAction(action, to, findAction(shell)), said)
}

export function split(shell: Shell, action: ActionRow, parts: Division, because: string | null) {
  const edits = editsOf(shell)
  const id = edits.newId('action')
  const like = actionsOf(shell, (it) => it.themeId === action.themeId)
  const place = like.findIndex((it) => it.id === action.id) + 1
  const placed = placeAt(like, id, place)
  const order = placed.find((it) => it.id === id)?.order ?? action.order
  const others = placed.flatMap((it) => {
    const row = it.id === id ? undefined : findAction(shell)(it.id)
    return row ? changesOf('action', it.id, row, { order: it.order }) : []
  })
  const changes = [...splitAction(action, id, parts, order), ...others]
  return edits.make(changes, `${action.ref} split: ${parts.goes.ref} is new`, because)
}

/** Answers whether it could be done. */
export async function merge(shell: Shell, from: ActionRow, into: ActionRow): Promise<boolean> {
  const changes = mergeAction(from, into, findAction(shell))
  if (!changes) return false
  await editsOf(shell).make(changes, `${from.ref} merged into ${into.ref}`)
  return true
}

export const takeApart = (shell: Shell, action: ActionRow) =>
  editsOf(shell).make(
    changesOf('action', action.id, action, { mergedIntoId: null }),
    `${action.ref} stands by itself again`,
  )

export const serveAlso = (shell: Shell, action: ActionRow, priorityIds: readonly string[]) =>
  editsOf(shell).make(
    changesOf('action', action.id, action, {
      alsoPriorityIds: priorityIds.length > 0 ? [...priorityIds] : null,
    }),
    `${action.ref} serves ${priorityIds.length === 0 ? 'its own priority only' : `${priorityIds.length} more`}`,
  )

/** Of two moves at once the theme's stands, and the action counts under its priority. */
export const settleHere = (shell: Shell, action: ActionRow, theme: ThemeRow) =>
  editsOf(shell).make(
    changesOf('action', action.id, action, { priorityId: theme.priorityId }),
    `${action.ref} stands in ${theme.label}`,
  )

/** Words that were kept because nobody knew whom they named become the agencies they name now. */
export const takeOver = (
  shell: Shell,
  action: ActionRow,
  words: string,
  ids: readonly string[],
) => {
  const kept = (action.unmatchedAgencies ?? []).filter((it) => it !== words)
  return editsOf(shell).make(
    changesOf('action', action.id, action, {
      stakeholderIds: [...new Set([...action.stakeholderIds, ...ids])],
      unmatchedAgencies: kept.length > 0 ? kept : null,
    }),
    `“${words}” is known in ${action.ref}`,
  )
}

export const reref = (shell: Shell, action: ActionRow, ref: string) =>
  editsOf(shell).make(
    changesOf('action', action.id, action, { ref }),
    `${action.ref} is now ${ref}`,
  )

/** Takes out what nothing stands on. The caller has asked. */
export function takeOut(shell: Shell, kind: WrittenKind, id: string, name: string) {
  const row = shell.store.view.one(kind, id)
  if (!row) return
  const { id: _, ...entry } = row
  // The row was read by its kind, which the compiler cannot follow through a union.
  const removed = { is: 'remove', kind, id, entry } as PlanChange
  return editsOf(shell).make([removed], `Taken out: ${name}`)
}

/** The ref a new action of a theme begins with. */
export function freeRef(shell: Shell, theme: ThemeRow): string {
  const { view } = shell.store
  const priority = view.one('priority', theme.priorityId)
  const inPlan = actionsOf(shell, (it) => it.planId === priority?.planId)
  const siblings = inOrder(view.all('priority').filter((it) => it.planId === priority?.planId))
  return nextRef(
    inPlan.filter((it) => it.themeId === theme.id).map(({ ref }) => ref),
    inPlan.filter((it) => it.priorityId === theme.priorityId).map(({ ref }) => ref),
    inPlan.map(({ ref }) => ref),
    siblings.findIndex(({ id }) => id === theme.priorityId) + 1,
  )
}
