/** Months and quarters as files spell them. A month is "2024-03". */

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const pad = (month: number) => String(month).padStart(2, '0')
const isYear = (year: number) => year >= 1990 && year <= 2100
const monthKey = (year: number, month: number) =>
  isYear(year) && month >= 1 && month <= 12 ? `${year}-${pad(month)}` : null

/** 1 to 12 for "Mar" and "March"; null otherwise. */
export function monthNumber(word: string): number | null {
  const at = names.findIndex((name) => word.toLowerCase().startsWith(name))
  return at >= 0 && longName(at).startsWith(word.toLowerCase()) ? at + 1 : null
}

// Making one takes longer than a hundred uses of it.
const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const monthAndYear = new Intl.DateTimeFormat('en-GB', {
  ...({ month: 'short', year: 'numeric', timeZone: 'UTC' } as const),
})

const longName = (at: number) => longMonth.format(Date.UTC(2024, at, 1)).toLowerCase()

const fullYear = (digits: string) => (digits.length === 2 ? 2000 + Number(digits) : Number(digits))

/**
 * The month of "2024-03", "2024/03", "2024-03-17", "17/03/2024" (day first), "03/2024", "Mar 2024",
 * "March-24" or "2024 March". Null when it is none of these: never a guess.
 */
export function readMonth(text: string): string | null {
  const said = text.trim()
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[T ][\d:.Z]+)?$/.exec(said)
  if (iso) return monthKey(Number(iso[1]), Number(iso[2]))
  const british = /^(?:\d{1,2}[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(said)
  if (british) return monthKey(Number(british[2]), Number(british[1]))
  const word = /^(?:\d{1,2}[ -])?([a-z]{3,9})[ .'’-]*(\d{4}|\d{2})$/i.exec(said)
  if (word) return monthKey(fullYear(word[2] ?? ''), monthNumber(word[1] ?? '') ?? 0)
  const turned = /^(\d{4})[ -]([a-z]{3,9})$/i.exec(said)
  return turned ? monthKey(Number(turned[1]), monthNumber(turned[2] ?? '') ?? 0) : null
}

export interface Period {
  fromOn: string
  toOn: string
}

const lastDay = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)

const yearOf = (month: string) => Number(month.slice(0, 4))
const numberOf = (month: string) => Number(month.slice(5, 7))

export const periodOf = (month: string): Period => ({
  fromOn: `${month}-01`,
  toOn: lastDay(yearOf(month), numberOf(month)),
})

/** "Mar 2024". */
export const sayMonth = (month: string): string =>
  monthAndYear.format(Date.UTC(yearOf(month), numberOf(month) - 1, 1))

/** "Mar 2024", or "Jan to Mar 2016" of a quarter. */
export function sayPeriod({ fromOn, toOn }: Period): string {
  const [from, to] = [fromOn.slice(0, 7), toOn.slice(0, 7)]
  return from === to ? sayMonth(to) : `${sayMonth(from).slice(0, 3)} to ${sayMonth(to)}`
}

/** The months strictly between the first and the last that are not among those given. */
export function missingMonths(months: readonly string[]): string[] {
  const known = new Set(months)
  const [first, last] = [[...known].sort()[0], [...known].sort().at(-1)]
  const missing: string[] = []
  for (let at = first; at !== undefined && last !== undefined && at < last;) {
    if (!known.has(at)) missing.push(at)
    at = numberOf(at) === 12 ? `${yearOf(at) + 1}-01` : `${yearOf(at)}-${pad(numberOf(at) + 1)}`
  }
  return missing
}

export type Quarter = { period: Period } | { problem: string }

/**
 * A financial quarter: year "2015/16", "2015-16" or "2015/2016"; quarter 1 to 4, "Q4" or "Q4 (Jan to Mar
 * 2016)". April begins the year, so **quarter 4 falls in the next calendar year** (Home Office, user
 * guide to the police recorded crime open data tables). A calendar year beside it must agree.
 */
export function readQuarter(yearText: string, quarterText: string): Quarter {
  const years = /^\s*(\d{4})\s*[/–-]\s*(\d{4}|\d{2})\s*$/.exec(yearText)
  const first = Number(years?.[1])
  const second = years?.[2] ?? ''
  if (!years || !isYear(first))
    return { problem: `“${yearText.trim()}” is not a financial year like 2015/16` }
  if (Number(second) !== (second.length === 2 ? (first + 1) % 100 : first + 1))
    return {
      problem: `“${yearText.trim()}” does not join two years that follow each other, like 2015/16`,
    }
  const said = /^\s*(?:q(?:uarter)?\s*)?([1-4])\b(.*)$/i.exec(quarterText)
  if (!said) return { problem: `“${quarterText.trim()}” is not a quarter from 1 to 4` }
  const quarter = Number(said[1])
  const year = quarter === 4 ? first + 1 : first
  const month = quarter === 4 ? 1 : quarter * 3 + 1
  const period = { fromOn: `${year}-${pad(month)}-01`, toOn: lastDay(year, month + 2) }
  const stated = /\b(?:19|20)\d\d\b/.exec(said[2] ?? '')?.[0]
  if (stated && Number(stated) !== year)
    return {
      problem: `quarter ${quarter} of ${first}/${String(first + 1).slice(2)} is ${sayPeriod(period)}, and here it says ${stated}`,
    }
  return { period }
}

/** "wards of 2024" of the list that ONS columns call WD24; "LSOAs of 2021" of LSOA21. */
export function sayList(list: string): string {
  const [, word = '', year = ''] = /^([A-Z]+)(\d\d)$/.exec(list) ?? []
  const areas = word === 'WD' ? 'wards' : word === 'LSOA' ? 'LSOAs' : null
  return areas === null ? list : `${areas} of 20${year}`
}
