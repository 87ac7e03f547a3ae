import { daysBetween } from '../words/dates.ts'
import type { Population } from './place.ts'
import type { RecordedCounts } from './recordedCounts.ts'

/** What was loaded, laid out for the matrices: types by month and types by ward. Null is not supplied. */

export interface TypeCounts {
  type: string
  counts: (number | null)[]
}

/** One publisher's counts by one sort of area; the series a matrix is made of is one of these. */
export interface Series {
  id: string
  label: string
  rows: readonly RecordedCounts[]
}

const isCounted = ({ takenOutAt }: { takenOutAt?: string | null | undefined }) => !takenOutAt

/**
 * The series that can be told apart, the fullest first. Counts of two publishers are never added
 * together, nor those of one publisher by ward and by small area: they are the same crimes.
 */
export function seriesOf(recorded: readonly RecordedCounts[]): Series[] {
  const found = new Map<string, RecordedCounts[]>()
  for (const row of recorded.filter(isCounted)) {
    const key = `${row.source}|${row.publisher}|${row.areaKind}`
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return [...found]
    .map(([id, rows]) => ({ id, label: labelOf(rows[0]), rows }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.id < b.id ? -1 : 1))
}

const areas = { ward: 'by ward', lsoa: 'by small area', district: 'district' } as const
const labelOf = (row: RecordedCounts | undefined) =>
  row ? `${row.publisher} (${row.source}), ${areas[row.areaKind]}` : ''

const isMonth = ({ fromOn, toOn }: RecordedCounts) =>
  fromOn.slice(0, 7) === toOn.slice(0, 7) && daysBetween(fromOn, toOn) >= 27

/** The months a series has, ascending: "2024-04". Quarters are no months. */
export const monthsIn = ({ rows }: Series): string[] =>
  [...new Set(rows.filter(isMonth).map(({ fromOn }) => fromOn.slice(0, 7)))].sort()

/** The twelve months, or so many years of them, that end with a month. */
export function monthsUpTo(last: string, years: number): string[] {
  const [year = 0, month = 1] = last.split('-').map(Number)
  const end = year * 12 + month - 1
  return Array.from({ length: years * 12 }, (_, at) => {
    const index = end - years * 12 + 1 + at
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

/** Types by month, areas added up. A month without the type is not supplied, and is never zero. */
export function byMonth({ rows }: Series, months: readonly string[]): TypeCounts[] {
  const monthly = rows.filter(isMonth)
  const sums = new Map<string, (number | null)[]>()
  for (const row of monthly) {
    const at = months.indexOf(row.fromOn.slice(0, 7))
    if (at < 0) continue
    for (const { type, counts } of row.types) {
      const line = sums.get(type) ?? months.map(() => null)
      line[at] = plus(line[at] ?? null, sum(counts))
      sums.set(type, line)
    }
  }
  return sorted(sums)
}

/** Types by ward over the months of a period, and what the wards are. */
export function byWard({ rows }: Series, fromOn: string, toOn: string) {
  const inside = rows.filter(
    (row) => row.areaKind === 'ward' && row.fromOn >= fromOn && row.toOn <= toOn,
  )
  const wards = [...new Set(inside.flatMap((row) => row.areas))].sort()
  const place = new Map(wards.map((code, at) => [code, at]))
  const sums = new Map<string, (number | null)[]>()
  for (const row of inside)
    for (const { type, counts } of row.types) {
      const line = sums.get(type) ?? wards.map(() => null)
      row.areas.forEach((code, index) => {
        const at = place.get(code) ?? 0
        line[at] = plus(line[at] ?? null, counts[index] ?? null)
      })
      sums.set(type, line)
    }
  const months = [...new Set(inside.map((row) => row.fromOn.slice(0, 7)))].sort()
  return { wards, months, types: sorted(sums) }
}

/** The latest figure for each ward, with the vintage that stays beside every rate. */
export function populationsOf(populations: readonly Population[], measure: Population['measure']) {
  const known = populations.filter(
    (it) => isCounted(it) && it.areaKind === 'ward' && it.measure === measure,
  )
  const latest = known.toSorted((a, b) => (a.vintage < b.vintage ? 1 : -1))[0]
  return latest ? { vintage: latest.vintage, figures: latest.figures } : null
}

const plus = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b)
const sum = (counts: readonly (number | null)[]) => counts.reduce(plus, null)
const sorted = (sums: Map<string, (number | null)[]>): TypeCounts[] =>
  [...sums].map(([type, counts]) => ({ type, counts })).sort((a, b) => (a.type < b.type ? -1 : 1))
