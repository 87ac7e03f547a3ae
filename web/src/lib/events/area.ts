import { ownDrawing, sayArea, wardsTouched } from '../../../../shared/event/areaWards.ts'
import type { WardTouched } from '../../../../shared/event/areaWards.ts'
import { frameAround } from '../../../../shared/event/frame.ts'
import type { Frame } from '../../../../shared/event/frame.ts'
import type { Outline } from '../../../../shared/event/outline.ts'
import { mapOf } from '../../../../shared/assessment/mapOf.ts'
import type { MapDrawn } from '../../../../shared/assessment/mapOf.ts'
import { polygonsOf } from '../../../../shared/load/rings.ts'
import type { Polygon } from '../../../../shared/load/rings.ts'
import { wardFinder } from '../../../../shared/load/wardAt.ts'
import type { Shell } from '../shell.svelte.ts'
import type { RowOf } from '../store/view.ts'

/** Wards as drawn, for an event's area: what an analyst loaded with the assessment, which every member's phone has. */
export interface GroundWard {
  code: string
  name: string
  /** The partnership's own ward of this code; null where it has none. */
  wardId: string | null
  polygons: Polygon[]
}
export interface Ground {
  wards: readonly GroundWard[]
  boundaries: readonly RowOf<'boundary'>[]
  wardAt: (longitude: number, latitude: number) => GroundWard | undefined
}

const kept = new WeakMap<readonly unknown[], { wards: readonly unknown[]; ground: Ground }>()

/** The wards of the partnership's drawing; none where no boundaries are loaded. Decoded once. */
export function groundFor(shell: Shell): Ground {
  const [all, own] = [shell.all('boundary'), shell.all('ward')]
  const before = kept.get(all)
  if (before?.wards === own) return before.ground
  const idOf = new Map(own.map(({ code, id }) => [code, id]))
  const standing = all.filter(({ takenOutAt }) => !takenOutAt)
  const boundaries = ownDrawing(standing, new Set(idOf.keys()))
  const wards = boundaries.map((row) => ({
    ...{ code: row.code, name: row.name, wardId: idOf.get(row.code) ?? null },
    polygons: polygonsOf(row),
  }))
  const [codeAt, byCode] = [wardFinder(boundaries), new Map(wards.map((it) => [it.code, it]))]
  const wardAt: Ground['wardAt'] = (x, y) => byCode.get(codeAt(x, y) ?? '')
  const ground = { wards, boundaries, wardAt }
  kept.set(all, { wards: own, ground })
  return ground
}

/** Fine enough that a corner of an outline is drawn where it is: some metres to a unit would not be. */
const WIDTH = 10_000

/** The map of the wards; of an outline alone where there are none; null where there is neither. */
export const mapFor = ({ wards }: Ground, outline: Outline): MapDrawn | null =>
  mapOf(wards.length > 0 ? wards : [{ code: '', polygons: outlinePolygons(outline) }], WIDTH)

const outlinePolygons = (outline: Outline): Polygon[] => [[outline.flat()]]

export const wholeOf = ({ width, height }: MapDrawn): Frame =>
  frameAround([
    [0, 0],
    [width, height],
  ]) ?? { x: 0, y: 0, side: width }

/** What of the map an event is on: its outline, else its wards, else all. */
export function frameFor(
  map: MapDrawn,
  ground: Ground,
  outline: Outline,
  wardIds: readonly string[],
): Frame {
  const own = ground.wards.filter(({ wardId }) => wardId !== null && wardIds.includes(wardId))
  const corners =
    outline.length > 0 ? outline.map(([x, y]) => map.place(x, y)) : cornersOf(map, own)
  return frameAround(corners, map.width / 40) ?? wholeOf(map)
}

const cornersOf = (map: MapDrawn, wards: readonly GroundWard[]) =>
  wards
    .flatMap(({ polygons }) => polygons.flatMap((part) => part[0] ?? []))
    .flatMap((x, at, all) => (at % 2 === 0 ? [map.place(x, all[at + 1] ?? 0)] : []))

export const touchedBy = ({ boundaries }: Ground, outline: Outline): WardTouched[] =>
  wardsTouched(outline, boundaries)

export const sayOutline = (
  { wards }: Ground,
  outline: Outline,
  touched: readonly WardTouched[],
): string => sayArea(outline, touched, (code) => wards.find((it) => it.code === code)?.name ?? code)
