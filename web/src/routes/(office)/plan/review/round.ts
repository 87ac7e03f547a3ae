import type { Listed } from '$lib/listed.ts'
import { listedAt } from '$lib/listed.ts'
import type { Shell } from '$lib/shell.svelte.ts'

/**
 * A review as the monthly forum holds it: the actions that were chosen when it began, in that order,
 * whatever becomes of their status meanwhile. It is kept on this device until it is finished, so that a
 * closed lid costs nobody their place.
 */
export interface Round {
  ids: string[]
  beganAt: string
}

const draftOf = (planId: string) => `review ${planId}`

export async function beginRound({ store }: Shell, planId: string, ids: string[]): Promise<Round> {
  const beganAt = store.world.now().toISOString()
  await store.db.keepDraft(draftOf(planId), { ids: ids.join(' '), beganAt })
  return { ids, beganAt }
}

export async function recallRound({ store }: Shell, planId: string): Promise<Round | null> {
  const kept = await store.db.recallDraft(draftOf(planId))
  if (!kept || kept === 'unreadable') return null
  return { ids: (kept.ids ?? '').split(' ').filter(Boolean), beganAt: kept.beganAt ?? '' }
}

export const endRound = ({ store }: Shell, planId: string) =>
  store.db.drafts.delete(draftOf(planId))

export interface Reviewed {
  listed: Listed
  updates: Listed['updates']
  barriers: Listed['barriers']
  /** Words that stand in the form and were not saved. */
  isHalfWritten: boolean
}

/** What came of each action since the review began, by whoever's hand. */
export const outcomeOf = (
  shell: Shell,
  { ids, beganAt }: Round,
  halfWritten: ReadonlySet<string>,
): Reviewed[] =>
  ids.flatMap((id) => {
    const listed = listedAt(shell, id)
    if (!listed) return []
    const since = <T extends { recordedAt: string }>(rows: readonly T[]) =>
      rows.filter(({ recordedAt }) => recordedAt >= beganAt)
    const [updates, barriers] = [since(listed.updates), since(listed.barriers)]
    return [{ listed, updates, barriers, isHalfWritten: halfWritten.has(id) }]
  })

/** Whose progress form holds a note that was not saved. */
export async function findHalfWritten({ store }: Shell, ids: readonly string[]) {
  const drafts = await Promise.all(ids.map((id) => store.db.recallDraft(`progress ${id} `)))
  return new Set(
    ids.filter((_, at) => {
      const draft = drafts[at]
      return typeof draft === 'object' && draft.note?.trim() !== ''
    }),
  )
}
