import { AreaTally } from './areaTally.ts'
import type { FoundCounts } from './found.ts'
import { fromNationalGrid } from './nationalGrid.ts'
import { short } from './number.ts'
import { periodOf, readMonth, sayMonth } from './periods.ts'
import type { Say } from './problem.ts'
import type { Header } from './tableKind.ts'
import type { WardAt } from './wardAt.ts'

/** How a row of a street file finds its ward: on the map if there is one, else through its LSOA. */
export interface Ground {
  wardAt: WardAt | null
  /** Wards of the district, in the drawing that is loaded to. */
  wards: readonly string[]
  wardOfLsoa: ReadonlyMap<string, string>
}

interface Month {
  month: string
  force: string
  wards: AreaTally
  lsoas: AreaTally
  /** Every type the force reported that month, here or elsewhere. */
  types: Set<string>
  outside: number
  unlocated: number
  notUnderstood: number
}

const LICENCE = 'Open Government Licence v3.0'

/**
 * Reads one police.uk street file: a row is one crime or incident. A month may be of one force only, so
 * months are told apart by "Falls within"; British Transport Police are a force of their own.
 */
export class StreetCounts {
  readonly #months = new Map<string, Month>()
  readonly #lone = new Map<string, string>()
  readonly #at: Record<string, number>
  readonly #fields: number
  readonly #ground: Ground
  readonly #file: string
  readonly #say: Say
  #last: Month | null = null
  #lastMonth = ''
  #lastForce = ''
  rows = 0

  constructor(file: string, { columns, cells }: Header, ground: Ground, say: Say) {
    this.#file = file
    this.#at = columns
    this.#fields = cells.length
    this.#ground = ground
    this.#say = say
  }

  row(cells: readonly string[], line: number) {
    const at = this.#at
    this.rows++
    if (cells.length !== this.#fields) {
      const text = `has ${cells.length} fields where ${this.#fields} belong`
      return this.#say('fields', text, { line })
    }
    const month = this.#monthOf(cells[at.month as number] ?? '', cells[at.force ?? -1] ?? '', line)
    if (!month) return
    const type = this.#known(cells[at.type as number] ?? '')
    if (type === '') {
      month.notUnderstood++
      return this.#say('type', 'has no crime type', { line })
    }
    month.types.add(type)
    const ward = this.#place(cells, line, month)
    if (ward === undefined) return
    if (ward === null) month.outside++
    else {
      const lsoa = this.#known(cells[at.lsoa ?? -1] ?? '')
      month.wards.add(type, ward, 1)
      if (lsoa !== '') month.lsoas.add(type, lsoa, 1)
    }
  }

  /** The ward; null when the place is none of ours; undefined when there is no place, which is counted. */
  #place(cells: readonly string[], line: number, month: Month) {
    const { wardAt, wardOfLsoa } = this.#ground
    if (wardAt) {
      const { longitude, latitude, easting, northing } = this.#at
      const x = cells[longitude ?? easting ?? -1] ?? ''
      const y = cells[latitude ?? northing ?? -1] ?? ''
      if (x !== '' && y !== '') {
        const [across, up] = [Number(x), Number(y)]
        if (Number.isFinite(across) && Number.isFinite(up)) {
          return longitude === undefined
            ? wardAt(...fromNationalGrid(across, up))
            : wardAt(across, up)
        }
        month.notUnderstood++
        this.#say('number', `“${short(`${x}, ${y}`)}” is not a place on the map`, { line })
        return undefined
      }
    }
    const lsoa = this.#known(cells[this.#at.lsoa ?? -1] ?? '')
    if (lsoa !== '' && (!wardAt || this.#at.lsoa !== undefined)) return wardOfLsoa.get(lsoa) ?? null
    month.unlocated++
    return undefined
  }

  #monthOf(said: string, force: string, line: number): Month | null {
    if (this.#last && said === this.#lastMonth && force === this.#lastForce) return this.#last
    const month = readMonth(said)
    if (month === null) {
      this.#say('month', `“${short(said)}” is not a month like 2024-03`, { line })
      return null
    }
    const path = /(\d{4}-\d\d)-[a-z-]+-street\.csv$/.exec(this.#file)?.[1]
    if (path !== undefined && path !== month) {
      this.#say('month', `is of ${sayMonth(month)}, in a file of ${sayMonth(path)}`, { line })
      return null
    }
    const name = force.trim() || forceIn(this.#file)
    const key = `${month} ${name}`
    let found = this.#months.get(key)
    if (!found) {
      const numbers = { outside: 0, unlocated: 0, notUnderstood: 0 }
      const tallies = { wards: new AreaTally(), lsoas: new AreaTally(), types: new Set<string>() }
      found = { month, force: [...name].join(''), ...tallies, ...numbers }
      this.#months.set(key, found)
    }
    ;[this.#last, this.#lastMonth, this.#lastForce] = [found, said, force]
    return found
  }

  /** A word cut from a chunk of text keeps all of that chunk in memory; its copy does not. */
  #known(word: string): string {
    const known = this.#lone.get(word)
    if (known !== undefined) return known
    const lone = [...word.trim()].join('')
    this.#lone.set([...word].join(''), lone)
    return lone
  }

  end(): FoundCounts[] {
    if (this.rows === 0) {
      const path = /(\d{4}-\d\d)-/.exec(this.#file)?.[1]
      const what = path && readMonth(path) ? sayMonth(path) : 'The month'
      this.#say('not supplied', `${what} has no rows: not supplied, which is not zero`, {
        weight: 'note',
      })
    }
    return [...this.#months.values()].flatMap((month) => this.#countsOf(month))
  }

  #countsOf({ month, force, wards, lsoas, types, ...rest }: Month): FoundCounts[] {
    // A force that reported a type reported it everywhere: a ward without one has none.
    const table = (tally: AreaTally, areas: readonly string[]) => {
      const own = new Map(tally.table(areas, 0).map((it) => [it.type, it.counts]))
      return [...types]
        .sort()
        .map((type) => ({ type, counts: own.get(type) ?? areas.map(() => 0) }))
    }
    const { outside, unlocated, notUnderstood } = rest
    const head = {
      ...{ source: 'police.uk' as const, publisher: force, ...periodOf(month) },
      ...{ file: this.#file, licence: LICENCE, elsewhere: { outside, unlocated, notUnderstood } },
    }
    const placedBy = this.#ground.wardAt ? ('point' as const) : ('lsoa' as const)
    const areas = [...new Set([...this.#ground.wards, ...wards.areas])].sort()
    const small = lsoas.areas
    return [
      ...(areas.length > 0 && wards.areas.length > 0
        ? [{ ...head, placedBy, areaKind: 'ward' as const, areas, types: table(wards, areas) }]
        : []),
      ...(small.length > 0
        ? [
            {
              ...head,
              placedBy,
              areaKind: 'lsoa' as const,
              areas: small,
              types: table(lsoas, small),
            },
          ]
        : []),
    ]
  }
}

/** "Kent Police" of "2024-03-kent-street.csv", which is how the file is called when no row says it. */
function forceIn(file: string): string {
  const slug = /\d{4}-\d\d-([a-z-]+)-street\.csv$/.exec(file)?.[1] ?? 'police'
  const words = slug.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return /police|constabulary/i.test(slug) ? words.join(' ') : `${words.join(' ')} Police`
}
