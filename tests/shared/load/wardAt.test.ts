import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawBoundaries } from '../../../shared/load/boundaries.ts'
import { readGeoJson } from '../../../shared/load/geoJson.ts'
import { encodeRing, polygonsOf } from '../../../shared/load/rings.ts'
import { wardFinder } from '../../../shared/load/wardAt.ts'
import { wardsText } from '../../fixtures/load/district.ts'
import { dice } from '../../fixtures/load/street.ts'

type Corner = [number, number]
const box = (west: number, south: number, size: number): Corner[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const ring = (corners: Corner[], decimals = 6) => encodeRing(corners, decimals) ?? []
const ward = (code: string, ...parts: Corner[][][]) => ({
  ...{ code, decimals: 6 as const },
  parts: parts.map((rings) => rings.map((it) => ring(it))),
})

describe('where a point falls', () => {
  test('inside, outside, and in neither of two that do not touch', () => {
    const at = wardFinder([ward('A', [box(0, 50, 1)]), ward('B', [box(2, 50, 1)])])
    expect([at(0.5, 50.5), at(2.5, 50.5), at(1.5, 50.5), at(0.5, 52), at(-1, 50.5)]).toEqual([
      'A',
      'B',
      null,
      null,
      null,
    ])
  })

  test('a hole is not the ward; what stands in the hole is its own', () => {
    const around = ward('A', [box(0, 50, 3), box(1, 51, 1)])
    const within = ward('B', [box(1, 51, 1)])
    expect(wardFinder([around])(1.5, 51.5)).toBeNull()
    const at = wardFinder([around, within])
    expect([at(1.5, 51.5), at(0.5, 51.5), at(2.5, 51.5)]).toEqual(['B', 'A', 'A'])
  })

  test('each part of a ward in parts', () => {
    const at = wardFinder([ward('A', [box(0, 50, 1)], [box(2, 50, 1), box(2.4, 50.4, 0.2)])])
    expect([at(0.5, 50.5), at(2.2, 50.5), at(2.5, 50.5), at(1.5, 50.5)]).toEqual([
      'A',
      'A',
      null,
      null,
    ])
  })

  test('a point on the line of two wards, or on a corner of four, lies in exactly one', () => {
    const four = [0, 1].flatMap((x) => [50, 51].map((y) => ward(`${x}${y}`, [box(x, y, 1)])))
    for (const [x, y] of [
      [1, 50.5],
      [0.5, 51],
      [1, 51],
    ] as Corner[]) {
      expect(four.filter((it) => wardFinder([it])(x, y) !== null)).toHaveLength(1)
    }
  })

  test('on lines that slope, drawn in either direction, too', () => {
    const corner = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(corner, corner, corner, fc.integer({ min: 1, max: 39 }), (a, b, c, t) => {
        // Two triangles on either side of one sloping line; a point somewhere on it.
        const [from, to]: [Corner, Corner] = [
          [a / 10, 50],
          [b / 10, 52 + c / 10],
        ]
        const left: Corner[] = [from, to, [-1, 51], from]
        const right: Corner[] = [to, from, [6, 51], to]
        const x = from[0] + ((to[0] - from[0]) * t) / 40
        const y = from[1] + ((to[1] - from[1]) * t) / 40
        const [inLeft, inRight] = [ward('L', [left]), ward('R', [right])].map(
          (it) => wardFinder([it])(x, y) !== null,
        )
        expect(inLeft).not.toBe(inRight)
      }),
    )
  })

  test('in the real district: every point inside it lies in one ward, whichever order they come in', () => {
    const { wards } = readGeoJson(JSON.parse(wardsText), () => undefined)
    const drawn = drawBoundaries(wards, { file: 'w' }, () => undefined)
    const [at, turned] = [wardFinder(drawn), wardFinder([...drawn].reverse())]
    const alone = drawn.map((it) => wardFinder([it]))
    const random = dice(3)
    let inside = 0
    let several = 0
    for (let tries = 0; tries < 4000; tries++) {
      const [x, y] = [0.6 + random() * 0.4, 51 + random() * 0.25]
      expect(turned(x, y)).toBe(at(x, y))
      const holding = alone.filter((one) => one(x, y) !== null).length
      if (holding > 0) inside++
      if (holding > 1) several++
    }
    expect(inside).toBeGreaterThan(1500)
    expect(several).toBe(0)
    expect(at(0.8729, 51.1465)).toBe('E05004895')
  })
})

describe('the kept drawing', () => {
  test('comes back corner by corner, without the repeated last one', () => {
    const corners: Corner[] = [
      [0.870001, 51.140002],
      [0.880003, 51.140002],
      [0.87, 51.15],
      [0.870001, 51.140002],
    ]
    expect(polygonsOf({ decimals: 6, parts: [[ring(corners)]] })).toEqual([
      [[0.870001, 51.140002, 0.880003, 51.140002, 0.87, 51.15]],
    ])
  })

  test('a coarser grid moves the corners two wards share alike', () => {
    const shared: Corner[] = Array.from({ length: 50 }, (_, at) => [
      0.5 + Math.sin(at) / 997,
      51 + at / 1009,
    ])
    const keptOf = (decimals: number, corners: Corner[]) =>
      new Set(
        (
          polygonsOf({ decimals: decimals as 6, parts: [[ring(corners, decimals)]] })[0]?.[0] ?? []
        ).reduce<string[]>(
          (all, value, at, list) => (at % 2 ? all : [...all, `${value},${list[at + 1]}`]),
          [],
        ),
      )
    const west = keptOf(4, [...shared, [0, 51.02], shared[0]!])
    const east = keptOf(4, [...[...shared].reverse(), [1, 51.02], shared.at(-1)!])
    expect([...west].filter((it) => !east.has(it))).toEqual(['0,51.02'])
  })

  test('a ring that the grid leaves nothing of is no ring', () => {
    expect(encodeRing(box(0.1, 51, 0.00001), 4)).toBeNull()
  })
})
