import type { Series } from '../evidence.ts'
import type { PriorityEdition } from '../edition.ts'
import type { MatrixRow } from '../matrixRow.ts'
import { madeOf } from './madeOf.ts'
import { countIn, yearBefore } from './windows.ts'
import type { Counted, Window } from './windows.ts'

/** The variables whose scores follow from counts, in the order they are read. */
export const countedVariables = ['volume', 'performance', 'trend', 'cost', 'seriousness'] as const
export type CountedVariable = (typeof countedVariables)[number]

export interface Ground {
  edition: PriorityEdition
  lines: readonly (MatrixRow & { id: string })[]
  series: Series
  /** Every type the series has. */
  recorded: readonly string[]
  window: Window
  /** Residents of all the areas counted, for a rate; null where they are not known. */
  residents: { count: number; vintage: string } | null
}

export interface LineCounted {
  id: string
  label: string
  isFlag: boolean
  types: string[]
  after: Counted | string
  before: Counted | string
}

/** Each row of the matrix with what was counted of it, in the window and in the same days a year before. */
export const countLines = ({ lines, series, recorded, window }: Ground): LineCounted[] =>
  lines.map((line) => {
    const types = madeOf(line, recorded)
    return {
      ...{ id: line.id, label: line.label, isFlag: line.isFlag ?? false, types },
      after: countIn(series, types, window),
      before: countIn(series, types, yearBefore(window)),
    }
  })
