import { plainPlace } from './cspCounts.ts'
import type { FoundLookup, FoundPopulation } from './found.ts'
import { readCount, short } from './number.ts'
import type { Say } from './problem.ts'
import type { Header } from './tableKind.ts'

const AREA = /^[EWNS]\d{8}$/

/**
 * Reads a best-fit lookup: LSOA21CD, LSOA21NM, WD24CD, WD24NM, LAD24CD, LAD24NM (Open Geography). National files
 * hold 35,000 lines; those of the district are kept, by its name or by the wards that are known.
 */
export class BestFit {
  readonly #parts = new Map<string, { ward: string; weight: number; line: number }[]>()
  readonly #names = new Map<string, string>()
  readonly #at: Record<string, number>
  readonly #header: Header
  readonly #isWanted: (ward: string, district: string | null) => boolean
  readonly #say: Say
  rows = 0

  constructor(
    header: Header,
    { place, wards }: { place: string; wards: ReadonlySet<string> },
    say: Say,
  ) {
    this.#at = header.columns
    this.#header = header
    this.#say = say
    const plain = plainPlace(place)
    this.#isWanted = (ward, district) =>
      wards.has(ward) || (district !== null ? plainPlace(district) === plain : wards.size === 0)
  }

  row(cells: readonly string[], line: number) {
    this.rows++
    const said = (name: string) => (cells[this.#at[name] ?? -1] ?? '').trim()
    const [lsoa, ward] = [said('lsoa'), said('ward')]
    if (!AREA.test(lsoa) || !AREA.test(ward)) {
      const text = `“${short(AREA.test(lsoa) ? ward : lsoa)}” is not an ONS code`
      return this.#say('ward', text, { line })
    }
    if (!this.#isWanted(ward, this.#at.ladName === undefined ? null : said('ladName'))) return
    const weight = said('weight') === '' ? 1 : Number(said('weight'))
    if (!(weight >= 0 && weight <= 1))
      return this.#say('number', `“${short(said('weight'))}” is not a share from 0 to 1`, { line })
    const parts = this.#parts.get(lsoa) ?? []
    const whole = parts.reduce((sum, it) => sum + it.weight, weight)
    const [first] = parts
    if (first && (whole > 1 + 1e-6 || parts.some((it) => it.ward === ward))) {
      const text = `gives ${lsoa} a place again; the first is in line ${first.line}`
      return this.#say('repeat', text, { line })
    }
    parts.push({ ward: [...ward].join(''), weight, line })
    this.#parts.set([...lsoa].join(''), parts)
    this.#names.set([...ward].join(''), [...(said('wardName') || ward)].join(''))
  }

  end(file: string): FoundLookup | null {
    const parts = [...this.#parts].flatMap(([lsoa, own]) =>
      own.map(({ ward, weight }) => [lsoa, ward, weight] as [string, string, number]),
    )
    if (parts.length === 0 || parts.length > 3000) {
      const text = parts.length
        ? `has ${parts.length} lines and nothing says which are this district’s: keep only those, or load its ward boundaries first`
        : 'has no line of this district'
      this.#say('no place', text, { weight: 'refused' })
      return null
    }
    const vintage = (column: string) =>
      (this.#header.cells[this.#at[column] ?? -1] ?? '').replace(/cd$/i, '').trim().toUpperCase()
    return {
      ...{ from: vintage('lsoa'), to: vintage('ward'), basis: 'best fit', parts },
      ...{ names: Object.fromEntries(this.#names), file },
    }
  }
}

/** Reads residents or households by ward or LSOA: GEOGRAPHY_CODE, OBS_VALUE (Nomis), or the like. */
export class Populations {
  readonly #figures = {
    residents: new Map<string, number>(),
    households: new Map<string, number>(),
  }
  readonly #lines = new Map<string, number>()
  readonly #dates = new Set<string>()
  readonly #at: Record<string, number>
  readonly #areas: ReadonlySet<string>
  readonly #say: Say
  rows = 0

  constructor({ columns }: Header, areas: ReadonlySet<string>, say: Say) {
    this.#at = columns
    this.#areas = areas
    this.#say = say
  }

  row(cells: readonly string[], line: number) {
    this.rows++
    const area = (cells[this.#at.area ?? -1] ?? '').trim()
    if (!AREA.test(area)) return this.#say('ward', `“${short(area)}” is not an ONS code`, { line })
    if (this.#areas.size > 0 && !this.#areas.has(area)) return
    const before = this.#lines.get(area)
    if (before !== undefined)
      return this.#say('repeat', `gives ${area} a second number; the first is in line ${before}`, {
        line,
      })
    this.#lines.set(area, line)
    const date = (cells[this.#at.date ?? -1] ?? '').trim()
    if (date) this.#dates.add(date)
    for (const measure of ['residents', 'households'] as const) {
      const at = this.#at[measure]
      if (at === undefined) continue
      const count = readCount(cells[at] ?? '')
      if ('sort' in count) this.#say(count.sort, count.message, { line })
      else if (count.value === null)
        this.#say('not supplied', `${area} has no number: not supplied, which is not zero`, {
          line,
          weight: 'note',
        })
      else this.#figures[measure].set([...area].join(''), count.value)
    }
  }

  end(file: string): FoundPopulation[] {
    const vintage = [...this.#dates].sort().join(', ') || yearIn(file) || 'year not said'
    const found = (['residents', 'households'] as const).flatMap((measure) =>
      (['ward', 'lsoa'] as const).flatMap((areaKind): FoundPopulation[] => {
        const wanted = areaKind === 'ward' ? /^[EW]05/ : /^[EW]01/
        const own = [...this.#figures[measure]].filter(([code]) => wanted.test(code))
        if (own.length === 0 || own.length > 1500) return []
        return [{ areaKind, measure, vintage, figures: Object.fromEntries(own), file }]
      }),
    )
    if (found.length === 0) {
      const text =
        this.#lines.size > 1500
          ? `has ${this.#lines.size} areas: load the ward boundaries or the lookup first, so that those of this district can be told`
          : 'has no ward or LSOA of this district'
      this.#say('no place', text, { weight: 'refused' })
    }
    return found
  }
}

const yearIn = (file: string) => /(?:19|20)\d\d/.exec(file)?.[0]
