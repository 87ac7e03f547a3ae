import { AreaTally } from './areaTally.ts'
import { plainPlace } from './cspCounts.ts'
import type { FoundCounts } from './found.ts'
import { readCount, short } from './number.ts'
import { missingMonths, periodOf, readMonth, sayMonth } from './periods.ts'
import type { Say } from './problem.ts'
import type { Header } from './tableKind.ts'

export const WARD_CODE = /^[EWNS]\d{8}$/

/** Finds a ward's code by its code or name; null when no list has it. */
export function wardIndex(wards: Iterable<{ code: string; name: string }>) {
  const byName = new Map<string, string | null>()
  const codes = new Set<string>()
  for (const { code, name } of wards) {
    codes.add(code)
    const key = plainPlace(name)
    // Two drawings of one ward share its name: then only the code tells which is meant.
    const other = byName.get(key)
    byName.set(key, other === undefined || other === code ? code : null)
  }
  return (said: string): string | null => {
    const word = said.trim()
    if (codes.has(word.toUpperCase())) return word.toUpperCase()
    return byName.get(plainPlace(word)) ?? null
  }
}

/**
 * Reads a partner's own table: type, month, ward, count, in any order. A ward may be named or coded; a code
 * that no list here has is kept, because it may be of an older drawing.
 */
export class PlainCounts {
  readonly #months = new Map<string, AreaTally>()
  readonly #lines = new Map<string, number>()
  readonly #strangers = new Set<string>()
  readonly #at: Record<string, number>
  readonly #fields: number
  readonly #codeOf: (said: string) => string | null
  readonly #today: string
  readonly #say: Say
  rows = 0

  constructor(
    { columns, cells }: Header,
    { codeOf, today }: { codeOf: (said: string) => string | null; today: string },
    say: Say,
  ) {
    this.#at = columns
    this.#fields = cells.length
    this.#codeOf = codeOf
    this.#today = today
    this.#say = say
  }

  row(cells: readonly string[], line: number) {
    this.rows++
    const at = this.#at
    if (cells.length !== this.#fields)
      return this.#say('fields', `has ${cells.length} fields where ${this.#fields} belong`, {
        line,
      })
    const [type, saidMonth, saidWard] = [at.type, at.month, at.ward].map((it) =>
      (cells[it ?? -1] ?? '').trim(),
    ) as [string, string, string]
    const month = readMonth(saidMonth)
    if (month === null)
      return this.#say('month', `“${short(saidMonth)}” is not a month like 2024-03`, { line })
    if (month > this.#today.slice(0, 7))
      return this.#say('future', `${sayMonth(month)} has not begun yet`, { line })
    if (type === '') return this.#say('type', 'names no type', { line })
    const ward = this.#wardOf(saidWard, line)
    if (ward === null) return
    const count = readCount(cells[at.count ?? -1] ?? '')
    if ('sort' in count) return this.#say(count.sort, count.message, { line })
    let tally = this.#months.get(month)
    if (!tally) this.#months.set(month, (tally = new AreaTally()))
    const key = [month, type, ward].join('\n')
    const before = this.#lines.get(key)
    if (before !== undefined) {
      const text = `gives ${saidWard} a second number for ${type} in ${sayMonth(month)}; the first is in line ${before}`
      return this.#say('repeat', text, { line })
    }
    this.#lines.set(key, line)
    if (count.value === null) tally.leaveOpen(type, ward)
    else tally.add(type, ward, count.value)
  }

  #wardOf(said: string, line: number): string | null {
    const code = this.#codeOf(said)
    if (code !== null) return code
    if (!WARD_CODE.test(said.toUpperCase())) {
      this.#say(
        'ward',
        said === '' ? 'names no ward' : `“${short(said)}” is no ward of the district`,
        { line },
      )
      return null
    }
    const stranger = said.toUpperCase()
    this.#strangers.add(stranger)
    return stranger
  }

  end(file: string, publisher: string): FoundCounts[] {
    const months = [...this.#months].sort(([a], [b]) => (a < b ? -1 : 1))
    const areas = [...new Set(months.flatMap(([, tally]) => tally.areas))].sort()
    for (const code of [...this.#strangers].sort())
      this.#say('ward', `${code} is a ward of no list here: it may be of an older drawing`, {
        weight: 'note',
      })
    for (const month of missingMonths(months.map(([it]) => it)))
      this.#say(
        'not supplied',
        `${sayMonth(month)} is not in the file: not supplied, which is not zero`,
        { weight: 'note' },
      )
    return months.map(([month, tally]) => {
      const types = tally.table(areas, null)
      for (const { type, counts } of types) {
        const open = counts.filter((count) => count === null).length
        if (open > 0) {
          const wards = open === 1 ? '1 ward has' : `${open} wards have`
          this.#say(
            'not supplied',
            `${type}, ${sayMonth(month)}: ${wards} no number, which is not zero`,
            { weight: 'note' },
          )
        }
      }
      return {
        ...{ source: 'partner' as const, publisher, ...periodOf(month), areaKind: 'ward' as const },
        ...{ areas, types, placedBy: 'file' as const, file },
      }
    })
  }
}
