import { may } from '../../../../shared/access/may.ts'
import type { Begun } from '../../../../shared/assessment/begin.ts'
import type { Edition, PriorityEdition } from '../../../../shared/assessment/edition.ts'
import { inOrder, tryScore } from '../../../../shared/assessment/scoreEdition.ts'
import type { EditionRead } from '../../../../shared/assessment/whatMoved.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** The reads and verbs of editions: one year's matrix of one sort, and its lines. */

export type PriorityRow = PriorityEdition & { id: string }

/** Editions, the latest first. */
export const editionsOf = (shell: Shell): RowOf<'edition'>[] =>
  shell.all('edition').toSorted((a, b) => (a.toOn < b.toOn ? 1 : a.toOn > b.toOn ? -1 : 0))

export const isPriority = (edition: RowOf<'edition'>): edition is PriorityRow =>
  edition.matrix === 'priority'

export const priorityEditions = (shell: Shell): PriorityRow[] =>
  editionsOf(shell).filter(isPriority)

export const linesOf = (shell: Shell, editionId: string): RowOf<'matrixRow'>[] =>
  inOrder(shell.all('matrixRow').filter((row) => row.editionId === editionId))

/** An edition with its lines and what they score; null while something in it cannot be scored. */
export function readEdition(shell: Shell, edition: PriorityRow): EditionRead | null {
  const lines = linesOf(shell, edition.id)
  const { scored } = tryScore(edition, lines)
  return scored && { edition, lines, scored }
}

/** The edition before this one; of two that end on one day, the one that began earlier. */
export function previousOf(shell: Shell, edition: PriorityRow): PriorityRow | undefined {
  const all = priorityEditions(shell)
  return all.find((it) => it.id !== edition.id && it.toOn < edition.toOn)
}

export const mayEdit = (shell: Shell, edition: RowOf<'edition'>) =>
  may(actorOf(shell), 'edit', { kind: 'edition', id: edition.id, data: edition })

export const mayBegin = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'edition', data: {} })

/** Keeps an edition with all its lines, or nothing. Answers its id. */
export async function keepBegun(
  { store }: Shell,
  { edition, rows }: { edition: Edition; rows: Begun['rows'] },
): Promise<string> {
  const editionId = `edition-${store.world.newId()}`
  await store.write([
    { op: 'create', kind: 'edition', id: editionId, entry: edition },
    ...rows.map((row) => ({
      op: 'create' as const,
      kind: 'matrixRow' as const,
      id: `row-${store.world.newId()}`,
      entry: { ...row, editionId },
    })),
  ])
  return editionId
}

export const changeEdition = ({ store }: Shell, id: string, changes: Partial<Edition>) =>
  store.edit('edition', id, changes)

/** Adds a type at the end of an edition. */
export async function addType(shell: Shell, editionId: string, label: string) {
  const { store } = shell
  const last = linesOf(shell, editionId).at(-1)?.order ?? 0
  const id = `row-${store.world.newId()}`
  await store.create('matrixRow', id, { editionId, label, order: last + 1, cells: {} })
}
