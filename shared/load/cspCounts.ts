import { AreaTally } from './areaTally.ts'
import type { FoundCounts } from './found.ts'
import { readCount, short } from './number.ts'
import { readQuarter, sayPeriod } from './periods.ts'
import type { Period } from './periods.ts'
import type { Say } from './problem.ts'
import type { Header } from './tableKind.ts'

interface Quarter {
  period: Period
  tally: AreaTally
}

/** Names of one partnership differ from year to year in case, "and" and punctuation. */
export const plainPlace = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * Reads the Home Office's police recorded crime tables by Community Safety Partnership. They carry no code
 * of the partnership, so it is found by name; offences are added up by subgroup.
 */
export class CspCounts {
  readonly #quarters = new Map<string, Quarter>()
  readonly #seen = new Map<string, number>()
  readonly #labels = new Map<string, string>()
  readonly #names = new Map<string, boolean>()
  readonly #at: Record<string, number>
  readonly #fields: number
  readonly #wanted: string
  readonly #today: string
  readonly #say: Say
  #matched: string | null = null
  rows = 0

  constructor(
    { columns, cells }: Header,
    { csp, today }: { csp: string; today: string },
    say: Say,
  ) {
    this.#at = columns
    this.#fields = cells.length
    this.#wanted = plainPlace(csp)
    this.#today = today
    this.#say = say
  }

  row(cells: readonly string[], line: number) {
    this.rows++
    const name = cells[this.#at.csp as number] ?? ''
    if (cells.length < this.#fields && cells.length <= (this.#at.count as number))
      return this.#say('fields', `has ${cells.length} fields where ${this.#fields} belong`, {
        line,
      })
    if (!this.#isWanted(name)) return
    this.#matched ??= name.trim()
    const said = readQuarter(
      cells[this.#at.year as number] ?? '',
      cells[this.#at.quarter as number] ?? '',
    )
    if ('problem' in said) return this.#say('quarter', said.problem, { line })
    const { period } = said
    if (period.fromOn > this.#today)
      return this.#say(
        'future',
        `${sayPeriod(period)} has not begun yet; quarter 4 falls in the next calendar year`,
        { line },
      )
    const count = readCount(cells[this.#at.count as number] ?? '')
    if ('sort' in count) return this.#say(count.sort, count.message, { line })
    const type = this.#labelOf(cells[this.#at.subgroup ?? this.#at.description ?? -1] ?? '')
    if (type === '') return this.#say('type', 'has no offence subgroup', { line })
    if (this.#isRepeat(cells, period, line)) return
    let quarter = this.#quarters.get(period.fromOn)
    if (!quarter) this.#quarters.set(period.fromOn, (quarter = { period, tally: new AreaTally() }))
    if (count.value === null) quarter.tally.leaveOpen(type, this.#matched)
    else quarter.tally.add(type, this.#matched, count.value)
  }

  #isWanted(name: string): boolean {
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const isIt = plainPlace(name) === this.#wanted
    this.#names.set([...name].join(''), isIt)
    return isIt
  }

  /** One offence of one quarter has one line; a sheet pasted in twice would count it double. */
  #isRepeat(cells: readonly string[], { fromOn }: Period, line: number): boolean {
    const { code = -1, description = -1, subgroup = -1, force = -1 } = this.#at
    const key = [fromOn, cells[force], cells[code], cells[description], cells[subgroup]].join('\n')
    const before = this.#seen.get(key)
    if (before === undefined) this.#seen.set(key, line)
    else this.#say('repeat', `repeats the offence and quarter of line ${before}`, { line })
    return before !== undefined
  }

  /** Labels drift by case and dashes: the first spelling stands for all. */
  #labelOf(label: string): string {
    const key = plainPlace(label)
    const known = this.#labels.get(key)
    if (known !== undefined) return known
    const lone = [...label.trim()].join('')
    this.#labels.set(key, lone)
    return lone
  }

  /** Every partnership the table names. */
  get partnerships(): string[] {
    return [...this.#names.keys()].map((name) => name.trim()).filter((name) => name !== '')
  }

  end(file: string): FoundCounts[] {
    if (!this.#matched && this.rows > 0) {
      const text = `names ${this.partnerships.length} partnerships, and none is called “${short(this.#wanted)}”: choose yours`
      this.#say('no place', text, { weight: 'refused' })
    }
    return [...this.#quarters.values()].map(({ period, tally }) => ({
      ...{ source: 'Home Office' as const, publisher: 'Home Office', ...period },
      ...{ areaKind: 'district' as const, areas: tally.areas, placedBy: 'file' as const },
      ...{ types: tally.table(tally.areas, null), file, licence: 'Open Government Licence v3.0' },
    }))
  }
}
