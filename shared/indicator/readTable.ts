import { spelled } from '../assessment/grid/readBlock.ts'
import type { Window } from '../scoring/days.ts'
import type { Entry } from './entry.ts'
import { nothingTyped, readEntry, sayStanding } from './entry.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import { isSamePeriod, sayPeriod } from './period.ts'
import { readPeriod } from './readPeriod.ts'
import { standingOf } from './standing.ts'

type Stored<T> = T & { id: string }

/** A cell of a pasted table and what would become of it. Nothing is kept before somebody says so. */
export interface TableLine {
  /** The line of the paste, from 1. */
  line: number
  indicator: Stored<Indicator> | null
  name: string
  period: Window | null
  periodWords: string
  typed: string
  /** What stands there now, in words. */
  before: string | null
  entry: Entry
  /** Why it cannot be kept, or what has to be said first. */
  problem: string | null
}

export interface TableRead {
  lines: TableLine[]
  /** What is wrong with the table as a whole, and columns that were not understood. */
  problems: string[]
}

const heads = {
  name: /^(indicator|measure|target|kpi|name|what)$/i,
  period: /^(period|quarter|month|year|when|time)$/i,
  from: /^(from|start|begins)$/i,
  to: /^(to|until|end|ends)$/i,
  value: /^(value|figure|count|number|actual|result)$/i,
}
/** Columns that may stand there and say nothing here. */
const ignored = /^(source|note|notes|comment|comments|unit|agency|ref|order|missing|provisional|)$/i

/**
 * Reads a pasted table whose columns are matched by name, in either of two shapes: a line for each figure
 * (indicator; period, or from and to; value), or a line for each indicator and a column for each period.
 * Indicators are matched by their names, letters and digits alone; nothing is matched by likeness.
 */
export function readTable(
  rows: readonly (readonly string[])[],
  indicators: readonly Stored<Indicator>[],
  observations: readonly Stored<Observation>[],
): TableRead {
  const at = rows.findIndex((row) => row.some((cell) => cell.trim() !== ''))
  const header = (rows[at] ?? []).map((cell) => cell.trim())
  const find = (head: RegExp) => header.findIndex((cell) => head.test(cell))
  const name = find(heads.name)
  if (name < 0)
    return {
      lines: [],
      problems: ['No column is called “Indicator”: the first line must name the columns.'],
    }
  const own = new Map<string, Stored<Observation>[]>()
  for (const it of observations) own.set(it.indicatorId, [...(own.get(it.indicatorId) ?? []), it])
  const read = { indicators, own }
  const body = rows.slice(at + 1).map((cells, n) => ({ cells, line: at + 2 + n }))
  const filled = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const cellOf = (cells: readonly string[], column: number) => (cells[column] ?? '').trim()

  const value = find(heads.value)
  if (value >= 0) {
    const [period, from, to] = [find(heads.period), find(heads.from), find(heads.to)]
    if (period < 0 && (from < 0 || to < 0))
      return {
        lines: [],
        problems: ['No column says which period: call one “Period”, or two “From” and “To”.'],
      }
    const words = (cells: readonly string[]) =>
      period >= 0 ? cellOf(cells, period) : `${cellOf(cells, from)} to ${cellOf(cells, to)}`
    return twiceIn(
      filled.map(({ cells, line }) =>
        lineOf(read, line, cellOf(cells, name), words(cells), cellOf(cells, value)),
      ),
    )
  }
  const periods = header.flatMap((words, column) =>
    column === name || ignored.test(words) ? [] : [{ words, column }],
  )
  if (periods.length === 0)
    return { lines: [], problems: ['There is no column of figures beside the names.'] }
  return twiceIn(
    filled.flatMap(({ cells, line }) =>
      periods.map(({ words, column }) =>
        lineOf(read, line, cellOf(cells, name), words, cellOf(cells, column)),
      ),
    ),
  )
}

interface Known {
  indicators: readonly Stored<Indicator>[]
  own: ReadonlyMap<string, Stored<Observation>[]>
}

function lineOf(
  { indicators, own }: Known,
  line: number,
  name: string,
  periodWords: string,
  typed: string,
): TableLine {
  const named = indicators.filter(({ label }) => spelled(label) === spelled(name))
  const indicator = named.length === 1 ? (named[0] ?? null) : null
  const when = readPeriod(periodWords)
  const period = when.is === 'period' ? when.period : null
  const base = { line, indicator, name, period, periodWords, typed, before: null }
  const refuse = (problem: string): TableLine => ({ ...base, entry: { is: 'nothing' }, problem })
  if (typed === '') return { ...base, entry: { is: 'nothing' }, problem: null }
  if (!indicator)
    return refuse(
      named.length > 1
        ? `${named.length} indicators are called “${name}”.`
        : `No indicator of this plan is called “${name}”.`,
    )
  if (when.is === 'question') return refuse(when.ask)
  const observations = own.get(indicator.id) ?? []
  const entry = readEntry(indicator, observations, when.period, { ...nothingTyped, value: typed })
  const standing = standingOf(indicator, observations).values.filter((it) =>
    isSamePeriod(it, when.period),
  )
  return {
    ...base,
    before: standing.map((it) => sayStanding(it, indicator)).join(' and ') || null,
    entry,
    problem: entry.is === 'question' ? entry.question.ask : null,
  }
}

/** The same period of one indicator told twice in one paste: neither is kept. */
function twiceIn(lines: TableLine[]): TableRead {
  const keyOf = ({ indicator, period }: TableLine) =>
    indicator && period ? `${indicator.id} ${period.from} ${period.to}` : null
  const counted = new Map<string, number>()
  for (const it of lines.filter(({ typed }) => typed !== '')) {
    const key = keyOf(it)
    if (key) counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return {
    problems: [],
    lines: lines
      .filter(({ typed }) => typed !== '')
      .map((it) =>
        (counted.get(keyOf(it) ?? '') ?? 0) > 1 && it.period
          ? {
              ...it,
              entry: { is: 'nothing' },
              problem: `${sayPeriod(it.period)} stands in this table more than once.`,
            }
          : it,
      ),
  }
}
