import * as v from 'valibot'
import { ScoringError, type ScoringIssue, parse } from './error.ts'
import { Id, Measure, Text } from './schema.ts'

const columns = ['type', 'weight', 'unit', 'source', 'year'] as const

const WeightRow = v.object({
  type: Id,
  weight: v.pipe(Measure, v.minValue(0, 'is negative')),
  unit: v.pipe(Text, v.minLength(1, 'is empty')),
  source: v.pipe(Text, v.minLength(1, 'is empty')),
  year: v.pipe(
    v.number('is not a year'),
    v.integer('is not a year'),
    v.minValue(1900, 'is not a year'),
    v.maxValue(2100, 'is not a year'),
  ),
})
export type WeightRow = v.InferOutput<typeof WeightRow>

/**
 * A table of harm weights from a CSV with the columns type, weight, unit, source and year, in any
 * order: the Cambridge Crime Harm Index's days of prison (Sherman, Neyroud and Neyroud 2016) or any
 * like it. Every weight keeps its source, or it cannot be argued with.
 *
 * Throws `ScoringError` naming the row and column: `rows.3.weight`. Rows count from 0 after the header.
 */
export function readWeights(csv: string): WeightRow[] {
  const [header, ...lines] = cellsOf(
    parse(v.pipe(v.string('is not text'), v.maxLength(2_000_000)), csv),
  )
  const names = (header ?? []).map((name) => name.trim().toLowerCase())
  const absent = columns.filter((name) => !names.includes(name))
  if (absent.length > 0)
    throw new ScoringError(
      absent.map((name) => ({ path: `header.${name}`, message: 'is missing' })),
    )
  const rows = lines.map((line) => {
    const text = (name: string) => line[names.indexOf(name)]?.trim() ?? ''
    return {
      type: text('type'),
      weight: numberIn(text('weight')),
      unit: text('unit'),
      source: text('source'),
      year: numberIn(text('year')),
    }
  })
  return parse(v.object({ rows: v.array(WeightRow) }), { rows }, repeatedTypes).rows
}

/** An empty field is no number; Number('') would be a guess of 0. Thousands may have commas. */
const numberIn = (text: string) => (text === '' ? Number.NaN : Number(text.replaceAll(',', '')))

function repeatedTypes({ rows }: { rows: WeightRow[] }): ScoringIssue[] {
  const types = rows.map(({ type }) => type)
  return types.flatMap((type, at) =>
    types.indexOf(type) < at ? [{ path: `rows.${at}.type`, message: `repeats ${type}` }] : [],
  )
}

/** RFC 4180: quoted fields may hold commas, line ends and doubled quotes. Blank lines are skipped. */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  field.lastIndex = csv.startsWith('\uFEFF') ? 1 : 0
  while (field.lastIndex < csv.length) {
    const at = field.lastIndex
    const found = field.exec(csv)
    if (!found) throw new ScoringError([{ path: `csv.${at}`, message: 'is a stray quote' }])
    line.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',' && field.lastIndex < csv.length) continue
    if (found[3] === ',') line.push('')
    if (line.some((text) => text.trim() !== '')) lines.push(line)
    line = []
  }
  return lines
}
