import * as v from 'valibot'
import { funnelLimits, overdispersion } from './funnel.ts'
import { type ScoringIssue, parse, repeatedIds } from './error.ts'
import { Count, Id, Positive, Text } from './schema.ts'

const WardCounted = v.object({
  id: Id,
  label: v.optional(Text),
  population: Count,
  households: v.optional(v.nullable(Count)),
  /** Its crime is done by and to people who live elsewhere. */
  townCentre: v.optional(v.boolean(), false),
})

const LocationMatrix = v.object({
  wards: v.pipe(v.array(WardCounted), v.minLength(1, 'holds no ward')),
  rows: v.array(
    v.object({
      id: Id,
      counts: v.record(Id, v.nullable(Count)),
      /** A flag over other types (domestic abuse): never added into a column. */
      isFlag: v.optional(v.boolean(), false),
      denominator: v.optional(v.picklist(['population', 'households']), 'population'),
    }),
  ),
  per: v.optional(Positive, 1000),
})
type LocationMatrix = v.InferOutput<typeof LocationMatrix>
type WardCounted = v.InferOutput<typeof WardCounted>
type LocationInput = LocationMatrix['rows'][number]

export type LocationBand = 'red' | 'orange' | 'yellow' | 'green' | 'blue'

export type LocationCell = {
  wardId: string
  count: number | null
  expected: number | null
  /** Per `per` residents or households. */
  rate: number | null
  /** Observed over expected at the partnership's own rate. */
  ratio: number | null
  /** Funnel limits of the ratio: outside 95% is a hint, outside 99.8% a signal. */
  limits95: { low: number; high: number } | null
  limits998: { low: number; high: number } | null
  /** The type's share of the ward's crime over its share of the partnership's. */
  locationQuotient: number | null
  band: LocationBand | null
  warning: 'resident-denominator' | null
  reason: string | null
}

export type LocationRow = {
  id: string
  total: number
  rate: number | null
  /** φ, how much more the wards differ than chance; null under three wards. */
  dispersion: number | null
  /** τ², the spread between wards added to the limits; 0 when chance suffices. */
  tauSquared: number
  cells: LocationCell[]
}

export type LocationMatrixScored = {
  rows: LocationRow[]
  warnings: { wardId: string; kind: 'resident-denominator'; message: string }[]
}

/**
 * Type by ward against the partnership as a whole. Limits are Spiegelhalter's funnel (2005, "Funnel
 * plots for comparing institutional performance"): exact Poisson, widened by τ² when wards differ more
 * than chance. A ward without a count was not supplied and is left out of the row, population and all;
 * write 0 for none.
 *
 * Throws `ScoringError` on repeated ids, negative or fractional counts, or a ward not in the list.
 */
export function locationMatrix(input: v.InferInput<typeof LocationMatrix>): LocationMatrixScored {
  const { wards, rows, per } = parse(LocationMatrix, input, locationIssues)
  const types = rows.filter(({ isFlag }) => !isFlag)
  const wardTotals = new Map(
    wards.map(({ id }) => [id, types.reduce((sum, row) => sum + (countIn(row, id) ?? 0), 0)]),
  )
  return {
    rows: rows.map((row) => scoreRow(row, wards, wardTotals, per)),
    warnings: wards
      .filter(({ townCentre }) => townCentre)
      .map(({ id, label }) => ({
        wardId: id,
        kind: 'resident-denominator' as const,
        message: `${label ?? id} is a town centre: few of the people there live there, so a rate per resident reads too high.`,
      })),
  }
}

function scoreRow(
  row: LocationInput,
  wards: WardCounted[],
  wardTotals: Map<string, number>,
  per: number,
): LocationRow {
  const lines = wards.map((ward) => ({
    ward,
    count: countIn(row, ward.id),
    size: ward[row.denominator] ?? null,
  }))
  const usable = lines.filter(({ count, size }) => count !== null && size !== null && size > 0)
  const total = lines.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const placed = usable.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const size = usable.reduce((sum, line) => sum + (line.size ?? 0), 0)
  const perHead = size > 0 ? placed / size : 0
  const { dispersion, tauSquared } = overdispersion(
    usable.map((line) => ({ observed: line.count ?? 0, expected: perHead * (line.size ?? 0) })),
  )
  const allCrime = [...wardTotals.values()].reduce((sum, count) => sum + count, 0)

  const cells = lines.map((line): LocationCell => {
    const { ward, count } = line
    const inWard = wardTotals.get(ward.id) ?? 0
    const share = count !== null && inWard > 0 ? count / inWard : null
    const cell: LocationCell = {
      wardId: ward.id,
      count,
      expected: null,
      rate: null,
      ratio: null,
      limits95: null,
      limits998: null,
      locationQuotient: share === null || total === 0 ? null : share / (total / allCrime),
      band: null,
      warning: ward.townCentre ? 'resident-denominator' : null,
      reason: null,
    }
    if (count === null) return { ...cell, reason: 'No count was supplied for this ward.' }
    if (line.size === null)
      return { ...cell, reason: `The ward's number of ${row.denominator} is not known.` }
    if (line.size === 0)
      return { ...cell, reason: `The ward has no ${row.denominator} to count against.` }
    const known = { ...cell, rate: (count * per) / line.size }
    if (placed === 0) return { ...known, expected: 0, reason: 'Nothing was counted in any ward.' }
    const expected = perHead * line.size
    const ratio = (count * size) / (placed * line.size)
    const limits95 = funnelLimits(expected, tauSquared, 0.95)
    const limits998 = funnelLimits(expected, tauSquared, 0.998)
    return {
      ...known,
      expected,
      ratio,
      limits95,
      limits998,
      band: bandFor(ratio, limits95, limits998),
    }
  })
  return { id: row.id, total, rate: size > 0 ? perHead * per : null, dispersion, tauSquared, cells }
}

type Limits = { low: number; high: number }

function bandFor(ratio: number, hint: Limits, signal: Limits): LocationBand {
  if (ratio > signal.high) return 'red'
  if (ratio > hint.high) return 'orange'
  if (ratio < signal.low) return 'blue'
  return ratio < hint.low ? 'green' : 'yellow'
}

const countIn = ({ counts }: LocationInput, wardId: string): number | null =>
  (Object.hasOwn(counts, wardId) ? counts[wardId] : null) ?? null

function locationIssues({ wards, rows }: LocationMatrix): ScoringIssue[] {
  const known = new Set(wards.map(({ id }) => id))
  const strangers = rows.flatMap(({ counts }, at) =>
    Object.keys(counts)
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `rows.${at}.counts.${id}`, message: 'is not one of the wards' })),
  )
  return [...repeatedIds(wards, 'wards'), ...repeatedIds(rows, 'rows'), ...strangers]
}
