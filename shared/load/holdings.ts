import type { Held, LoadedKind } from './planLoad.ts'
import { sayList, sayPeriod } from './periods.ts'
import { capital } from '../words/capital.ts'

/** Rows that were loaded as one thing and are taken out as one thing. */
export interface Holding {
  key: string
  kind: LoadedKind
  ids: string[]
  what: string
  of: string
  byId: string
  file: string
}

interface Row {
  id: string
  byId: string
  file: string
  loadedAt: string
  takenOutAt?: string | null | undefined
}

/** What an edition holds, in words: counts by publisher, drawings by ward list, lookups, populations. */
export function holdings({ recordedCounts, boundary, areaLookup, population }: Held): Holding[] {
  const counts = grouped(
    'recordedCounts',
    recordedCounts,
    (it) => it.publisher,
    (rows) => {
      const months = rows.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
      const [first, last] = [months[0], months.at(-1)]
      if (!first || !last) return ''
      const periods = new Set(rows.map(({ fromOn }) => fromOn)).size
      if (periods === 1) return sayPeriod(first)
      return `${periods} periods, ${sayPeriod(first)} to ${sayPeriod(last)}`
    },
  )
  return [
    ...counts.map((it) => ({ ...it, what: `Counts of ${it.what}` })),
    ...grouped(
      'boundary',
      boundary,
      (it) => `Boundaries, ${sayList(it.vintage)}`,
      (rows) => `${rows.length} wards`,
    ),
    ...grouped(
      'areaLookup',
      areaLookup,
      (it) => `Lookup, ${sayList(it.from)} to ${sayList(it.to)}`,
      ([it]) => it?.basis ?? '',
    ),
    ...grouped(
      'population',
      population,
      (it) => `${capital(it.measure)} by ${areaWord[it.areaKind]}`,
      ([it]) => it?.vintage ?? '',
    ),
  ]
}

const areaWord = { ward: 'ward', lsoa: 'LSOA' }

function grouped<It extends Row>(
  kind: LoadedKind,
  rows: readonly It[],
  nameOf: (row: It) => string,
  ofOf: (rows: It[]) => string,
): Holding[] {
  const groups = new Map<string, It[]>()
  for (const row of rows.filter(({ takenOutAt }) => !takenOutAt))
    groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row])
  return [...groups].map(([what, own]) => {
    const last = own.reduce((a, b) => (a.loadedAt >= b.loadedAt ? a : b))
    const ids = own.map(({ id }) => id)
    return {
      key: `${kind} ${what}`,
      kind,
      ids,
      what,
      of: ofOf(own),
      byId: last.byId,
      file: last.file,
    }
  })
}
