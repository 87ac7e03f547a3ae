import type { ScaleUsed } from '../../scoring/index.ts'
import { cellOf, rescored } from '../grid/changes.ts'
import type { CellChange } from '../grid/changes.ts'
import type { CountedVariable, Ground, LineCounted } from './ground.ts'
import { readings } from './readings.ts'
import { sayScale } from './sayScale.ts'

export interface ColumnFromCounts {
  id: CountedVariable
  label: string
  /** What a value is, in words: "How many there were". */
  about: string
  rule: string
  scale: ScaleUsed
  /** What each row's value is, in words, with its score; or why there is none. */
  rows: {
    rowId: string
    label: string
    rests: string
    score: number | null
    value: number | null
  }[]
  changes: CellChange[]
}

/** A variable's scores from what was counted, each with what it rests on, as changes of the matrix's cells. */
export function columnFromCounts(
  id: CountedVariable,
  ground: Ground,
  counted: readonly LineCounted[],
): ColumnFromCounts {
  const { edition, lines } = ground
  const { column, about, unit, restsOn, sourceOf, period } = readings[id](ground, counted)
  const { minScore, maxScore } = edition.method
  const rows = column.rows.map(({ id: rowId, score, value, reason }, at) => {
    const line = counted[at]
    // A scale with more steps than the matrix would put a score where none may stand.
    const fits = score !== null && score >= minScore && score <= maxScore
    const rests = reason ?? (line ? restsOn(line, value ?? 0) : '')
    return { rowId, label: line?.label ?? '', rests, value, score: fits ? score : null }
  })
  const changes = rows.flatMap(({ rowId, score, rests }): CellChange[] => {
    if (score === null) return []
    const before = cellOf(lines.find((line) => line.id === rowId)?.cells ?? {}, id)
    const { carriedFrom: _from, ...own } = rescored(before, score) ?? { score }
    const after = { ...own, source: sourceOf(rowId), period, note: rests.slice(0, 300) }
    return [{ rowId, columnId: id, before, after }]
  })
  const label = edition.variables.find((it) => it.id === id)?.label ?? id
  return {
    id,
    label,
    about,
    rule: sayScale(column.scale, unit),
    scale: column.scale,
    rows,
    changes,
  }
}
