import { locationMatrix } from '../scoring/index.ts'
import type { LocationCell } from '../scoring/index.ts'
import type { GroupedEdition } from './edition.ts'
import type { MatrixRow } from './matrixRow.ts'
import { sayNumber } from './words.ts'

export interface PeopleCell extends LocationCell {
  /** What the count is held against: residents, or how all types fall on these groups. */
  against: 'residents' | 'all types'
}

/**
 * A victim or accused matrix: each facet (age, sex, repeat status) by itself, over the machinery of the
 * location matrix. Where every column of a facet has its number of residents, a type is compared with them;
 * otherwise with the spread of all types over the facet, flags left out because they overlap. Keyed by row
 * and column id.
 */
export function readPeople(
  { columns }: GroupedEdition,
  lines: readonly (MatrixRow & { id: string })[],
): Map<string, Map<string, PeopleCell>> {
  const found = new Map(lines.map(({ id }) => [id, new Map<string, PeopleCell>()]))
  for (const facet of new Set(columns.map((it) => it.facet ?? ''))) {
    const own = columns.filter((it) => (it.facet ?? '') === facet)
    const hasResidents = own.every(({ population }) => (population ?? 0) > 0)
    const sizeOf = (id: string) =>
      lines.reduce((sum, { cells, isFlag }) => sum + (isFlag ? 0 : (cells[id]?.count ?? 0)), 0)
    const scored = locationMatrix({
      wards: own.map(({ id, label, population }) => ({
        id,
        label,
        population: hasResidents ? (population ?? 0) : sizeOf(id),
      })),
      rows: lines.map(({ id, cells, isFlag }) => ({
        id,
        isFlag: isFlag ?? false,
        counts: Object.fromEntries(
          own.map((column) => [column.id, cells[column.id]?.count ?? null]),
        ),
      })),
    })
    const against = hasResidents ? 'residents' : 'all types'
    for (const { id, cells } of scored.rows)
      for (const cell of cells) found.get(id)?.set(cell.wardId, { ...cell, against })
  }
  return found
}

/** Opens one cell of such a matrix. */
export function explainPeople(cell: PeopleCell | undefined): string[] {
  if (!cell || cell.count === null) return ['No count was supplied.']
  if (cell.expected === null || cell.ratio === null || !cell.limits95 || !cell.limits998)
    return [`${sayNumber(cell.count)} were counted. ${cell.reason ?? ''}`.trim()]
  const base =
    cell.against === 'residents'
      ? 'If every resident were as likely as any other'
      : 'If this type fell on these groups as all types together do'
  const verdict = {
    red: 'More than chance explains.',
    orange: 'More than chance gives nineteen times in twenty: a hint.',
    yellow: 'No clear difference.',
    green: 'Fewer than chance gives nineteen times in twenty: a hint.',
    blue: 'Fewer than chance explains.',
  }
  return [
    `${sayNumber(cell.count)} were counted. ${base}, ${sayNumber(Math.round(cell.expected * 10) / 10)} would be expected: it has ${sayNumber(cell.ratio)} times its share.`,
    cell.band ? verdict[cell.band] : '',
  ].filter(Boolean)
}
