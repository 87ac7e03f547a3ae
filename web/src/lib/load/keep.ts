import { may } from '../../../../shared/access/may.ts'
import type { Found, FoundMatrix, Known } from '../../../../shared/load/found.ts'
import { keptName } from '../../../../shared/load/keptName.ts'
import type { Held, LoadedKind, Planned } from '../../../../shared/load/planLoad.ts'
import { actorOf } from '../actor.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'
import type { Write } from '../store/write.ts'

/** The reads and verbs of loading: what an edition holds, and keeping what was read. */

export const mayLoad = (shell: Shell) =>
  may(actorOf(shell), 'create', { kind: 'recordedCounts', data: { byId: shell.me.memberId } })

export function heldIn(shell: Shell, editionId: string): Held {
  const own = <K extends LoadedKind>(kind: K) =>
    shell.all(kind).filter((row) => (row as { editionId: string }).editionId === editionId)
  return {
    recordedCounts: own('recordedCounts'),
    boundary: own('boundary'),
    areaLookup: own('areaLookup'),
    population: own('population'),
  } as Held
}

const linesOf = (shell: Shell, editionId: string) =>
  shell.all('matrixRow').filter((row) => row.editionId === editionId)

/** What is known of the district, for the reading. */
export function knownFor(shell: Shell, edition: RowOf<'edition'>, csp: string | null): Known {
  const held = heldIn(shell, edition.id)
  const [partnership] = shell.all('partnership')
  const isIn = ({ takenOutAt }: { takenOutAt?: string | null | undefined }) => !takenOutAt
  return {
    ...{ place: partnership?.place ?? '', csp, today: shell.today },
    wards: shell.all('ward').map(({ code, name }) => ({ code, name })),
    boundaries: held.boundary.filter(isIn),
    lookups: held.areaLookup.filter(isIn),
    populations: held.population.filter(isIn),
    matrix: {
      columns: columnsOf(edition).map(({ id, label }) => ({ id, label })),
      holds: holdsOf[edition.matrix],
      types: linesOf(shell, edition.id).map(({ label }) => label),
      minScore: edition.matrix === 'priority' ? edition.method.minScore : 0,
      maxScore: edition.matrix === 'priority' ? edition.method.maxScore : 0,
      bands: edition.matrix === 'priority' ? edition.method.bands.map(({ id }) => id) : [],
    },
  }
}

const holdsOf = {
  priority: 'scores',
  temporal: 'months',
  victim: 'counts',
  accused: 'counts',
} as const

function columnsOf(edition: RowOf<'edition'>): readonly { id: string; label: string }[] {
  if (edition.matrix === 'priority') return edition.variables
  return edition.matrix === 'temporal' ? edition.months : edition.columns
}

/** Keeps what a load would change, all of it or nothing. Answers how many rows were written. */
export async function keepLoad(
  shell: Shell,
  editionId: string,
  planned: readonly Planned[],
  { files, matrices }: Pick<Found, 'files' | 'matrices'>,
): Promise<number> {
  const { store, me } = shell
  const loadedAt = store.world.now().toISOString()
  // Looked over while they were read; a file of long ago was looked over when it was kept.
  const names = new Map(files.map(({ name, keptAs }) => [name, keptAs]))
  const nameOf = (file: string) => names.get(file) ?? keptName(file)
  const writes = planned.flatMap(({ kind, id, change, entry }): Write[] => {
    if (change === 'same') return []
    const row = { ...entry, file: nameOf(entry.file), editionId, byId: me.memberId, loadedAt }
    // What is absent from the new file must not stay from the old one.
    const blank = kind === 'recordedCounts' ? { elsewhere: null, rebuiltFrom: null } : {}
    return [
      change === 'new'
        ? ({ op: 'create', kind, id, entry: row } as Write)
        : ({ op: 'edit', kind, id, changes: { takenOutAt: null, ...blank, ...row } } as Write),
    ]
  })
  const all = [
    ...writes,
    ...matrices.flatMap((it) => cellWrites(shell, editionId, { ...it, file: nameOf(it.file) })),
  ]
  await store.write(all)
  return all.length
}

function cellWrites(
  shell: Shell,
  editionId: string,
  { file, cells, published }: FoundMatrix,
): Write[] {
  const holdsScores = shell.one('edition', editionId)?.matrix === 'priority'
  return linesOf(shell, editionId).flatMap((line): Write[] => {
    const own = cells.filter(({ type }) => type === line.label)
    const printed = published.find(({ type }) => type === line.label)
    if (own.length === 0 && !printed) return []
    const changed = own.map(({ columnId, value }) => {
      // What was carried from an earlier year is not any more.
      const { carriedFrom: _, ...before } = line.cells[columnId] ?? { score: null }
      const said = holdsScores ? { score: value } : { count: value }
      return [columnId, { ...before, ...said, source: file }]
    })
    const more = printed
      ? { published: { ...line.published, total: printed.total, band: printed.band } }
      : {}
    const changes = { cells: { ...line.cells, ...Object.fromEntries(changed) }, ...more }
    return [{ op: 'edit', kind: 'matrixRow', id: line.id, changes } as Write]
  })
}

/** What was loaded by mistake stays, and counts nowhere. The same file brings it back. */
export function takeOut({ store, me }: Shell, kind: LoadedKind, ids: readonly string[]) {
  const takenOutAt = store.world.now().toISOString()
  return store.write(
    ids.map(
      (id) => ({ op: 'edit', kind, id, changes: { takenOutAt, byId: me.memberId } }) as Write,
    ),
  )
}
