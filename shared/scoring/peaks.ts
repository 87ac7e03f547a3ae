import * as v from 'valibot'
import { parse } from './error.ts'
import { Id, Text } from './schema.ts'

const MatrixToDescribe = v.object({
  matrix: v.object({
    rows: v.array(
      v.object({
        id: Id,
        monthlyAverage: v.nullable(v.pipe(v.number('is not a number'), v.finite())),
        cells: v.array(
          v.object({
            month: v.pipe(v.string(), v.regex(/^(\d{4}-)?(0[1-9]|1[0-2])$/, 'is not a month')),
            /** Several years of one month added up may pass what one count may be. */
            count: v.nullable(
              v.pipe(v.number('is not a number'), v.finite(), v.minValue(0, 'is negative')),
            ),
            band: v.nullable(v.string()),
            thin: v.boolean(),
          }),
        ),
      }),
    ),
  }),
  /** What to call each row, by id; its id otherwise. */
  labels: v.optional(v.record(Id, Text), {}),
})

export type Peak = {
  id: string
  months: { month: string; count: number }[]
  sentence: string
}

const names = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * Says a temporal matrix in the words of the 2021/22 plan: "Violence with injury peaks in May (n=116)
 * and July (n=114); monthly average n=97." A peak is a red month; where no month stands out the
 * sentence says so. One sentence a row, in the order of the rows.
 */
export function peaks(input: v.InferInput<typeof MatrixToDescribe>): Peak[] {
  const { matrix, labels } = parse(MatrixToDescribe, input)
  return matrix.rows.map(({ id, cells, monthlyAverage }) => {
    const label = (Object.hasOwn(labels, id) && labels[id]) || id
    const months = cells.flatMap(({ month, count, band }) =>
      band === 'red' && count !== null ? [{ month, count }] : [],
    )
    const average =
      monthlyAverage === null ? '' : `; monthly average n=${Math.round(monthlyAverage)}`
    const what =
      monthlyAverage === null
        ? 'has no figures'
        : months.length === 0
          ? 'has no month that stands out'
          : `peaks in ${listed(months.map(({ month, count }) => `${nameOf(month)} (n=${count})`))}`
    const thin =
      cells.some((cell) => cell.thin) && months.length > 0 ? ' Few cases: read with care.' : ''
    return { id, months, sentence: `${label} ${what}${average}.${thin}` }
  })
}

const nameOf = (month: string) => names[Number(month.slice(-2)) - 1] ?? month

const listed = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
