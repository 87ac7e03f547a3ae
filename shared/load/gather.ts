import { BestFit, Populations } from './areaTables.ts'
import { drawBoundaries, ownWards } from './boundaries.ts'
import { CspCounts } from './cspCounts.ts'
import type { Found, FoundBoundary, FoundCounts, Known, TableReader } from './found.ts'
import { readGeoJson } from './geoJson.ts'
import { MatrixTable } from './matrixTable.ts'
import { PlainCounts, wardIndex } from './plainCounts.ts'
import { missingMonths, sayMonth } from './periods.ts'
import { Report, sayIn } from './problem.ts'
import type { Say } from './problem.ts'
import { latest, wardOfLsoas } from './groundOf.ts'
import { keptName } from './keptName.ts'
import { lookupByArea } from './sharedArea.ts'
import { StreetCounts } from './streetCounts.ts'
import type { Ground } from './streetCounts.ts'
import type { Header } from './tableKind.ts'
import { unlike } from './unlike.ts'
import { wardFinder } from './wardAt.ts'

/**
 * Gathers what the files of one load hold. What says where things are (boundaries, lookups, populations) has
 * to be given before what is counted there; `orderOf` says which is which.
 */
export class Gather {
  readonly report = new Report()
  readonly #known: Known
  readonly #publisher: string
  readonly #found: Omit<Found, 'problems' | 'tallies' | 'partnerships'> = {
    ...{ files: [], counts: [], boundaries: [], lookups: [], populations: [], matrices: [] },
  }
  readonly #partnerships = new Set<string>()
  #ground: Ground | null = null

  /** `publisher`: who counted what stands in a table that does not say it. */
  constructor(known: Known, publisher: string) {
    this.#known = known
    this.#publisher = publisher
  }

  sayIn = (file: string): Say => sayIn(this.report, file)

  noteFile(name: string, what: string | null, rows: number) {
    this.#found.files.push({ name, keptAs: keptName(name), what, rows })
  }

  geoJson(file: string, value: unknown) {
    const say = this.sayIn(file)
    const { wards, lsoas } = readGeoJson(value, say)
    const codes = new Set([...this.#known.wards, ...this.#lookups].flatMap(codesOf))
    this.#found.boundaries.push(...drawBoundaries(ownWards(wards, codes, say), { file }, say))
    if (lsoas.length > 0) {
      const current = latest(this.#boundaries)
      const lookup = current.length > 0 ? lookupByArea(lsoas, current, file) : null
      if (lookup) this.#found.lookups.push(lookup)
      else
        say('no place', 'holds LSOAs, which need ward boundaries to lie in: load those with it', {
          weight: 'refused',
        })
    }
    const what = [
      ...(wards.length > 0 ? ['ward boundaries'] : []),
      ...(lsoas.length > 0 ? ['LSOA boundaries'] : []),
    ].join(' and ')
    this.noteFile(file, what || null, wards.length + lsoas.length)
  }

  /** The reader for a table that begins with this header. */
  table(file: string, header: Header): TableReader {
    const say = this.sayIn(file)
    const { place, csp, today, matrix } = this.#known
    switch (header.kind) {
      case 'bestFit': {
        const wards = new Set([...this.#known.wards, ...this.#boundaries].flatMap(codesOf))
        const reader = new BestFit(header, { place: csp ?? place, wards }, say)
        return this.#reading(file, 'a best-fit lookup', reader, () => {
          const lookup = reader.end(file)
          if (lookup) this.#found.lookups.push(lookup)
        })
      }
      case 'population': {
        const known = [...this.#known.wards, ...this.#boundaries, ...this.#lookups]
        const reader = new Populations(header, new Set(known.flatMap(codesOf)), say)
        return this.#reading(file, 'populations', reader, () =>
          this.#found.populations.push(...reader.end(file)),
        )
      }
      case 'street': {
        const reader = new StreetCounts(file, header, this.#groundFor(say), say)
        return this.#reading(file, 'police.uk street crime', reader, () =>
          this.#keep(reader.end(), say),
        )
      }
      case 'csp': {
        const reader = new CspCounts(header, { csp: csp ?? place, today }, say)
        return this.#reading(file, 'Home Office recorded crime', reader, () => {
          for (const name of reader.partnerships) this.#partnerships.add(name)
          this.#keep(reader.end(file), say)
        })
      }
      case 'plain': {
        const lists = [...this.#known.wards, ...this.#boundaries, ...this.#lookups.flatMap(namesOf)]
        const reader = new PlainCounts(header, { codeOf: wardIndex(lists), today }, say)
        return this.#reading(file, 'counts by type, month and ward', reader, () =>
          this.#keep(reader.end(file, this.#publisher), say),
        )
      }
      case 'matrix': {
        if (!matrix) throw new Error('a matrix table needs an edition')
        const reader = new MatrixTable(file, header, matrix, say)
        return this.#reading(
          file,
          `a table of ${matrix.holds === 'scores' ? 'scores' : 'counts'}`,
          reader,
          () => {
            const table = reader.end()
            if (table) this.#found.matrices.push(table)
          },
        )
      }
    }
  }

  end(): Found {
    this.#sayGaps()
    const { shown: problems, tallies } = this.report
    return { ...this.#found, partnerships: [...this.#partnerships].sort(), problems, tallies }
  }

  /** Months between the first and the last of a force that no file has. Within one table its reader says so. */
  #sayGaps() {
    const streets = this.#found.counts.filter((it) => it.source === 'police.uk')
    for (const publisher of new Set(streets.map((it) => it.publisher))) {
      const own = streets.filter((it) => it.publisher === publisher)
      for (const month of missingMonths(own.map(({ fromOn }) => fromOn.slice(0, 7)))) {
        const what = `${sayMonth(month)} is in none of these files: not supplied, which is not zero`
        this.sayIn(publisher)('not supplied', what, { weight: 'note' })
      }
    }
  }

  #reading(
    file: string,
    what: string,
    reader: { row: TableReader['row']; rows: number },
    end: () => unknown,
  ): TableReader {
    return {
      row: (cells, line) => reader.row(cells, line),
      end: () => {
        end()
        this.noteFile(file, what, reader.rows)
      },
    }
  }

  #keep(counts: readonly FoundCounts[], say: Say) {
    for (const it of counts) if (unlike(it, this.#found.counts, say)) this.#found.counts.push(it)
  }

  get #boundaries(): Pick<FoundBoundary, 'code' | 'name' | 'vintage' | 'decimals' | 'parts'>[] {
    return [...this.#found.boundaries, ...this.#known.boundaries]
  }

  get #lookups() {
    return [...this.#found.lookups, ...this.#known.lookups]
  }

  #groundFor(say: Say): Ground {
    const boundaries = latest(this.#boundaries)
    const wardOfLsoa = wardOfLsoas(this.#lookups, boundaries)
    this.#ground ??= {
      wardAt: boundaries.length > 0 ? wardFinder(boundaries) : null,
      wards:
        boundaries.length > 0
          ? boundaries.map(({ code }) => code)
          : [...new Set(wardOfLsoa.values())],
      wardOfLsoa,
    }
    if (this.#ground.wards.length === 0)
      say(
        'no place',
        'cannot be placed yet: load the ward boundaries with it, or a best-fit lookup',
        {
          weight: 'refused',
        },
      )
    return this.#ground
  }
}

type Listed =
  | { code: string }
  | {
      names: Readonly<Record<string, string>>
      parts: readonly (readonly [string, string, number])[]
    }

/** Every code that a list knows. */
const codesOf = (it: Listed): string[] =>
  'code' in it ? [it.code] : [...Object.keys(it.names), ...it.parts.map(([lsoa]) => lsoa)]

const namesOf = ({ names }: { names: Readonly<Record<string, string>> }) =>
  Object.entries(names).map(([code, name]) => ({ code, name }))
