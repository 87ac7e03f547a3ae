import { scorePriorityMatrix } from '../scoring/index.ts'
import type { PriorityEdition } from './edition.ts'
import type { MatrixRow } from './matrixRow.ts'

/** Scores an edition of the priority matrix from its rows, in printed order. */
export function scoreEdition(
  edition: PriorityEdition,
  rows: readonly (MatrixRow & { id: string })[],
) {
  const lines = [...rows].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  return scorePriorityMatrix({
    variables: edition.variables,
    rows: lines.map(({ id, label, cells, published }) => ({
      id,
      label,
      cells,
      ...(published ? { published } : {}),
    })),
    method: edition.method,
  })
}
