import { ScoringError, scorePriorityMatrix } from '../scoring/index.ts'
import type { MatrixScored } from '../scoring/index.ts'
import type { PriorityEdition } from './edition.ts'
import type { MatrixRow } from './matrixRow.ts'

type Line = MatrixRow & { id: string }

/** An edition's rows in printed order. */
export const inOrder = <T extends { order: number; id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))

/** An edition of the priority matrix as the scoring functions take it, in printed order. */
export const matrixOf = (edition: PriorityEdition, rows: readonly Line[]) => ({
  variables: edition.variables,
  rows: inOrder(rows).map(({ id, label, cells, published }) => ({
    id,
    label,
    cells,
    ...(published ? { published } : {}),
  })),
  method: edition.method,
})

/** Scores an edition of the priority matrix from its rows, in printed order. */
export const scoreEdition = (edition: PriorityEdition, rows: readonly Line[]): MatrixScored =>
  scorePriorityMatrix(matrixOf(edition, rows))

export type EditionScored =
  { scored: MatrixScored; problems: [] } | { scored: null; problems: string[] }

/**
 * The same for a screen, which must go on standing while somebody repairs what cannot be scored: a
 * scale that was narrowed under its scores, two bands that begin at one value. Says every place in the
 * words of the matrix.
 */
export function tryScore(edition: PriorityEdition, rows: readonly Line[]): EditionScored {
  try {
    return { scored: scoreEdition(edition, rows), problems: [] }
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error
    const lines = inOrder(rows)
    return { scored: null, problems: error.issues.map((it) => sayIssueOf(it, edition, lines)) }
  }
}

function sayIssueOf(
  { path, message }: { path: string; message: string },
  { variables }: PriorityEdition,
  lines: readonly Line[],
): string {
  const [, row, variable] = /^rows\.(\d+)\.cells\.(.+)\.score$/.exec(path) ?? []
  const label = variables.find(({ id }) => id === variable)?.label
  const line = row === undefined ? undefined : lines[Number(row)]
  if (!line || !label) return path ? `${path} ${message}` : message
  return `${line.label}, ${label}: ${line.cells[variable ?? '']?.score ?? 'the score'} ${message}`
}
