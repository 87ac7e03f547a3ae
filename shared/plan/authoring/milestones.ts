import type { Milestone } from '../milestone.ts'
import { readTimescale } from '../readTimescale.ts'
import type { Span } from '../when/span.ts'
import { wordsOf } from './actionForm.ts'
import type { MilestoneFields } from './actionForm.ts'
import { changesOf } from './change.ts'
import type { PlanChange } from './change.ts'
import { inOrder } from './order.ts'

/**
 * What a list of milestones as it was typed changes in those that stand: words, times, order, new ones and
 * those taken out. A line without words is none. Only what was touched is a change.
 */
export function milestoneChanges(
  actionId: string,
  typed: readonly MilestoneFields[],
  stood: readonly (Milestone & { id: string })[],
  ground: { plan: Span; today: string },
): PlanChange[] {
  const lines = typed.filter(({ text }) => text.trim() !== '')
  const before = inOrder(stood)
  const ids = lines.map(({ id }) => id)
  const kept = before.filter(({ id }) => ids.includes(id))
  // New ones at the end leave the numbers of the others alone; any other order numbers all anew.
  const isSameOrder = kept.every(({ id }, at) => ids[at] === id)
  const last = before.at(-1)?.order ?? 0
  const changes = lines.flatMap(({ id, text, timescale }, at): PlanChange[] => {
    const row = before.find((it) => it.id === id)
    const order = isSameOrder ? (row?.order ?? last + at + 1) : at + 1
    const isRead = !row || timescale !== wordsOf(row.timescale)
    const time = isRead
      ? readTimescale(timescale, ground.plan, ground.today).timescale
      : row.timescale
    const entry = { text: text.trim(), timescale: time, order }
    return row
      ? changesOf('milestone', id, row, entry)
      : [{ is: 'create', kind: 'milestone', id, entry: { actionId, ...entry } }]
  })
  const gone = before.filter(({ id }) => !ids.includes(id))
  return [
    ...changes,
    ...gone.map(({ id, ...entry }): PlanChange => ({ is: 'remove', kind: 'milestone', id, entry })),
  ]
}
