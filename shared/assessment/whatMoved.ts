import type { MatrixScored, RowScored } from '../scoring/index.ts'
import type { PriorityEdition } from './edition.ts'
import { spelled } from './grid/readBlock.ts'
import type { MatrixRow } from './matrixRow.ts'
import { listed, ordinal, sayNumber } from './words.ts'

/** An edition with its lines and what they score. */
export interface EditionRead {
  edition: PriorityEdition
  lines: readonly (MatrixRow & { id: string })[]
  scored: MatrixScored
}

export interface RowMoved {
  /** The row of the later edition; of the earlier where it is in that alone. */
  id: string
  label: string
  kind: 'up' | 'down' | 'level' | 'new' | 'gone' | 'unknown'
  before: Standing | null
  after: Standing | null
  /** Variables whose score differs, largest difference first. */
  changed: { label: string; from: number; to: number }[]
  sentence: string
}

interface Standing {
  rank: number | null
  total: number | null
  band: string | null
}

export interface Moved {
  rows: RowMoved[]
  /** Why totals of the two editions cannot be held against each other, if they cannot. */
  cautions: string[]
  /** How many cells were scored anew, and how many were carried and so could not move. */
  fresh: number
  carried: number
  sentence: string
}

/**
 * What moved between two editions. Types are matched by their name, variables by their id. Ranks are
 * compared always; totals only where both editions have the same variables, weights and scale, because
 * anything else moves a total without the world having changed.
 */
export function whatMoved(before: EditionRead, after: EditionRead): Moved {
  const cautions = cautionsOf(before.edition, after.edition)
  const earlier = new Map(before.lines.map((line) => [spelled(line.label), line]))
  const scoredBefore = new Map(before.scored.rows.map((row) => [row.id, row]))
  const scoredAfter = new Map(after.scored.rows.map((row) => [row.id, row]))
  const met = new Set<string>()
  const rows = after.lines.map((line): RowMoved => {
    const old = earlier.get(spelled(line.label))
    if (old) met.add(old.id)
    return rowMoved({
      line,
      before: old ? standingOf(old, scoredBefore.get(old.id)) : null,
      after: standingOf(line, scoredAfter.get(line.id)),
      changed: old ? changedCells(before.edition, after.edition, old, line) : [],
      comparesTotals: cautions.length === 0,
    })
  })
  const gone = before.lines
    .filter(({ id }) => !met.has(id))
    .map((line): RowMoved => {
      const standing = standingOf(line, scoredBefore.get(line.id))
      const sentence = `${line.label} is not in this edition any more.`
      return {
        id: line.id,
        label: line.label,
        kind: 'gone',
        before: standing,
        after: null,
        changed: [],
        sentence,
      }
    })
  const { fresh, carried } = cellsOf(after)
  const all = [...rows, ...gone]
  return { rows: all, cautions, fresh, carried, sentence: saySum(all, fresh, carried) }
}

const standingOf = ({ published }: MatrixRow, row: RowScored | undefined): Standing => ({
  rank: row?.rank ?? null,
  total: row?.total ?? null,
  band: row?.band ?? published?.band ?? null,
})

type Asked = Pick<RowMoved, 'before' | 'after' | 'changed'> & {
  line: MatrixRow & { id: string }
  comparesTotals: boolean
}

function rowMoved({
  line: { id, label },
  before,
  after,
  changed,
  comparesTotals,
}: Asked): RowMoved {
  const row = { id, label, before, after, changed }
  if (!before) return { ...row, kind: 'new', sentence: `${label} is new in this edition.` }
  const [was, is] = [before.rank, after?.rank ?? null]
  if (was === null || is === null) {
    const sentence = sayBands(label, before.band, after?.band ?? null)
    return { ...row, kind: 'unknown', sentence }
  }
  const kind = is < was ? 'up' : is > was ? 'down' : 'level'
  const way =
    kind === 'level'
      ? `${label} is ${ordinal(is)}, as before`
      : `${label} went ${kind} from ${ordinal(was)} to ${ordinal(is)}`
  const total =
    comparesTotals && before.total !== null && after?.total != null && before.total !== after.total
      ? `, its total from ${sayNumber(before.total)} to ${sayNumber(after.total)}`
      : ''
  const why = changed
    .slice(0, 3)
    .map(({ label: name, from, to }) => `${name} ${sayNumber(from)} → ${sayNumber(to)}`)
  const because =
    why.length > 0
      ? `: ${listed(why)}`
      : kind === 'level'
        ? ''
        : ', because others moved: none of its own scores changed'
  return { ...row, kind, sentence: `${way}${total}${because}.` }
}

/** Where one of the two has no place for it, its bands are all there is to say. */
function sayBands(label: string, was: string | null, is: string | null): string {
  const only = 'one of the two editions has no total for it'
  if (was === null || is === null) return `Nothing can be said of ${label}: ${only}.`
  return was === is
    ? `${label} is ${is}, as before; ${only}.`
    : `${label} went from ${was} to ${is}; ${only}.`
}

function changedCells(
  before: PriorityEdition,
  after: PriorityEdition,
  old: MatrixRow,
  line: MatrixRow,
): RowMoved['changed'] {
  const known = new Set(before.variables.map(({ id }) => id))
  return after.variables
    .flatMap(({ id, label }) => {
      const [from, to] = [old.cells[id]?.score ?? null, line.cells[id]?.score ?? null]
      return known.has(id) && from !== null && to !== null && from !== to
        ? [{ label, from, to }]
        : []
    })
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
}

function cautionsOf(before: PriorityEdition, after: PriorityEdition): string[] {
  const ids = ({ variables }: PriorityEdition) =>
    variables
      .map(({ id }) => id)
      .sort()
      .join()
  const weights = ({ variables }: PriorityEdition) => {
    const all = variables.map(({ id, weight = 1 }) => ({ id, weight }))
    const sum = all.reduce((total, { weight }) => total + weight, 0)
    return all
      .map(({ id, weight }) => `${id}:${(weight / sum).toFixed(9)}`)
      .sort()
      .join()
  }
  const scale = ({ method }: PriorityEdition) => `${method.minScore} to ${method.maxScore}`
  const cautions: string[] = []
  if (ids(before) !== ids(after))
    cautions.push(
      'The two editions do not have the same variables, so their totals cannot be compared; places can.',
    )
  else if (weights(before) !== weights(after))
    cautions.push(
      'The variables are weighed differently, so totals cannot be compared; places can.',
    )
  if (scale(before) !== scale(after))
    cautions.push(
      `Scores ran from ${scale(before)} before and run from ${scale(after)} now, so totals cannot be compared.`,
    )
  return cautions
}

function cellsOf({ edition, lines }: EditionRead) {
  const scored = lines.flatMap(({ cells }) =>
    edition.variables.flatMap(({ id }) => (cells[id]?.score != null ? [cells[id]] : [])),
  )
  const carried = scored.filter(({ carriedFrom }) => carriedFrom).length
  return { fresh: scored.length - carried, carried }
}

function saySum(rows: readonly RowMoved[], fresh: number, carried: number): string {
  const of = (kind: RowMoved['kind']) => rows.filter((row) => row.kind === kind)
  const [up, down, level] = [of('up'), of('down'), of('level')]
  const share = `${fresh} ${fresh === 1 ? 'score is' : 'scores are'} new and ${carried} ${carried === 1 ? 'was' : 'were'} carried, which cannot move anything.`
  if (up.length + down.length + level.length === 0)
    return `No type has a place in both editions. ${share}`
  if (up.length + down.length === 0) return `Every type kept its place. ${share}`
  return `${up.length} went up, ${down.length} went down and ${level.length} kept their place. ${share}`
}
