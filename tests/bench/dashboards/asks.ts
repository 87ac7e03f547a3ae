import { KeptFigures } from '../../../shared/figures/kept.ts'
import { plainQuestion } from '../../../shared/figures/question.ts'
import type { Question } from '../../../shared/figures/question.ts'
import { figureKinds } from '../../../shared/figures/rows.ts'
import type { Changes, Rows } from '../../../shared/figures/rows.ts'
import type { Row } from '../../../shared/sync/protocol.ts'

/** What is asked of the rows of data.ts, on a screen and without one. */
export const filtersOf = (plain: Question): Question[] => [
  { ...plain, agencyId: 'agency-3' },
  { ...plain, priorityId: 'priority-4' },
  { ...plain, wardId: 'ward-7' },
  { ...plain, groupId: 'group-2', fourP: 'prevent' },
]

const kindsIn = <T>(rows: readonly Row[], say: (own: object[]) => T): Record<string, T> =>
  Object.fromEntries(
    figureKinds.map((kind) => [
      kind,
      say(
        rows
          .filter((row) => row.kind === kind)
          .map((row) => ({ ...(row.data as object), id: row.id })),
      ),
    ]),
  )
export const rowsOf = (rows: readonly Row[]) => kindsIn(rows, (own) => own) as Rows
export const changesOf = (rows: readonly Row[]) =>
  kindsIn(rows, (put) => ({ put, gone: [] })) as Changes

type Clock = <T>(work: () => T) => [ms: number, done: T]
export interface Alone {
  nothing: number
  filters: number[]
  page: number
}

/** One round of what figures cost by themselves: from nothing, each filter, and a page of changes. */
export function aloneIn(
  clock: Clock,
  stored: readonly Row[],
  page: readonly Row[],
  today: string,
): [Alone, KeptFigures] {
  const [rows, changes, plain] = [rowsOf(stored), changesOf(page), plainQuestion(today)]
  const [nothing, kept] = clock(() => {
    const it = new KeptFigures(rows)
    it.answer(plain)
    return it
  })
  const filters = filtersOf(plain).map((question) => clock(() => kept.answer(question))[0])
  const [took] = clock(() => {
    kept.change(changes)
    kept.answer(plain)
  })
  return [{ nothing, filters, page: took }, kept]
}
