import type {
  MatrixScored,
  RowSensitivity,
  Sensitivity,
  VariableLeftOut,
} from '../scoring/index.ts'
import { count, inWords, listed, ordinal, sayShare } from './words.ts'
import { capital } from '../words/capital.ts'

type LabelOf = (id: string) => string

export interface SureRow extends RowSensitivity {
  rank: number | null
  sentence: string
}

/** The rows by rank, each with what would become of it under other weights. */
export function sureRows({ rows }: Sensitivity, scored: MatrixScored, topK = 5): SureRow[] {
  const rankOf = new Map(scored.rows.map(({ id, rank }) => [id, rank]))
  return rows
    .map((row) => ({ ...row, rank: rankOf.get(row.id) ?? null, sentence: sayRow(row, topK) }))
    .sort(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.rankLow ?? 0) - (b.rankLow ?? 0),
    )
}

function sayRow({ rankLow, rankHigh, inTopK, reason }: RowSensitivity, topK: number): string {
  if (rankLow === null || rankHigh === null || inTopK === null)
    return `Not tried: ${(reason ?? 'a score is missing.').toLowerCase()}`
  const where =
    rankLow === rankHigh
      ? `${ordinal(rankLow)} nearly always`
      : `${ordinal(rankLow)} to ${ordinal(rankHigh)}`
  if (inTopK === 1) return `${where}; in the first ${inWords(topK)} every time`
  return inTopK === 0
    ? `${where}; never in the first ${inWords(topK)}`
    : `${where}; in the first ${inWords(topK)} ${sayShare(inTopK)} of the time`
}

/**
 * The answer in two sentences: who is in the first `topK` whatever the variables are worth, and whose
 * place there hangs on the weights. A row counts as settled from nineteen draws in twenty.
 */
export function saySure(rows: readonly SureRow[], labelOf: LabelOf, topK = 5): string {
  const tried = rows.filter(({ inTopK }) => inTopK !== null)
  if (tried.length === 0) return 'Too early to say: no type has every score.'
  const first = tried.filter(({ rankHigh }) => rankHigh === 1)
  const settled = tried.filter(({ inTopK }) => (inTopK ?? 0) >= 0.95)
  const open = tried.filter(({ inTopK }) => (inTopK ?? 0) > 0.05 && (inTopK ?? 0) < 0.95)
  const lead =
    first.length > 0
      ? `${listed(first.map(({ id }) => labelOf(id)))} ${first.length === 1 ? 'comes' : 'come'} first however the variables are weighed. `
      : ''
  const others = settled.filter((it) => !first.includes(it))
  const held =
    others.length > 0
      ? `${listed(others.map(({ id }) => labelOf(id)))} ${others.length === 1 ? 'keeps' : 'keep'} a place in the first ${inWords(topK)} nearly always. `
      : first.length > 0
        ? ''
        : `No type keeps a place in the first ${inWords(topK)} under nearly all weights. `
  const rest =
    open.length === 0
      ? 'No other type comes near.'
      : open.length > 6
        ? `For ${count(open.length, 'more type')} it depends on what the variables are worth.`
        : `For ${listed(open.map(({ id }) => labelOf(id)))} it depends on what the variables are worth.`
  return `${lead}${held}${rest}`
}

export interface Decider extends VariableLeftOut {
  sentence: string
}

/** The variables by how much the order rests on each: most swaps at the top first, then least agreement. */
export function deciders(
  { leaveOneOut }: Sensitivity,
  labelOf: LabelOf,
  rowLabel: LabelOf,
  topK = 5,
): Decider[] {
  return leaveOneOut
    .map((it) => ({ ...it, sentence: sayLeftOut(it, rowLabel, topK) }))
    .sort(
      (a, b) =>
        swaps(b) - swaps(a) ||
        (a.kendallTau ?? 2) - (b.kendallTau ?? 2) ||
        (labelOf(a.variableId) < labelOf(b.variableId) ? -1 : 1),
    )
}

const swaps = ({ enters, leaves }: VariableLeftOut) => enters.length + leaves.length

function sayLeftOut(
  { enters, leaves, kendallTau, reason }: VariableLeftOut,
  rowLabel: LabelOf,
  topK: number,
): string {
  if (kendallTau === null) return reason ?? 'There is no order to compare.'
  const into = `${listed(enters.map(rowLabel))} would come into the first ${inWords(topK)}`
  const out = `${listed(leaves.map(rowLabel))} would drop out`
  if (enters.length > 0 && leaves.length > 0) return `Without it ${into} and ${out}.`
  if (enters.length > 0) return `Without it ${into}.`
  if (leaves.length > 0) return `Without it ${out}.`
  return kendallTau > 0.95
    ? 'Without it hardly anything would change.'
    : `Without it the first ${inWords(topK)} would stay, and others below would swap.`
}

/** Which variable decides, in one sentence. */
export function sayDecider(list: readonly Decider[], labelOf: LabelOf, topK = 5): string {
  const deciding = list.filter((it) => swaps(it) > 0)
  const top = deciding[0]
  if (!top)
    return `No single variable decides who is in the first ${inWords(topK)}: leave any one out and they stay.`
  const label = labelOf(top.variableId)
  const others = deciding.length - 1
  const rest =
    others === 0
      ? ' No other variable does that alone.'
      : ` ${capital(inWords(others))} other ${others === 1 ? 'variable changes' : 'variables change'} the first ${inWords(topK)} too.`
  return `${label} decides most. ${top.sentence}${rest}`
}
