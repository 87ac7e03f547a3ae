import type { figureIds, Figure } from '../../../../shared/assessment/matrixRow.ts'
import type { Scale } from '../../../../shared/scoring/scale.ts'
import type { Shell } from '../shell.svelte.ts'
import { changeEdition } from './editions.ts'
import type { PriorityRow } from './editions.ts'

/** The verbs of scores that follow from counts: what a type is made of, and what it is held against. */

export type FigureId = (typeof figureIds)[number]

/** Which recorded types a row counts; null leaves it to their names. */
export const keepMadeOf = ({ store }: Shell, rowId: string, types: string[] | null) =>
  store.edit('matrixRow', rowId, { madeOf: types })

/** Keeps figures of one sort for some rows, all of them or none. */
export const keepFigures = (
  { store }: Shell,
  id: FigureId,
  figures: readonly { rowId: string; figure: Figure }[],
) =>
  store.write(
    figures.map(({ rowId, figure }) => {
      const before = store.view.one('matrixRow', rowId)?.figures ?? {}
      const changes = { figures: { ...before, [id]: figure } }
      return { op: 'edit', kind: 'matrixRow', id: rowId, changes } as const
    }),
  )

/** Where the scores of a variable begin; null goes back to the starting values. */
export function keepScale(shell: Shell, edition: PriorityRow, id: string, scale: Scale | null) {
  const { [id]: _before, ...others } = edition.scales ?? {}
  return changeEdition(shell, edition.id, { scales: scale ? { ...others, [id]: scale } : others })
}
