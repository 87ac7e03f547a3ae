import * as v from 'valibot'
import { bandOf } from './bands.ts'
import { parse } from './error.ts'
import { Matrix, type Row, cellIn, matrixIssues, scaled, scoreIn, totalBetween } from './matrix.ts'
import { type MatrixContradiction, publishedAgainst } from './publishedTotals.ts'
import { Count } from './schema.ts'

const MatrixToScore = v.object({ ...Matrix.entries, topK: v.optional(Count, 5) })

export type RowScored = {
  id: string
  /** The weighted sum, or null while a cell is missing. */
  total: number | null
  /** What the missing cells allow the total to be; null when none is missing. */
  interval: { low: number; high: number } | null
  band: string | null
  /** 1 is the highest total among the rows with one; ties share a rank. */
  rank: number | null
  tied: boolean
  /** The best and worst rank once every missing cell, here and in other rows, is known. */
  rankBetween: { best: number; worst: number }
  missing: string[]
  carried: string[]
  complete: boolean
  /** Why there is no total or no band, in a sentence; null when there are both. */
  reason: string | null
}

export type MatrixScored = {
  rows: RowScored[]
  /** The `topK` highest rows by rank, and any tied with the last of them. */
  topRows: string[]
  contradictions: MatrixContradiction[]
}

/**
 * The partnership's priority matrix (Ashford CSP, Rolling Action Plan 2021/22, "The matrix approach"):
 * each problem is scored on each variable, and the scores add up to a total that falls in a band.
 * Weights scale so that all-equal weights leave the plain sum. A variable of weight 0 takes no part:
 * its cells are neither missing nor carried. Cells of variables the matrix does not have are ignored.
 *
 * Throws `ScoringError` on repeated ids, scores outside the scale, clashing bands or all-zero weights.
 */
export function scorePriorityMatrix(input: v.InferInput<typeof MatrixToScore>): MatrixScored {
  const matrix = parse(MatrixToScore, input, matrixIssues)
  const { rows, method, topK } = matrix
  const weights = scaled(matrix.variables.map(({ weight }) => weight))
  const counted = matrix.variables.map(({ id }) => id).filter((_, index) => weights[index] !== 0)
  const totals = rows.map((row) =>
    totalBetween(
      matrix.variables.map(({ id }) => scoreIn(row, id)),
      weights,
      method,
    ),
  )
  const known = totals.filter((_, index) => missingFrom(rows[index], counted).length === 0)

  const scored = rows.map((row, index): RowScored => {
    const between = totals[index] ?? { low: 0, high: 0 }
    const missing = missingFrom(row, counted)
    const complete = missing.length === 0
    const lowBand = bandOf(between.low, method.bands)
    const band = lowBand === bandOf(between.high, method.bands) ? lowBand : null
    return {
      id: row.id,
      total: complete ? between.low : null,
      interval: complete ? null : between,
      band,
      rank: complete ? 1 + known.filter(({ low }) => low > between.low).length : null,
      tied: complete && known.filter(({ low }) => low === between.low).length > 1,
      rankBetween: {
        best: 1 + totals.filter(({ low }) => low > between.high).length,
        worst: 1 + totals.filter(({ high }, other) => other !== index && high > between.low).length,
      },
      missing,
      carried: counted.filter((id) => isCarried(row, id)),
      complete,
      reason: reasonFor(missing.length, band),
    }
  })

  return {
    rows: scored,
    topRows: scored
      .filter(({ rank }) => rank !== null && rank <= topK)
      .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
      .map(({ id }) => id),
    contradictions: rows.flatMap((row, index) => publishedAgainst(row, scored[index], method)),
  }
}

const missingFrom = (row: Row | undefined, variableIds: string[]) =>
  variableIds.filter((id) => row === undefined || scoreIn(row, id) === null)

const isCarried = (row: Row, variableId: string) =>
  scoreIn(row, variableId) !== null && Boolean(cellIn(row, variableId)?.carriedFrom)

function reasonFor(missing: number, band: string | null): string | null {
  if (missing > 0) {
    const cells = missing === 1 ? '1 score is missing' : `${missing} scores are missing`
    return band === null ? `${cells}, so the total could fall in more than one band.` : `${cells}.`
  }
  return band === null ? 'The total lies below the lowest band.' : null
}
