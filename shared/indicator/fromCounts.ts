import type { RecordedCounts } from '../assessment/recordedCounts.ts'
import type { Window } from '../scoring/days.ts'
import type { DerivedFrom, Indicator } from './indicator.ts'
import { byPeriod, overlaps } from './period.ts'

/** A value worked out from what was loaded. It is kept nowhere, so it cannot come to differ from it. */
export interface Counted extends Window {
  id: string
  value: number
  file: string
}

export interface FromCounts {
  counted: Counted[]
  /** Left out, because somebody typed a figure for those days: it wins. */
  overruled: Counted[]
}

type FromThese = Extract<DerivedFrom, { kind: 'counts' }>

/**
 * An indicator's values from loaded counts, month by month or quarter by quarter as they were published. A
 * month that was loaded twice, for two editions, counts as it was loaded last. A month that lacks one of
 * the types or areas is not supplied, and never a smaller number.
 */
export function countedFor(
  { derivedFrom }: Pick<Indicator, 'derivedFrom'>,
  recorded: readonly (RecordedCounts & { id: string })[],
  byHand: readonly Window[],
): FromCounts {
  if (derivedFrom?.kind !== 'counts') return { counted: [], overruled: [] }
  const latest = new Map<string, RecordedCounts & { id: string }>()
  for (const row of recorded) {
    if (!isOf(derivedFrom, row)) continue
    const key = `${row.fromOn} ${row.toOn}`
    const known = latest.get(key)
    if (!known || isLater(row, known)) latest.set(key, row)
  }
  const all = [...latest.values()].flatMap((row): Counted[] => {
    const value = countIn(derivedFrom, row)
    const { fromOn: from, toOn: to, file } = row
    return value === null ? [] : [{ id: `counts ${from} ${to}`, from, to, value, file }]
  })
  const isTyped = (it: Window) => byHand.some((other) => overlaps(other, it))
  return {
    counted: all.filter((it) => !isTyped(it)).sort(byPeriod),
    overruled: all.filter(isTyped).sort(byPeriod),
  }
}

const isOf = (from: FromThese, row: RecordedCounts) =>
  !row.takenOutAt &&
  row.source === from.source &&
  row.publisher === from.publisher &&
  row.areaKind === from.areaKind

const isLater = (a: RecordedCounts & { id: string }, b: RecordedCounts & { id: string }) =>
  a.loadedAt === b.loadedAt ? a.id > b.id : a.loadedAt > b.loadedAt

function countIn({ types, areas }: FromThese, row: RecordedCounts): number | null {
  const wanted = areas?.length ? areas : row.areas
  const places = wanted.map((code) => row.areas.indexOf(code))
  if (places.includes(-1)) return null
  let sum = 0
  for (const type of new Set(types)) {
    const line = row.types.find((it) => it.type === type)
    if (!line) return null
    for (const place of places) {
      const count = line.counts[place] ?? null
      if (count === null) return null
      sum += count
    }
  }
  return sum
}
