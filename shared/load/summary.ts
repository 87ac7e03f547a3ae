import type { FoundCounts } from './found.ts'
import type { Change, Planned } from './planLoad.ts'
import type { Period } from './periods.ts'

export interface Column extends Period {
  change: Change
}
export interface Line {
  type: string
  /** In the order of the columns; null is not supplied. */
  totals: (number | null)[]
  total: number
}
/** The counts of one publisher by one sort of area: types by periods, over all its areas. */
export interface Summary {
  publisher: string
  areaKind: FoundCounts['areaKind']
  columns: Column[]
  lines: Line[]
  areas: string[]
  /** Totals of each column. */
  totals: number[]
  rebuiltFrom: string[]
  outside: number
  unlocated: number
}

/** What was counted, as a person would check it: not the LSOAs, which only say the wards again. */
export function summarise(planned: readonly Planned[]): Summary[] {
  const groups = new Map<string, { entry: FoundCounts; change: Change }[]>()
  for (const { kind, entry, change } of planned) {
    if (kind !== 'recordedCounts' || entry.areaKind === 'lsoa') continue
    const key = `${entry.publisher}\n${entry.areaKind}`
    groups.set(key, [...(groups.get(key) ?? []), { entry, change }])
  }
  return [...groups.values()].map(summaryOf)
}

function summaryOf(group: { entry: FoundCounts; change: Change }[]): Summary {
  const rows = group.toSorted((a, b) => (a.entry.fromOn < b.entry.fromOn ? -1 : 1))
  const entries = rows.map(({ entry }) => entry)
  const [{ publisher, areaKind }] = entries as [FoundCounts]
  const types = [...new Set(entries.flatMap((it) => it.types.map(({ type }) => type)))].sort()
  const lines = types.map((type) => {
    const totals = entries.map((it) => sum(it.types.find((own) => own.type === type)?.counts))
    return { type, totals, total: totals.reduce<number>((all, it) => all + (it ?? 0), 0) }
  })
  const add = (of: (it: NonNullable<FoundCounts['elsewhere']>) => number) =>
    entries.reduce((all, { elsewhere }) => all + (elsewhere ? of(elsewhere) : 0), 0)
  return {
    ...{ publisher, areaKind, lines },
    columns: rows.map(({ entry: { fromOn, toOn }, change }) => ({ fromOn, toOn, change })),
    areas: [...new Set(entries.flatMap((it) => it.areas))].sort(),
    totals: entries.map((_, at) => lines.reduce((all, { totals }) => all + (totals[at] ?? 0), 0)),
    rebuiltFrom: [...new Set(entries.flatMap(({ rebuiltFrom }) => rebuiltFrom ?? []))],
    outside: add(({ outside }) => outside),
    unlocated: add(({ unlocated }) => unlocated),
  }
}

/** Null only when nothing at all was supplied. */
function sum(counts: readonly (number | null)[] = []): number | null {
  const given = counts.filter((it) => it !== null)
  return given.length === 0 ? null : given.reduce((all, it) => all + it, 0)
}
