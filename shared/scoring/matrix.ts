import * as v from 'valibot'
import { Bands, bandIssues } from './bands.ts'
import { type ScoringIssue, repeatedIds } from './error.ts'
import { Id, Measure, Text } from './schema.ts'

/** The shape of a priority matrix, shared by everything that scores one. */

export const Variable = v.object({
  id: Id,
  label: v.optional(Text),
  /** How much it counts for; only the proportions between weights matter. */
  weight: v.optional(v.pipe(Measure, v.minValue(0, 'is negative')), 1),
})
export type Variable = v.InferOutput<typeof Variable>

const MatrixCell = v.object({
  score: v.nullable(Measure),
  source: v.optional(Text),
  period: v.optional(Text),
  note: v.optional(Text),
  carriedFrom: v.optional(Text),
})

const Row = v.object({
  id: Id,
  label: v.optional(Text),
  cells: v.record(Id, MatrixCell),
  published: v.optional(v.object({ total: v.optional(Measure), band: v.optional(Text) })),
})
export type Row = v.InferOutput<typeof Row>

export const MatrixMethod = v.object({ minScore: Measure, maxScore: Measure, bands: Bands })
export type MatrixMethod = v.InferOutput<typeof MatrixMethod>

export const Matrix = v.object({
  variables: v.pipe(v.array(Variable), v.minLength(1, 'holds no variable')),
  rows: v.array(Row),
  method: MatrixMethod,
})
export type Matrix = v.InferOutput<typeof Matrix>

/** What the shape alone cannot refuse: repeated ids, scores off the scale, weights that all vanish. */
export function matrixIssues({ variables, rows, method }: Matrix): ScoringIssue[] {
  const issues = [
    ...repeatedIds(variables, 'variables'),
    ...repeatedIds(rows, 'rows'),
    ...bandIssues(method.bands, 'method.bands'),
  ]
  const { minScore, maxScore } = method
  if (minScore >= maxScore)
    issues.push({ path: 'method.maxScore', message: 'is not above the lowest score' })
  if (variables.every(({ weight }) => weight === 0))
    issues.push({ path: 'variables', message: 'all have weight 0' })
  rows.forEach((row, index) => {
    for (const { id } of variables) {
      const score = scoreIn(row, id)
      if (score === null || (score >= minScore && score <= maxScore)) continue
      const path = `rows.${index}.cells.${id}.score`
      issues.push({ path, message: `is outside ${minScore} to ${maxScore}` })
    }
  })
  return issues
}

/** A cell's score, or null where the cell is absent or holds none. */
export const scoreIn = (row: Row, variableId: string): number | null =>
  cellIn(row, variableId)?.score ?? null

export const cellIn = (row: Row, variableId: string) =>
  Object.hasOwn(row.cells, variableId) ? row.cells[variableId] : undefined

/** Takes off the last bits that adding fractions in a different order can leave. */
export const tidy = (value: number): number => Math.round(value * 1e9) / 1e9 + 0

/** Weights scaled to average 1, so equal weights leave a plain sum. Dividing by the largest first cannot overflow. */
export function scaled(weights: readonly number[]): number[] {
  const largest = Math.max(...weights)
  const parts = weights.map((weight) => weight / largest)
  const sum = parts.reduce((total, part) => total + part, 0)
  return parts.map((part) => (part * weights.length) / sum)
}

/** The lowest and highest total a row's cells allow: one value when none is missing. */
export function totalBetween(
  scores: readonly (number | null)[],
  weights: readonly number[],
  { minScore, maxScore }: MatrixMethod,
): { low: number; high: number } {
  let low = 0
  let high = 0
  scores.forEach((score, index) => {
    const weight = weights[index] ?? 0
    low += weight * (score ?? minScore)
    high += weight * (score ?? maxScore)
  })
  return { low: tidy(low), high: tidy(high) }
}
