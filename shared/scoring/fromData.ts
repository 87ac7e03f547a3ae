import * as v from 'valibot'
import { CountOverDays } from './compareCounts.ts'
import { parse, repeatedIds } from './error.ts'
import {
  type Scale as ScaleType,
  type ScaleUsed,
  Scale,
  applied,
  scaleIssues,
  scoreFor,
} from './scale.ts'
import { Count, Id, Measure } from './schema.ts'

/**
 * Scores of the matrix's variables from data. The default cuts are this project's starting values, not
 * a national standard: fixed and dated so that one year's scores compare with the next, and meant to
 * be replaced by the partnership's own.
 */
const start = (cuts: number[]): ScaleType => ({
  kind: 'fixed',
  cuts,
  asOf: '2021',
  source: "Patchwork's starting values; replace with the partnership's own",
})

/** A year's count; per cent over the group's mean; after over before; £; days; share of respondents. */
export const defaultScales = {
  volume: start([100, 300, 600, 1000]),
  performance: start([-10, -2, 2, 10]),
  trend: start([0.8, 0.95, 1.05, 1.25]),
  cost: start([250_000, 1_000_000, 2_500_000, 5_000_000]),
  seriousness: start([10, 100, 365, 1460]),
  concern: start([0.05, 0.1, 0.2, 0.3]),
} as const

/** Domestic abuse is a flag over other types: it is scored like them and never added to them. */
const base = { id: Id, isFlag: v.optional(v.boolean(), false) }
const NotNegative = v.pipe(Measure, v.minValue(0, 'is negative'))

const column = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object({ rows: v.array(v.object({ ...base, ...entries })), scale: v.optional(Scale) })

const Volume = column({ count: v.nullable(Count) })
const Performance = column({ rate: v.nullable(NotNegative), groupMean: v.nullable(NotNegative) })
const Trend = column({ before: v.nullable(CountOverDays), after: v.nullable(CountOverDays) })
const Cost = column({ count: v.nullable(Count), unitCost: v.nullable(NotNegative) })
const Seriousness = column({ weight: v.nullable(NotNegative) })
const Concern = column({ count: v.nullable(Count), respondents: v.nullable(Count) })

export type ColumnScored = {
  rows: { id: string; value: number | null; score: number | null; reason: string | null }[]
  /** The sum of the values without the flags, where they can be added at all; else null. */
  total: number | null
  scale: ScaleUsed
}

/** How many there were. */
export const scoreVolume = (input: v.InferInput<typeof Volume>): ColumnScored =>
  score(Volume, input, defaultScales.volume, true, ({ count }) => count ?? 'There is no count.')

/** Signed distance of a rate from the mean of the most similar group, in per cent of that mean. */
export const scorePerformance = (input: v.InferInput<typeof Performance>): ColumnScored =>
  score(Performance, input, defaultScales.performance, false, ({ rate, groupMean }) => {
    if (rate === null || groupMean === null) return 'There is no rate, or no mean of the group.'
    if (groupMean < 1e-9) return "The group's mean is zero."
    return (rate / groupMean - 1) * 100
  })

/** The rate after over the rate before, of two windows of one length (a leap day apart at most). */
export const scoreTrend = (input: v.InferInput<typeof Trend>): ColumnScored =>
  score(Trend, input, defaultScales.trend, false, ({ before, after }) => {
    if (before === null || after === null) return 'One of the two windows is missing.'
    if (Math.abs(before.days - after.days) > 1) return 'The two windows are not of one length.'
    if (before.count === 0) return 'Nothing was counted before, so there is no ratio.'
    return (after.count * before.days) / (before.count * after.days)
  })

/** What the year's crimes cost society, at a unit cost such as the Home Office's (2018). */
export const scoreCost = (input: v.InferInput<typeof Cost>): ColumnScored =>
  score(Cost, input, defaultScales.cost, true, ({ count, unitCost }) =>
    count === null || unitCost === null ? 'There is no count, or no unit cost.' : count * unitCost,
  )

/** A harm weight, such as the Cambridge Crime Harm Index's days of prison. */
export const scoreSeriousness = (input: v.InferInput<typeof Seriousness>): ColumnScored =>
  score(
    Seriousness,
    input,
    defaultScales.seriousness,
    false,
    ({ weight }) => weight ?? 'There is no harm weight.',
  )

/** The share of a survey's respondents who named it. */
export const scoreConcern = (input: v.InferInput<typeof Concern>): ColumnScored =>
  score(
    Concern,
    input,
    defaultScales.concern,
    false,
    ({ count, respondents }) => {
      if (count === null || respondents === null) return 'The survey did not ask about it.'
      return respondents === 0 ? 'Nobody answered.' : count / respondents
    },
    ({ count, respondents }) => (count ?? 0) > (respondents ?? Infinity),
  )

/** `valueOf` answers with a value, or with the reason there is none. */
function score<Row extends { id: string; isFlag: boolean }>(
  schema: v.GenericSchema<unknown, { rows: Row[]; scale?: ScaleType | undefined }>,
  input: unknown,
  usual: ScaleType,
  adds: boolean,
  valueOf: (row: Row) => number | string,
  isOver: (row: Row) => boolean = () => false,
): ColumnScored {
  const { rows, scale } = parse(schema, input, (asked) => [
    ...repeatedIds(asked.rows, 'rows'),
    ...scaleIssues(asked.scale),
    ...asked.rows.flatMap((row, at) =>
      isOver(row) ? [{ path: `rows.${at}.count`, message: 'is more than answered' }] : [],
    ),
  ])
  const found = rows.map((row) => ({ row, value: valueOf(row) }))
  const known = found.flatMap(({ row, value }) =>
    typeof value === 'number' ? [{ row, value }] : [],
  )
  const used = applied(
    scale ?? usual,
    known.map(({ value }) => value),
  )
  const parts = known.filter(({ row }) => !row.isFlag)
  return {
    rows: found.map(({ row: { id }, value }) =>
      typeof value === 'number'
        ? { id, value, score: scoreFor(value, used), reason: null }
        : { id, value: null, score: null, reason: value },
    ),
    total: adds && parts.length > 0 ? parts.reduce((sum, { value }) => sum + value, 0) : null,
    scale: used,
  }
}
