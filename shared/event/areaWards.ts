import type { Boundary } from '../assessment/place.ts'
import { encodeParts } from '../load/boundaries.ts'
import { polygonsOf } from '../load/rings.ts'
import { sharesOf } from '../load/sharedArea.ts'
import { wardFinder } from '../load/wardAt.ts'
import { sizeKm2 } from './outline.ts'
import type { Outline } from './outline.ts'

type Drawn = Pick<Boundary, 'code' | 'decimals' | 'parts'>

/** How much of an outline lies in a ward, and how much of that ward it takes in: shares from 0 to 1. */
export interface WardTouched {
  code: string
  ofOutline: number
  ofWard: number
}

/**
 * The wards that an outline is in, the most first. Under one part in fifty of both is no part: fingers
 * draw past lines.
 */
export function wardsTouched(outline: Outline, boundaries: readonly Drawn[]): WardTouched[] {
  const near = boundaries.filter(({ parts, decimals }) => isNear(outline, { parts, decimals }))
  const parts = [[[...outline]]]
  const ofOutline = new Map(sharesOf({ code: AREA, parts }, wardFinder(near)))
  const isInside = wardFinder([{ code: AREA, decimals: 6, parts: encodeParts({ parts }, 6) }])
  return near
    .map((ward) => {
      const [share] = sharesOf({ code: ward.code, parts: cornersOf(ward) }, isInside)
      return { code: ward.code, ofOutline: ofOutline.get(ward.code) ?? 0, ofWard: share?.[1] ?? 0 }
    })
    .filter((it) => it.ofOutline > 0 || it.ofWard > 0)
    .sort((a, b) => b.ofOutline - a.ofOutline || (a.code < b.code ? -1 : 1))
}

const AREA = 'area'

function cornersOf(ward: Drawn): number[][][][] {
  return polygonsOf(ward).map((part) =>
    part.map((ring) =>
      ring.flatMap((x, at) => (at % 2 === 0 ? [[x, ring[at + 1] as number]] : [])),
    ),
  )
}

function isNear(outline: Outline, ward: Pick<Drawn, 'decimals' | 'parts'>): boolean {
  const corners = cornersOf({ code: '', ...ward }).flatMap((part) => part[0] ?? [])
  return [0, 1].every((axis) => {
    const [own, its] = [outline, corners].map((all) => all.map((it) => it[axis] ?? 0))
    return (
      Math.min(...(own ?? [])) <= Math.max(...(its ?? [])) &&
      Math.min(...(its ?? [])) <= Math.max(...(own ?? []))
    )
  })
}

/** "Part of Victoria and Aylesford Green, about 0.4 km²": the most of it first. */
export function sayArea(
  outline: Outline,
  touched: readonly WardTouched[],
  nameOf: (code: string) => string,
): string {
  const size = `about ${saySize(sizeKm2(outline))}`
  const whole = touched.filter(({ ofWard }) => ofWard === 1).map(({ code }) => nameOf(code))
  const part = touched.filter(({ ofWard }) => ofWard < 1).map(({ code }) => nameOf(code))
  const where = [
    whole.length > 0 ? `all of ${list(whole)}` : '',
    part.length > 0 ? `part of ${list(part)}` : '',
  ].filter(Boolean)
  const said = [...where, size].join(', ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Named one by one as far as anybody reads them. */
const MANY = 5
function list(names: readonly string[]): string {
  const shown = names.length > MANY ? names.slice(0, MANY - 1) : names
  const rest = names.length - shown.length
  const all = rest > 0 ? [...shown, `${rest} more wards`] : shown
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** "0.4 km²", "4 hectares", "1,200 m²". */
export function saySize(km2: number): string {
  if (km2 >= 9.95) return `${Math.round(km2).toLocaleString('en-GB')} km²`
  if (km2 >= 0.095) return `${Math.round(km2 * 10) / 10} km²`
  const hectares = Math.round(km2 * 100)
  if (hectares >= 1) return hectares === 1 ? '1 hectare' : `${hectares} hectares`
  return `${(Math.max(1, Math.round(km2 * 1e4)) * 100).toLocaleString('en-GB')} m²`
}

/**
 * The drawing that a partnership's own wards are of: wards are drawn anew and get new codes, and an assessment
 * may hold several drawings. The latest where none has more of them than another.
 */
export function ownDrawing<T extends { code: string; vintage: string }>(
  boundaries: readonly T[],
  codes: ReadonlySet<string>,
): T[] {
  const yearOf = (vintage: string) => Number(/\d+/.exec(vintage)?.[0] ?? 0)
  const [best] = [...new Set(boundaries.map(({ vintage }) => vintage))]
    .map((vintage) => {
      const all = boundaries.filter((it) => it.vintage === vintage)
      const wards = [...new Map(all.map((it) => [it.code, it])).values()]
      return { vintage, wards, own: wards.filter(({ code }) => codes.has(code)).length }
    })
    .sort((a, b) => b.own - a.own || yearOf(b.vintage) - yearOf(a.vintage))
  return best?.wards ?? []
}
