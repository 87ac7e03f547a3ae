import type { FoundBoundary, FoundLookup } from './found.ts'
import { encodeParts } from './boundaries.ts'
import type { Shape } from './geoJson.ts'
import { wardFinder } from './wardAt.ts'

/** Points across and up an LSOA. */
const GRID = 40

/**
 * A lookup measured on the map, where nobody has published one: the share of each LSOA's area in each ward,
 * by the wards of a grid of points inside it. Area is not people: a published best fit is better, and
 * the row says which this is.
 */
export function lookupByArea(
  lsoas: readonly Shape[],
  boundaries: readonly Pick<FoundBoundary, 'code' | 'name' | 'vintage' | 'decimals' | 'parts'>[],
  file: string,
): FoundLookup | null {
  const wardAt = wardFinder(boundaries)
  const parts = lsoas.flatMap((lsoa) =>
    sharesOf(lsoa, wardAt).map(([ward, share]): [string, string, number] => [
      lsoa.code,
      ward,
      share,
    ]),
  )
  const [first] = boundaries
  if (parts.length === 0 || !first) return null
  const held = new Set(parts.map(([, ward]) => ward))
  return {
    ...{ from: lsoas[0]?.vintage ?? 'LSOA', to: first.vintage, basis: 'shared area', parts, file },
    names: Object.fromEntries(
      boundaries.filter(({ code }) => held.has(code)).map(({ code, name }) => [code, name]),
    ),
  }
}

/** The share of a shape's area in each of the wards that are found, from 0 to 1. */
export function sharesOf(
  lsoa: Pick<Shape, 'code' | 'parts'>,
  wardAt: ReturnType<typeof wardFinder>,
): [string, number][] {
  const isInside = wardFinder([{ code: lsoa.code, decimals: 6, parts: encodeParts(lsoa, 6) }])
  const outline = lsoa.parts.flatMap((part) => part[0] ?? [])
  const [xs, ys] = [outline.map(([x = 0]) => x), outline.map(([, y = 0]) => y)]
  const [west, south] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - south]
  const found = new Map<string, number>()
  let inside = 0
  for (let cell = 0; cell < GRID * GRID; cell++) {
    const x = west + (((cell % GRID) + 0.5) / GRID) * width
    const y = south + ((Math.floor(cell / GRID) + 0.5) / GRID) * height
    if (isInside(x, y) === null) continue
    inside++
    const ward = wardAt(x, y)
    if (ward !== null) found.set(ward, (found.get(ward) ?? 0) + 1)
  }
  return dropSlivers([...found], inside)
}

/**
 * Two drawings of one line differ by a few metres: under one part in fifty is no share of a ward, and
 * what lies outside by less than that is not outside. The largest share takes what rounding leaves.
 */
function dropSlivers(found: [string, number][], inside: number): [string, number][] {
  const real = found.filter(([, points]) => points / inside >= SLIVER)
  const left = real.reduce((sum, [, points]) => sum + points, 0)
  const all = left / inside > 1 - 2 * SLIVER ? 1 : left / inside
  const shares = real
    .map(([ward, points]): [string, number] => [ward, round((points / left) * all)])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const [largest, ...others] = shares
  if (!largest) return []
  return [[largest[0], round(all - others.reduce((sum, [, share]) => sum + share, 0))], ...others]
}

const SLIVER = 0.02
const round = (share: number) => Math.round(share * 1e4) / 1e4
