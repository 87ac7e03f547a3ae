import { monthsIn, seriesOf } from '../../../../shared/assessment/evidence.ts'
import type { Series } from '../../../../shared/assessment/evidence.ts'
import type { WardKnown } from '../../../../shared/assessment/byPlace.ts'
import { populationsOf } from '../../../../shared/assessment/evidence.ts'
import { latest } from '../../../../shared/load/groundOf.ts'
import { polygonsOf } from '../../../../shared/load/rings.ts'
import type { Shell } from '../shell.svelte.ts'

/** The reads of what was loaded for an edition. */

const within = <T extends { editionId: string; takenOutAt?: string | null | undefined }>(
  rows: readonly T[],
  editionId: string,
) => rows.filter((row) => row.editionId === editionId && !row.takenOutAt)

export const seriesFor = (shell: Shell, editionId: string): Series[] =>
  seriesOf(within(shell.all('recordedCounts'), editionId))

export const monthlySeries = (shell: Shell, editionId: string) =>
  seriesFor(shell, editionId).filter((it) => monthsIn(it).length > 0)

export const wardSeries = (shell: Shell, editionId: string) =>
  seriesFor(shell, editionId).filter(({ rows }) => rows[0]?.areaKind === 'ward')

/** The wards as last drawn, each with its outline. */
export const drawnWards = (shell: Shell, editionId: string) =>
  latest(within(shell.all('boundary'), editionId)).map((row) => ({
    code: row.code,
    name: row.name,
    polygons: polygonsOf(row),
  }))

export const residentsOf = (shell: Shell, editionId: string) =>
  populationsOf(within(shell.all('population'), editionId), 'residents')

/** The wards of a series by name, with their residents and whether they are marked as a town centre. */
export function knownWards(
  shell: Shell,
  editionId: string,
  codes: readonly string[],
  townCentres: readonly string[],
): WardKnown[] {
  const drawn = new Map(drawnWards(shell, editionId).map(({ code, name }) => [code, name]))
  const own = new Map(shell.all('ward').map(({ code, name }) => [code, name]))
  const residents = residentsOf(shell, editionId)
  return codes.map((code) => ({
    code,
    name: drawn.get(code) ?? own.get(code) ?? code,
    population: residents?.figures[code] ?? null,
    isTownCentre: townCentres.includes(code),
  }))
}
