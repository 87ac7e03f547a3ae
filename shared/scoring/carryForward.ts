import * as v from 'valibot'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { Id, Measure, Text } from './schema.ts'

const EditionToCarry = v.looseObject({
  id: Id,
  label: v.optional(Text),
  variables: v.pipe(v.array(v.looseObject({ id: Id })), v.minLength(1, 'holds no variable')),
  rows: v.array(
    v.looseObject({
      id: Id,
      cells: v.record(
        Id,
        v.looseObject({ score: v.nullable(Measure), carriedFrom: v.optional(Text) }),
      ),
    }),
  ),
})

const Changes = v.object({ changedVariables: v.array(Id) })

type Cell = { score: number | null; carriedFrom?: string | undefined }
type Edition = {
  id: string
  label?: string | undefined
  variables: readonly { id: string }[]
  rows: readonly { id: string; cells: Readonly<Record<string, Cell>> }[]
}
type CarriedRow<Row> = Row extends { cells: Readonly<Record<string, infer C>> }
  ? Omit<Row, 'cells' | 'published'> & { cells: Record<string, C | { score: null }> }
  : never

export type EditionCarried<E extends Edition> = Omit<E, 'id' | 'label' | 'rows'> & {
  /** The id of the edition this one was begun from. */
  carriedFrom: string
  rows: CarriedRow<E['rows'][number]>[]
}

/**
 * Begins a partial update, as Ashford did for 2021/22 ("only the volume, performance and trend
 * categories were updated"): the cells of `changedVariables` are emptied for new scores, every other
 * cell is carried with its source, period and note, marked with the edition it was first scored in.
 * What was printed belonged to the old edition and is left behind, as are its id and label.
 *
 * Throws `ScoringError` on repeated ids or a changed variable the edition does not have.
 */
export function carryForward<E extends Edition>(
  previousEdition: E,
  changedVariables: readonly string[],
): EditionCarried<E> {
  parse(EditionToCarry, previousEdition, ({ variables, rows }) => [
    ...repeatedIds(variables, 'variables'),
    ...repeatedIds(rows, 'rows'),
  ])
  const asked = parse(Changes, { changedVariables }, (changes) =>
    unknownIn(changes.changedVariables, previousEdition),
  )
  const changed = new Set(asked.changedVariables)
  const { id, label: _label, rows, ...rest } = previousEdition

  const carried = rows.map(({ cells, ...row }) => {
    const { published: _published, ...kept } = row as typeof row & { published?: unknown }
    const next = Object.entries(cells).map(([variableId, cell]) => [
      variableId,
      changed.has(variableId) ? { score: null } : { ...cell, carriedFrom: cell.carriedFrom || id },
    ])
    return { ...kept, cells: Object.fromEntries(next) }
  })
  return { ...rest, carriedFrom: id, rows: carried } as unknown as EditionCarried<E>
}

function unknownIn(ids: readonly string[], { variables }: Edition): ScoringIssue[] {
  const known = new Set(variables.map(({ id }) => id))
  return ids.flatMap((id, at) =>
    known.has(id) ? [] : [{ path: `changedVariables.${at}`, message: `is no variable: ${id}` }],
  )
}
