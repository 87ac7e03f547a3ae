import { entryOf, wordsOf } from '../../../../shared/plan/authoring/actionForm.ts'
import type { ActionFields } from '../../../../shared/plan/authoring/actionForm.ts'
import type { ActionRow } from '../../../../shared/plan/authoring/actions.ts'
import { changesOf, overtaken } from '../../../../shared/plan/authoring/change.ts'
import type { FieldChange, PlanChange } from '../../../../shared/plan/authoring/change.ts'
import { milestoneChanges } from '../../../../shared/plan/authoring/milestones.ts'
import { inOrder, placeAt } from '../../../../shared/plan/authoring/order.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import { editsOf } from './edits.svelte.ts'

export type Clashes = readonly FieldChange[]

/** What a form took for granted when it was opened. The action's id is empty while it is new. */
export interface FormBase {
  action: ActionRow
  milestones: readonly RowOf<'milestone'>[]
}

interface Form {
  base: FormBase
  first: ActionFields
  typed: ActionFields
}

/**
 * Keeps what a form says: only what was touched in it. Where somebody else has written in the same field
 * meanwhile nothing is kept, and the answer says what they wrote and what the form is to go on from.
 */
export async function keepAction(
  shell: Shell,
  plan: RowOf<'plan'>,
  { base, first, typed }: Form,
  because: string | null,
): Promise<{ id: string; clashes: Clashes; base: FormBase }> {
  const edits = editsOf(shell)
  const { action: before, milestones } = base
  const isNew = before.id === ''
  const id = isNew ? edits.newId('action') : before.id
  const ground = { plan, today: shell.today, agencies: shell.store.view.all('agency') }
  const { id: _, ...row } = before
  const typedIn = entryOf(typed, first, row, ground)
  const theme = shell.store.view.one('theme', typedIn.themeId)
  const entry = {
    ...typedIn,
    priorityId: theme?.priorityId ?? row.priorityId,
    order:
      isNew || row.themeId !== typedIn.themeId ? lastIn(shell, typedIn.themeId, id) : row.order,
  }
  const steps = milestoneChanges(id, typed.milestones, milestones, ground)
  const own: PlanChange[] = isNew
    ? [{ is: 'create', kind: 'action', id, entry }]
    : changesOf('action', id, row, entry)
  const changes = [...own, ...steps]
  const fields = changes.flatMap((it) => (it.is === 'edit' ? [it] : []))
  const clashes = overtaken(fields, edits.find)
  if (clashes.length > 0) return { id, clashes, base: rebased(shell, base, clashes) }
  await edits.make(changes, isNew ? `${entry.ref} added` : `${entry.ref} changed`, because)
  return { id, clashes, base }
}

/** Fields that were shown as somebody else's are known now; saving again puts one's own in their place. */
function rebased({ store: { view } }: Shell, base: FormBase, clashes: Clashes): FormBase {
  const known = <T extends { id: string }>(row: T, now: T | undefined): T => {
    const seen = clashes.filter(({ id }) => id === row.id).map(({ field }) => field)
    return {
      ...row,
      ...Object.fromEntries(Object.entries(now ?? {}).filter(([it]) => seen.includes(it))),
    }
  }
  return {
    action: known(base.action, view.one('action', base.action.id)),
    milestones: base.milestones.map((it) => known(it, view.one('milestone', it.id))),
  }
}

/** The milestones that stand, and the words that each one's time is shown in. */
export const stoodIn = ({ milestones }: FormBase) =>
  new Map(
    milestones.map((it) => [it.id, { words: wordsOf(it.timescale), timescale: it.timescale }]),
  )

function lastIn({ store: { view } }: Shell, themeId: string, id: string): number {
  const listed = inOrder(view.all('action').filter((it) => it.themeId === themeId))
  return placeAt(listed, id, listed.length)[0]?.order ?? 1
}
