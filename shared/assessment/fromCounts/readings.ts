import {
  defaultScales,
  scoreCost,
  scorePerformance,
  scoreSeriousness,
  scoreTrend,
  scoreVolume,
} from '../../scoring/index.ts'
import type { ColumnScored } from '../../scoring/index.ts'
import { listed, sayNumber } from '../words.ts'
import { unitCostOf } from './figures.ts'
import type { CountedVariable, Ground, LineCounted } from './ground.ts'
import { sayWindow, yearBefore } from './windows.ts'
import type { Counted } from './windows.ts'

/** How one variable is worked out from counts: its scores, and what to say of each value. */
export interface Reading {
  column: ColumnScored
  about: string
  unit: (value: number) => string
  restsOn: (line: LineCounted, value: number) => string
  sourceOf: (rowId: string) => string
  period: string
}

const plain = (value: number) => sayNumber(value)
const signed = (value: number) => `${value > 0 ? '+' : ''}${sayNumber(round(value, 1))} %`
const pounds = (value: number) => `£${sayNumber(Math.round(value))}`
const round = (value: number, digits: number) => Number(value.toFixed(digits))
const known = (counted: Counted | string) => (typeof counted === 'string' ? null : counted)
const said = ({ types, after }: LineCounted) =>
  `${sayNumber(known(after)?.count ?? 0)} ${types.length > 1 ? `(${listed(types)})` : 'counted'}`

export const readings: Record<
  CountedVariable,
  (ground: Ground, counted: readonly LineCounted[]) => Reading
> = {
  volume: (ground, counted) => ({
    ...fromSeries(ground),
    about: 'How many there were.',
    column: reasoned(
      counted,
      scoreVolume({
        rows: counted.map(({ id, isFlag, after }) => ({
          ...{ id, isFlag, count: known(after)?.count ?? null },
        })),
        ...scaleFor(ground, 'volume'),
      }),
    ),
    unit: plain,
    restsOn: (line) => said(line),
  }),
  trend: (ground, counted) => ({
    ...fromSeries(ground),
    period: `${sayWindow(ground.window)} against ${sayWindow(yearBefore(ground.window))}`,
    about: 'How many times as many there were as in the same days a year before.',
    column: reasoned(
      counted,
      scoreTrend({
        rows: counted.map(({ id, isFlag, before, after }) => ({
          ...{ id, isFlag, before: known(before), after: known(after) },
        })),
        ...scaleFor(ground, 'trend'),
      }),
      ({ before, after }) => (typeof after === 'string' ? after : sayWhy(before)),
    ),
    unit: (value) => `${sayNumber(value)} times`,
    restsOn: ({ before, after }, value) =>
      `${sayNumber(known(before)?.count ?? 0)} → ${sayNumber(known(after)?.count ?? 0)}, ${sayNumber(round(value, 2))} times`,
  }),
  performance: (ground, counted) => {
    const { residents, window } = ground
    const rateOf = ({ after }: LineCounted) => {
      const found = known(after)
      return found && residents && residents.count > 0
        ? (found.count / residents.count) * 1000
        : null
    }
    const mean = (rowId: string) => figureOf(ground, rowId, 'group-mean')
    return {
      ...fromSeries(ground),
      period: `${sayWindow(window)}${residents ? `, residents of ${residents.vintage}` : ''}`,
      about: 'How far the rate per 1,000 residents lies from the mean of the most similar group.',
      column: reasoned(
        counted,
        scorePerformance({
          rows: counted.map((line) => ({
            ...{ id: line.id, isFlag: line.isFlag, rate: rateOf(line) },
            groupMean: mean(line.id)?.value ?? null,
          })),
          ...scaleFor(ground, 'performance'),
        }),
        ({ id, after }) =>
          typeof after === 'string'
            ? after
            : !residents
              ? 'How many people live here is not loaded.'
              : mean(id)
                ? null
                : 'The group’s mean is not given.',
      ),
      unit: signed,
      restsOn: (line, value) =>
        `${sayNumber(round(rateOf(line) ?? 0, 2))} per 1,000 against ${sayNumber(mean(line.id)?.value ?? 0)}: ${signed(value)}`,
      sourceOf: (rowId) => `${ground.series.label}; ${mean(rowId)?.source ?? ''}`.slice(0, 300),
    }
  },
  cost: (ground, counted) => {
    const costOf = (rowId: string) => unitCostOf(lineOf(ground, rowId))
    return {
      ...fromSeries(ground),
      about: 'What they cost society: the count times what one costs.',
      column: reasoned(
        counted,
        scoreCost({
          rows: counted.map(({ id, isFlag, after }) => ({
            ...{ id, isFlag, count: known(after)?.count ?? null },
            unitCost: costOf(id)?.value ?? null,
          })),
          ...scaleFor(ground, 'cost'),
        }),
        ({ id, after }) =>
          typeof after === 'string' ? after : costOf(id) ? null : 'What one costs is not given.',
      ),
      unit: pounds,
      restsOn: (line, value) =>
        `${sayNumber(known(line.after)?.count ?? 0)} × ${pounds(costOf(line.id)?.value ?? 0)} = ${pounds(value)}`,
      sourceOf: (rowId) => `${ground.series.label}; ${costOf(rowId)?.source ?? ''}`.slice(0, 300),
    }
  },
  seriousness: (ground, counted) => {
    const weightOf = (rowId: string) => figureOf(ground, rowId, 'harm-weight')
    return {
      ...fromSeries(ground),
      period: '',
      about: 'How much harm one does, by a table of harm weights.',
      column: scoreSeriousness({
        rows: counted.map(({ id, isFlag }) => ({
          id,
          isFlag,
          weight: weightOf(id)?.value ?? null,
        })),
        ...scaleFor(ground, 'seriousness'),
      }),
      unit: plain,
      restsOn: (_line, value) => `A weight of ${sayNumber(value)}`,
      sourceOf: (rowId) => weightOf(rowId)?.source ?? '',
    }
  },
}

const fromSeries = ({ series, window }: Ground) => ({
  sourceOf: () => series.label,
  period: sayWindow(window),
})

const lineOf = ({ lines }: Ground, rowId: string) =>
  lines.find(({ id }) => id === rowId) ?? { label: '' }
const figureOf = ({ lines }: Ground, rowId: string, figure: string) =>
  lines.find(({ id }) => id === rowId)?.figures?.[figure] ?? null

const scaleFor = ({ edition }: Ground, id: CountedVariable) => {
  const scale = edition.scales?.[id] ?? defaultScales[id]
  return { scale }
}

const sayWhy = (counted: Counted | string) => (typeof counted === 'string' ? counted : null)

/** Puts the reason that is known here, which months or which figure, in the place of the general one. */
const reasoned = (
  counted: readonly LineCounted[],
  column: ColumnScored,
  why: (line: LineCounted) => string | null = ({ after }) => sayWhy(after),
): ColumnScored => ({
  ...column,
  rows: column.rows.map((row, at) => {
    const line = counted[at]
    return row.reason && line ? { ...row, reason: why(line) ?? row.reason } : row
  }),
})
