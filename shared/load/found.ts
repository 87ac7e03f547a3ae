import type { AreaLookup, Boundary, Population } from '../assessment/place.ts'
import type { RecordedCounts } from '../assessment/recordedCounts.ts'
import type { Problem, Tally } from './problem.ts'

type Unsigned<T> = Omit<T, 'editionId' | 'byId' | 'loadedAt' | 'takenOutAt'>

/** What a file holds, before anybody has put their name to it and it stands in an edition. */
export type FoundCounts = Unsigned<RecordedCounts>
export type FoundBoundary = Unsigned<Boundary>
export type FoundLookup = Unsigned<AreaLookup>
export type FoundPopulation = Unsigned<Population>

/** A score or count for one cell of the edition's own matrix. */
export interface FoundCell {
  type: string
  columnId: string
  value: number
}

export interface FoundMatrix {
  file: string
  cells: FoundCell[]
  published: { type: string; total?: number; band?: string }[]
}

export interface FoundFile {
  name: string
  /** What it is called in what is kept of it. */
  keptAs: string
  /** What it was taken for, in words; null when it was not used. */
  what: string | null
  rows: number
}

/** All that a load has read. */
export interface Found {
  files: FoundFile[]
  counts: FoundCounts[]
  boundaries: FoundBoundary[]
  lookups: FoundLookup[]
  populations: FoundPopulation[]
  matrices: FoundMatrix[]
  /** Every partnership named in the Home Office tables, to choose from when none is called like this one. */
  partnerships: string[]
  problems: Problem[]
  tallies: Tally[]
}

/** What is known about the district before a file is read. */
export interface Known {
  /** As people say it for short: "Ashford". */
  place: string
  /** The partnership's name in the Home Office tables, once somebody has chosen it. */
  csp: string | null
  wards: readonly { code: string; name: string }[]
  boundaries: readonly Pick<Boundary, 'code' | 'name' | 'vintage' | 'decimals' | 'parts'>[]
  lookups: readonly Pick<AreaLookup, 'from' | 'to' | 'basis' | 'parts' | 'names'>[]
  populations: readonly Pick<Population, 'areaKind' | 'measure' | 'vintage' | 'figures'>[]
  /** Columns of the edition's matrix and its method, for a table of scores or counts. */
  matrix: {
    columns: readonly { id: string; label: string }[]
    /** Counts of a year's months need all twelve. */
    holds: 'scores' | 'counts' | 'months'
    types: readonly string[]
    minScore: number
    maxScore: number
    bands: readonly string[]
  } | null
  today: string
}

/** Takes one table, row by row. `end` says what is only known at the end. */
export interface TableReader {
  row(cells: readonly string[], line: number): void
  end(): void
}
