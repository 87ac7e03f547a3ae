import type { AreaLookup, Boundary, Population } from '../assessment/place.ts'
import type { RecordedCounts } from '../assessment/recordedCounts.ts'
import { hashText, isSame } from '../sync/canonical.ts'
import type { Found, FoundBoundary, FoundCounts, FoundLookup, FoundPopulation } from './found.ts'
import { aboutOf, addTypes } from './unlike.ts'

/** The rows of the edition as they stand. */
export interface Held {
  recordedCounts: readonly (RecordedCounts & { id: string })[]
  boundary: readonly (Boundary & { id: string })[]
  areaLookup: readonly (AreaLookup & { id: string })[]
  population: readonly (Population & { id: string })[]
}

export interface FoundOf {
  recordedCounts: FoundCounts
  boundary: FoundBoundary
  areaLookup: FoundLookup
  population: FoundPopulation
}
export type LoadedKind = keyof FoundOf

/** What loading would do to one row. `back`: it says the same, and had been taken out. */
export type Change = 'new' | 'same' | 'replaced' | 'back'
export type Planned = {
  [K in LoadedKind]: { kind: K; id: string; change: Change; entry: FoundOf[K] }
}[LoadedKind]

/** The id of a row is made from what it is about, so that the same file finds the same rows. */
const idOf = (kind: LoadedKind, editionId: string, about: readonly string[]) =>
  `${kind}-${hashText([editionId, ...about])}`

/**
 * What a load would write. A row that says what is held already is not written; a partner's table leaves the
 * types it does not speak of as they are, and what police.uk or the Home Office publish replaces the period whole.
 */
export function planLoad(
  found: Pick<Found, 'counts' | 'boundaries' | 'lookups' | 'populations'>,
  held: Held,
  editionId: string,
): Planned[] {
  const plan = <K extends LoadedKind>(
    kind: K,
    entry: FoundOf[K],
    about: readonly string[],
    lay: (under: Held[K][number]) => FoundOf[K] = () => entry,
  ): Planned => {
    const id = idOf(kind, editionId, about)
    const before = held[kind].find((it) => it.id === id)
    const after = before && !before.takenOutAt ? lay(before) : entry
    const isAsHeld = before !== undefined && isSame(wordsOf(before), wordsOf(after))
    const change = !before ? 'new' : !isAsHeld ? 'replaced' : before.takenOutAt ? 'back' : 'same'
    return { kind, id, change, entry: after } as Planned
  }
  return [
    ...found.boundaries.map((it) => plan('boundary', it, [it.code])),
    ...found.lookups.map((it) => plan('areaLookup', it, [it.from, it.to, it.basis])),
    ...found.populations.map((it) => plan('population', it, [it.areaKind, it.measure, it.vintage])),
    ...found.counts.map((it) =>
      plan('recordedCounts', it, aboutOf(it), (under) =>
        it.source === 'partner' && !it.rebuiltFrom === !under.rebuiltFrom ? over(under, it) : it,
      ),
    ),
  ]
}

/** Without who loaded it, when, and from a file of which name. */
function wordsOf(row: object): object {
  const { id, editionId, byId, loadedAt, takenOutAt, file, licence, elsewhere, ...words } =
    row as Record<string, unknown>
  void [id, editionId, byId, loadedAt, takenOutAt, file, licence, elsewhere]
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value != null))
}

function over(under: RecordedCounts & { id: string }, found: FoundCounts): FoundCounts {
  const { areas, types } = addTypes(under, found)
  return { ...found, areas, types }
}

export const tally = (planned: readonly Planned[]): Record<Change, number> => {
  const counts = { new: 0, same: 0, replaced: 0, back: 0 }
  for (const { change } of planned) counts[change]++
  return counts
}
