import { locationMatrix } from '../scoring/index.ts'
import type { LocationCell, LocationRow } from '../scoring/index.ts'
import { funnelLimits } from '../scoring/funnel.ts'
import type { TypeCounts } from './evidence.ts'
import { count, listed, ordinal, sayNumber } from './words.ts'

export interface WardKnown {
  code: string
  name: string
  population: number | null
  isTownCentre: boolean
}

export interface PlaceRow {
  ward: WardKnown
  cell: LocationCell
  /** By rate, the highest first; null without one. */
  rank: number | null
}

export interface PlacesRead {
  row: LocationRow
  /** By rank; wards without a rate last. */
  places: PlaceRow[]
  cautions: string[]
  sentence: string
}

export const ALL_TYPES = 'all types'

/** All types of one series added up: recorded types do not overlap, so their sum counts nothing twice. */
export const withAll = (types: readonly TypeCounts[]): TypeCounts[] =>
  types.length < 2
    ? [...types]
    : [
        {
          type: ALL_TYPES,
          counts: (types[0]?.counts ?? []).map((_, at) =>
            types.every(({ counts }) => counts[at] == null)
              ? null
              : types.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0),
          ),
        },
        ...types,
      ]

/** One type by ward against the district as a whole, ranked by rate, with what stands out said. */
export function readPlaces(
  types: readonly TypeCounts[],
  chosen: string,
  codes: readonly string[],
  wards: readonly WardKnown[],
): PlacesRead | null {
  const known = codes.flatMap((code) => wards.find((ward) => ward.code === code) ?? [])
  const rows = types.map(({ type, counts }) => ({
    id: type,
    isFlag: type === ALL_TYPES,
    counts: Object.fromEntries(
      known.map(({ code }) => [code, counts[codes.indexOf(code)] ?? null]),
    ),
  }))
  if (known.length === 0) return null
  const scored = locationMatrix({
    wards: known.map(({ code, name, population, isTownCentre }) => ({
      id: code,
      label: name,
      population: population ?? 0,
      townCentre: isTownCentre,
    })),
    rows,
  })
  const row = scored.rows.find(({ id }) => id === chosen)
  if (!row) return null
  const places = row.cells
    .flatMap((cell): PlaceRow[] => {
      const ward = known.find(({ code }) => code === cell.wardId)
      if (!ward) return []
      const rank =
        cell.rate === null
          ? null
          : 1 + row.cells.filter((it) => (it.rate ?? -1) > (cell.rate ?? 0)).length
      return [
        {
          ward,
          cell:
            ward.population === null
              ? { ...cell, reason: 'How many live here is not loaded.' }
              : cell,
          rank,
        },
      ]
    })
    .sort(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.ward.name < b.ward.name ? -1 : 1),
    )
  return {
    row,
    places,
    cautions: scored.warnings.map(({ message }) => message),
    sentence: sayPlaces(places),
  }
}

function sayPlaces(places: readonly PlaceRow[]): string {
  const judged = places.filter(({ cell }) => cell.band !== null)
  if (judged.length === 0)
    return 'Without the number of residents by ward nothing can be said of rates.'
  const names = (band: string) =>
    judged.filter(({ cell }) => cell.band === band).map(({ ward }) => ward.name)
  const [high, low, hints] = [names('red'), names('blue'), [...names('orange'), ...names('green')]]
  const sentences = [
    high.length > 0
      ? `${listed(high)} ${high.length === 1 ? 'is' : 'are'} higher than chance explains.`
      : '',
    low.length > 0
      ? `${listed(low)} ${low.length === 1 ? 'is' : 'are'} lower than chance explains.`
      : '',
    hints.length > 0
      ? `${count(hints.length, 'ward lies', 'wards lie')} between the two limits: a hint, no more.`
      : '',
  ].filter(Boolean)
  const rest = judged.length - high.length - low.length - hints.length
  if (sentences.length === 0)
    return `No ward stands out: all ${judged.length} lie where chance would put them.`
  return `${sentences.join(' ')} The other ${rest} lie where chance would put them.`
}

/** Opens one ward: its count, what was expected, its rate, and what the limits say. */
export function explainPlace({ ward, cell, rank }: PlaceRow, of: number): string[] {
  if (cell.count === null) return [cell.reason ?? 'No count was supplied.']
  if (cell.expected === null || cell.ratio === null || !cell.limits95 || !cell.limits998)
    return [`${sayNumber(cell.count)} were counted. ${cell.reason ?? ''}`.trim()]
  const said = [
    `${sayNumber(cell.count)} were counted among ${sayNumber(ward.population ?? 0)} residents: ${sayNumber(cell.rate ?? 0)} per thousand, ${ordinal(rank ?? 0)} of ${of}.`,
    `At the district’s own rate ${sayNumber(Math.round(cell.expected * 10) / 10)} would be expected, so it has ${sayNumber(cell.ratio)} times its share.`,
    `Chance alone keeps such a ward between ${sayNumber(cell.limits998.low)} and ${sayNumber(cell.limits998.high)} times nearly always (99.8 %), and between ${sayNumber(cell.limits95.low)} and ${sayNumber(cell.limits95.high)} nineteen times in twenty.`,
  ]
  if (cell.warning) said.push('It is a town centre: a rate per resident reads too high.')
  return said
}

export interface FunnelPoint {
  expected: number
  low95: number
  high95: number
  low998: number
  high998: number
}

/** The limits from the smallest to the largest expected count, for drawing. */
export function funnelOf({ cells, tauSquared }: LocationRow, steps = 60): FunnelPoint[] {
  const all = cells.flatMap(({ expected }) => (expected !== null && expected > 0 ? [expected] : []))
  if (all.length === 0) return []
  const [least, most] = [Math.min(...all) * 0.3, Math.max(...all) * 1.05]
  return Array.from({ length: steps + 1 }, (_, at) => {
    const expected = Math.max(0.5, least + ((most - least) * at) / steps)
    const [a, b] = [
      funnelLimits(expected, tauSquared, 0.95),
      funnelLimits(expected, tauSquared, 0.998),
    ]
    return { expected, low95: a.low, high95: a.high, low998: b.low, high998: b.high }
  })
}
