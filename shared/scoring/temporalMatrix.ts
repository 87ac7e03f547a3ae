import * as v from 'valibot'
import { daysInMonth } from './days.ts'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { binomialTwoSided } from './numeric/binomial.ts'
import { falseDiscovery } from './numeric/falseDiscovery.ts'
import { Count, Id, Month } from './schema.ts'
import { seasonalDispersion } from './seasonalDispersion.ts'

const Options = v.object({
  /** `significance` asks whether chance explains a month; `percent` is the older fixed colouring. */
  method: v.optional(v.picklist(['significance', 'percent']), 'significance'),
  /** Over what the false alarms are held to one in twenty. */
  adjust: v.optional(v.picklist(['row', 'matrix']), 'row'),
  /** With `percent`: red from this ratio to the plain monthly average. */
  redAt: v.optional(
    v.pipe(v.number(), v.gtValue(1, 'is not above 1'), v.ltValue(2, 'is not below 2')),
    1.09,
  ),
})

const TemporalMatrix = v.object({
  rows: v.array(v.object({ id: Id, counts: v.array(v.nullable(Count)) })),
  months: v.pipe(v.array(Month), v.minLength(12, 'holds fewer than 12 months')),
  options: v.optional(Options, {}),
})
type TemporalMatrix = v.InferOutput<typeof TemporalMatrix>

export type TemporalBand = 'red' | 'orange' | 'yellow' | 'green' | 'blue'

export type TemporalCell = {
  /** 2018-12 in a matrix of one year; 12, every December together, in a longer one. */
  month: string
  count: number | null
  expected: number | null
  ratio: number | null
  p: number | null
  q: number | null
  band: TemporalBand | null
  /** Fewer than 60 in the whole row: read the colours as hints. */
  thin: boolean
  reason: string | null
}

export type TemporalRow = {
  id: string
  cells: TemporalCell[]
  n: number
  monthlyAverage: number | null
  /** How much wider than chance the years differ; null under three whole years. */
  dispersion: number | null
}

export type TemporalMatrixScored = {
  method: 'significance' | 'percent'
  label: string
  rows: TemporalRow[]
}

/** Bands of the significance method, and what counts as thin. */
export const temporalThresholds = {
  q: 0.05,
  orangeFrom: 1.1,
  greenTo: 0.9,
  thinUnder: 60,
  asOf: '2021',
} as const

/**
 * Type by month against the type's own average (Ashford CSP, "Temporal matrix"). A month is expected
 * to hold its share of the days, so February is not low for being short. p is exact two-sided
 * binomial, q is Benjamini–Hochberg. `counts` follow `months`; one year, or several with each calendar
 * month equally often, which are then added up month by month. From three whole years on, the counts
 * are shrunk by the dispersion φ between years when it is above 1. A null month, its count and its
 * days, takes no part.
 *
 * Throws `ScoringError` on rows of the wrong length, repeated months, negative or fractional counts.
 */
export function temporalMatrix(input: v.InferInput<typeof TemporalMatrix>): TemporalMatrixScored {
  const { rows, months, options } = parse(TemporalMatrix, input, temporalIssues)
  const columns = columnsOf(months)
  const scored = rows.map(({ id, counts }) => scoreRow(id, counts, months, columns, options))
  if (options.method === 'significance') {
    const groups =
      options.adjust === 'matrix'
        ? [scored.flatMap(({ cells }) => cells)]
        : scored.map(({ cells }) => cells)
    groups.forEach(colourBySignificance)
  }
  return {
    method: options.method,
    label:
      options.method === 'percent'
        ? `Fixed percentages: red from ${Math.round((options.redAt - 1) * 1000) / 10}% above the monthly average, whatever the numbers.`
        : 'Red and blue: chance alone would seldom give a month like it.',
    rows: scored,
  }
}

function temporalIssues({ rows, months }: TemporalMatrix): ScoringIssue[] {
  const issues = repeatedIds(rows, 'rows')
  months.forEach((month, at) => {
    if (months.indexOf(month) < at)
      issues.push({ path: `months.${at}`, message: `repeats ${month}` })
  })
  const columns = columnsOf(months)
  if (columns.length !== 12 || columns.some(({ at }) => at.length !== months.length / 12))
    issues.push({ path: 'months', message: 'do not hold each calendar month equally often' })
  rows.forEach(({ counts }, at) => {
    if (counts.length !== months.length)
      issues.push({ path: `rows.${at}.counts`, message: `does not hold ${months.length} counts` })
  })
  return issues
}

type Column = { month: string; at: number[] }

/** The calendar months in the order they first appear, each with its places in the input. */
function columnsOf(months: string[]): Column[] {
  const columns = new Map<string, Column>()
  months.forEach((month, at) => {
    const key = month.slice(5)
    const column = columns.get(key)
    if (column) column.at.push(at)
    else columns.set(key, { month: months.length === 12 ? month : key, at: [at] })
  })
  const inTime = (a: number, b: number) => ((months[a] ?? '') < (months[b] ?? '') ? -1 : 1)
  return [...columns.values()].map(({ month, at }) => ({ month, at: at.sort(inTime) }))
}

type Settings = v.InferOutput<typeof Options>

function scoreRow(
  id: string,
  counts: (number | null)[],
  months: string[],
  columns: Column[],
  { method, redAt }: Settings,
): TemporalRow {
  const known = columns.map(({ month, at }) => {
    const places = at.filter((place) => counts[place] !== null)
    const sum = places.reduce((total, place) => total + (counts[place] ?? 0), 0)
    const days = places.reduce((total, place) => total + daysInMonth(months[place] ?? ''), 0)
    return { month, count: places.length > 0 ? sum : null, days, months: places.length }
  })
  const n = known.reduce((total, { count }) => total + (count ?? 0), 0)
  const allDays = known.reduce((total, { days }) => total + days, 0)
  const allMonths = known.reduce((total, { months: some }) => total + some, 0)
  const years = Math.floor(months.length / 12)
  const dispersion =
    years >= 3
      ? seasonalDispersion(
          counts,
          columns.map(({ at }) => at),
        )
      : null
  const phi = Math.max(1, dispersion ?? 1)
  const thin = n < temporalThresholds.thinUnder

  const cells = known.map(({ month, count, days, months: some }): TemporalCell => {
    const blank = { month, count, expected: null, ratio: null, p: null, q: null, band: null, thin }
    if (count === null) return { ...blank, reason: 'No figure was supplied for this month.' }
    if (n === 0) return { ...blank, reason: 'Nothing was counted in any month.' }
    const [part, whole] = method === 'percent' ? [some, allMonths] : [days, allDays]
    const ratio = (count * whole) / (n * part)
    const cell = { ...blank, expected: (n * part) / whole, ratio, reason: null }
    if (method === 'percent') return { ...cell, band: bandByPercent(ratio, redAt) }
    const { p } = binomialTwoSided(count / phi, n / phi, part / whole, (whole - part) / whole)
    return { ...cell, p }
  })
  return { id, cells, n, monthlyAverage: allMonths === 0 ? null : n / allMonths, dispersion }
}

function colourBySignificance(cells: TemporalCell[]) {
  const tested = cells.filter(({ p }) => p !== null)
  const qs = falseDiscovery(tested.map(({ p }) => p ?? 1))
  tested.forEach((cell, at) => {
    cell.q = qs[at] ?? 1
    cell.band = bandBySignificance(cell.ratio ?? 1, cell.q)
  })
}

function bandBySignificance(ratio: number, q: number): TemporalBand {
  const { q: limit, orangeFrom, greenTo } = temporalThresholds
  if (q < limit && ratio !== 1) return ratio > 1 ? 'red' : 'blue'
  if (ratio >= orangeFrom) return 'orange'
  return ratio <= greenTo ? 'green' : 'yellow'
}

/** The older key: red and blue at the same distance either side, orange and green from a third of it. */
function bandByPercent(ratio: number, redAt: number): TemporalBand {
  const distance = redAt - 1
  const over = ratio - 1
  const edge = 1e-9
  if (over >= distance - edge) return 'red'
  if (over >= distance / 3 - edge) return 'orange'
  if (over <= -distance + edge) return 'blue'
  return over <= -distance / 3 + edge ? 'green' : 'yellow'
}
