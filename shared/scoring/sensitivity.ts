import * as v from 'valibot'
import { parse } from './error.ts'
import { Matrix, matrixIssues, scaled, scoreIn, tidy } from './matrix.ts'
import { diceFrom, gammaDraw } from './numeric/dice.ts'
import { kendallTau } from './numeric/kendallTau.ts'

const MatrixToShake = v.object({
  ...Matrix.entries,
  draws: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 2000),
  seed: v.union(
    [v.pipe(v.number(), v.safeInteger('is not a whole number')), v.string()],
    'is not a seed',
  ),
  topK: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1, 'is under 1')), 5),
})

export type RowSensitivity = {
  id: string
  /** The 5th and 95th percentile of its rank over the draws; null while a score is missing. */
  rankLow: number | null
  rankHigh: number | null
  /** Share of the draws in which it is among the top `topK`, ties included. */
  inTopK: number | null
  reason: string | null
}

export type VariableLeftOut = {
  variableId: string
  /** Agreement (tau-b) of the totals with and without the variable; null when either is all ties. */
  kendallTau: number | null
  enters: string[]
  leaves: string[]
  reason: string | null
}

export type Sensitivity = { rows: RowSensitivity[]; leaveOneOut: VariableLeftOut[]; draws: number }

/**
 * Would other weights have changed the priorities? Weights are drawn from a Dirichlet distribution
 * whose mean is the matrix's own weights (all equal: uniform over every possible weighting), as in
 * Saisana, Saltelli and Tarantola (2005) on composite indicators. Rows with a missing score have no
 * total under any weights and take no part. Same seed, same answer.
 *
 * Throws `ScoringError` as `scorePriorityMatrix` does, and without a seed.
 */
export function sensitivity(input: v.InferInput<typeof MatrixToShake>): Sensitivity {
  const { variables, rows, draws, seed, topK } = parse(MatrixToShake, input, matrixIssues)
  const weights = scaled(variables.map(({ weight }) => weight))
  const counted = variables
    .map(({ id }, at) => ({ id, weight: weights[at] ?? 0 }))
    .filter(({ weight }) => weight > 0)
  const table = rows.flatMap((row) => {
    const scores = counted.map(({ id }) => scoreIn(row, id))
    return scores.every((score) => score !== null) ? [{ id: row.id, scores }] : []
  })
  const dice = diceFrom(seed)
  const rankCounts = table.map(() => new Uint32Array(table.length + 2))
  for (let draw = 0; draw < draws; draw++) {
    const drawn = scaled(counted.map(({ weight }) => Math.max(gammaDraw(weight, dice), 1e-300)))
    ranksOf(totals(table, drawn)).forEach((rank, at) => {
      const counts = rankCounts[at]
      if (counts) counts[rank] = (counts[rank] ?? 0) + 1
    })
  }
  const places = new Map(table.map(({ id }, at) => [id, at]))
  return {
    draws,
    rows: rows.map(({ id }) => summary(id, rankCounts[places.get(id) ?? -1], draws, topK)),
    leaveOneOut: variables.map(({ id }) => leftOut(id, counted, table, topK)),
  }
}

type Counted = { id: string; weight: number }
type Line = { id: string; scores: number[] }

const totals = (table: Line[], weights: number[]) =>
  table.map(({ scores }) => {
    let total = 0
    for (let at = 0; at < scores.length; at++) total += (scores[at] ?? 0) * (weights[at] ?? 0)
    return tidy(total)
  })

/** 1 for the highest; equal totals share the better rank. */
function ranksOf(values: number[]): number[] {
  const sorted = new Float64Array(values).sort()
  return values.map((value) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? 0) > value) high = middle
      else low = middle + 1
    }
    return 1 + sorted.length - low
  })
}

function summary(
  id: string,
  counts: Uint32Array | undefined,
  draws: number,
  topK: number,
): RowSensitivity {
  if (!counts)
    return { id, rankLow: null, rankHigh: null, inTopK: null, reason: 'A score is missing.' }
  const upTo = (rank: number) => counts.slice(0, rank + 1).reduce((sum, count) => sum + count, 0)
  const percentile = (share: number) => {
    let rank = 1
    while (upTo(rank) < share * draws) rank++
    return rank
  }
  const inTopK = upTo(topK) / draws
  return { id, rankLow: percentile(0.05), rankHigh: percentile(0.95), inTopK, reason: null }
}

function leftOut(
  variableId: string,
  counted: Counted[],
  table: Line[],
  topK: number,
): VariableLeftOut {
  const kept = counted.map(({ id, weight }) => (id === variableId ? 0 : weight))
  if (kept.every((weight) => weight === 0)) {
    const reason = 'Nothing is left to rank by without it.'
    return { variableId, kendallTau: null, enters: [], leaves: [], reason }
  }
  const before = totals(table, scaled(counted.map(({ weight }) => weight)))
  const after = totals(table, scaled(kept))
  const top = (values: number[]) => {
    const ranks = ranksOf(values)
    return table.filter((_, at) => (ranks[at] ?? Infinity) <= topK).map(({ id }) => id)
  }
  const was = new Set(top(before))
  const is = new Set(top(after))
  const tau = kendallTau(before, after)
  return {
    variableId,
    kendallTau: tau,
    enters: [...is].filter((id) => !was.has(id)),
    leaves: [...was].filter((id) => !is.has(id)),
    reason: tau === null ? 'Every row has the same total, so there is no order to compare.' : null,
  }
}
