import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { Area } from '../../../shared/event/area.ts'
import { ownDrawing, sayArea, saySize, wardsTouched } from '../../../shared/event/areaWards.ts'
import { frameAround, including, labelsIn, zoomed } from '../../../shared/event/frame.ts'
import {
  crossesItself,
  nearestSide,
  onGrid,
  outlineFault,
  sizeKm2,
} from '../../../shared/event/outline.ts'
import type { Outline, Point } from '../../../shared/event/outline.ts'
import { drawBoundaries } from '../../../shared/load/boundaries.ts'
import { readGeoJson } from '../../../shared/load/geoJson.ts'
import { polygonsOf } from '../../../shared/load/rings.ts'
import { wardsText } from '../../fixtures/load/district.ts'

const square = (west: number, south: number, side: number): Outline => [
  [west, south],
  [onGrid(west + side), south],
  [onGrid(west + side), onGrid(south + side)],
  [west, onGrid(south + side)],
]
const from = <T>(all: readonly T[], at: number) => [...all.slice(at), ...all.slice(0, at)]

/** Corners on a circle about Ashford, ten degrees apart at least, in order: nor crossing, nor hollow, nor in a row. */
const anyRound: fc.Arbitrary<Point[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 35 }), { minLength: 4, maxLength: 36 })
  .map((tens) =>
    [...tens]
      .sort((a, b) => a - b)
      .map((it): Point => {
        const turn = (it * Math.PI) / 18
        return [onGrid(0.87 + 0.02 * Math.cos(turn)), onGrid(51.14 + 0.02 * Math.sin(turn))]
      }),
  )

describe('an outline', () => {
  test.each<[string, Point[], string | null]>([
    ['nothing', [], 'too few'],
    [
      'a line',
      [
        [0, 0],
        [1, 1],
      ],
      'too few',
    ],
    [
      'a triangle',
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      null,
    ],
    [
      'three in a row',
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
      'crosses itself',
    ],
    [
      'a corner twice',
      [
        [0, 0],
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      'crosses itself',
    ],
    [
      'a bow tie',
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ],
      'crosses itself',
    ],
    [
      'closed by its first corner',
      [
        [0, 0],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      'crosses itself',
    ],
    [
      'a corner on a far side',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0],
        [0, 4],
      ],
      'crosses itself',
    ],
    [
      'a spike out and back',
      [
        [0, 0],
        [4, 0],
        [8, 0],
        [4, 0],
        [4, 4],
      ],
      'crosses itself',
    ],
    [
      'a corner on its way straight on',
      [
        [0, 0],
        [2, 0],
        [4, 0],
        [4, 4],
      ],
      null,
    ],
    [
      'an L',
      [
        [0, 0],
        [4, 0],
        [4, 1],
        [1, 1],
        [1, 4],
        [0, 4],
      ],
      null,
    ],
    [
      'by a metre not touching',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0.00001],
        [0, 4],
      ],
      null,
    ],
    ['201 corners', Array.from({ length: 201 }, (_, at): Point => [at / 1e3, at % 2]), 'too many'],
  ])('%s', (_name, outline, fault) => {
    expect(outlineFault(outline)).toBe(fault)
    expect(v.is(Area, outline)).toBe(fault === null)
  })

  test.each([
    [
      'six decimals',
      [
        [0.123456, 0],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'latitude first, far off',
      [
        [0, 91],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'once round the world',
      [
        [181, 0],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'a height',
      [
        [0, 0, 3],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'no number',
      [
        [NaN, 0],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'words',
      [
        ['0', '0'],
        [1, 0],
        [0, 1],
      ],
    ],
    ['a hundred thousand corners', Array.from({ length: 1e5 }, (_, at) => [at / 1e4, at % 2])],
  ])('%s is refused at the door', (_name, outline) => {
    expect(v.is(Area, outline)).toBe(false)
  })

  test('is the same wherever it begins and whichever way round it goes', () => {
    fc.assert(
      fc.property(anyRound, fc.nat(), fc.boolean(), (outline, at, isBack) => {
        const turned = from(outline, at % outline.length)
        const other = isBack ? turned.toReversed() : turned
        expect(crossesItself(outline)).toBe(false)
        expect(crossesItself(other)).toBe(false)
        expect(sizeKm2(other)).toBeCloseTo(sizeKm2(outline), 9)
      }),
    )
  })

  test('with two neighbouring corners changed over, it crosses itself', () => {
    fc.assert(
      fc.property(anyRound, fc.nat(), (outline, nth) => {
        const [a, b, ...rest] = from(outline, nth % outline.length)
        if (a && b) expect(crossesItself([b, a, ...rest])).toBe(true)
      }),
    )
  })

  test('cut in two, it is as large as both', () => {
    fc.assert(
      fc.property(anyRound, fc.nat(), (outline, nth) => {
        const at = 2 + (nth % (outline.length - 3))
        const [one, other] = [
          outline.slice(0, at + 1),
          [...outline.slice(at), ...outline.slice(0, 1)],
        ]
        // Each part is shortened by a middle latitude of its own.
        expect(sizeKm2(one) + sizeKm2(other)).toBeCloseTo(sizeKm2(outline), 1)
      }),
    )
  })

  test('a hundredth of a degree at Ashford is 0.78 km²', () => {
    expect(sizeKm2(square(0.87, 51.14, 0.01))).toBeCloseTo(0.7756, 3)
  })

  test.each([
    [12.4, '12 km²'],
    [9.95, '10 km²'],
    [9.94, '9.9 km²'],
    [0.42, '0.4 km²'],
    [0.095, '0.1 km²'],
    [0.094, '9 hectares'],
    [0.005, '1 hectare'],
    [0.0049, '4,900 m²'],
    [0.00001, '100 m²'],
  ])('%d km² is said as %s', (km2, said) => expect(saySize(km2)).toBe(said))

  test('a tap near a side names the side', () => {
    const corners = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ] as const
    expect(nearestSide(corners, [5, 1])).toEqual({ at: 0, distance: 1 })
    expect(nearestSide(corners, [-2, 5])).toEqual({ at: 3, distance: 2 })
    expect(nearestSide([], [0, 0]).at).toBe(-1)
  })
})

describe('the wards of an outline', () => {
  const { wards } = readGeoJson(JSON.parse(wardsText), () => undefined)
  const drawn = drawBoundaries(wards, { file: 'wards' }, () => undefined)
  const codeOf = (name: string) => drawn.find((it) => it.name === name)?.code ?? ''
  const nameOf = (code: string) => drawn.find((it) => it.code === code)?.name ?? code
  const said = (outline: Outline) => sayArea(outline, wardsTouched(outline, drawn), nameOf)
  const outlineOf = (name: string): Outline => {
    const ward = drawn.find((it) => it.name === name)
    const ring = ward ? (polygonsOf(ward)[0]?.[0] ?? []) : []
    return ring.flatMap((x, at): Point[] =>
      at % 2 === 0 ? [[onGrid(x), onGrid(ring[at + 1] ?? 0)]] : [],
    )
  }

  test('a few streets across a line are part of both, the most first', () => {
    expect(said(square(0.88, 51.132, 0.007))).toBe(
      'Part of Aylesford Green and South Willesborough, about 0.4 km²',
    )
  })

  test('a ward drawn after its own line is all of it, and of no neighbour', () => {
    for (const name of ['Victoria', 'Stanhope', 'Norman', 'Isle of Oxney']) {
      const touched = wardsTouched(outlineOf(name), drawn)
      expect(touched, name).toEqual([{ code: codeOf(name), ofOutline: 1, ofWard: 1 }])
    }
    expect(said(outlineOf('Victoria'))).toMatch(/^All of Victoria, about \d\.\d km²$/)
  })

  test('a finger that goes a few metres past the line of a ward is in no neighbour', () => {
    const outline = outlineOf('Stanhope')
    const [mx, my] = [0, 1].map(
      (axis) => outline.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / outline.length,
    )
    const wider = outline.map(([x, y]): Point => [
      onGrid((mx ?? 0) + (x - (mx ?? 0)) * 1.006),
      onGrid((my ?? 0) + (y - (my ?? 0)) * 1.006),
    ])
    expect(wardsTouched(wider, drawn).map(({ code }) => nameOf(code))).toEqual(['Stanhope'])
  })

  test('small wards within a large outline are named, though they are little of it', () => {
    const whole = square(0.5, 50.9, 0.6)
    expect(wardsTouched(whole, drawn)).toHaveLength(drawn.length)
    expect(said(whole)).toMatch(/^All of (.+, ){3}.+ and 31 more wards, about 2,\d{3} km²$/)
  })

  test('outside of everything, and without any boundaries, its size is all there is to say', () => {
    expect(said(square(2, 52, 0.01))).toBe('About 0.8 km²')
    expect(
      sayArea(square(0.87, 51.14, 0.01), wardsTouched(square(0.87, 51.14, 0.01), []), nameOf),
    ).toBe('About 0.8 km²')
  })

  test('shares are parts of one, and what is nowhere near is not named', () => {
    fc.assert(
      fc.property(
        fc.record({
          west: fc.double({ min: 0.6, max: 1, noNaN: true }),
          south: fc.double({ min: 51, max: 51.25, noNaN: true }),
          side: fc.double({ min: 0.0005, max: 0.03, noNaN: true }),
        }),
        ({ west, south, side }) => {
          const outline = square(onGrid(west), onGrid(south), side)
          const touched = wardsTouched(outline, drawn)
          const sum = touched.reduce((all, { ofOutline }) => all + ofOutline, 0)
          expect(sum).toBeLessThanOrEqual(1.0001)
          for (const { code } of touched) {
            const corners = outlineOf(nameOf(code))
            expect(Math.min(...corners.map(([x]) => x))).toBeLessThanOrEqual(outline[1]?.[0] ?? 0)
            expect(Math.max(...corners.map(([, y]) => y))).toBeGreaterThanOrEqual(onGrid(south))
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('of several drawings the one that the partnership’s wards are of', () => {
    const all = [
      ...[
        { code: 'a', vintage: 'WD13' },
        { code: 'b', vintage: 'WD13' },
      ],
      ...[
        { code: 'c', vintage: 'WD24' },
        { code: 'c', vintage: 'WD24' },
      ],
    ]
    const of = (...codes: string[]) => ownDrawing(all, new Set(codes)).map(({ code }) => code)
    expect(of('a', 'b')).toEqual(['a', 'b'])
    expect(of('c')).toEqual(['c'])
    expect(of()).toEqual(['c'])
    expect(ownDrawing([], new Set(['a']))).toEqual([])
  })
})

describe('what of the map is in view', () => {
  const anyPoint = fc.tuple(
    fc.integer({ min: -900, max: 900 }),
    fc.integer({ min: -900, max: 900 }),
  )
  const isIn = (
    { x, y, side }: { x: number; y: number; side: number },
    [px, py]: readonly number[],
  ) => (px ?? 0) >= x && (px ?? 0) <= x + side && (py ?? 0) >= y && (py ?? 0) <= y + side

  test('all that it is put around, and what it is slid to', () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 1 }), anyPoint, (points, other) => {
        const frame = frameAround(points, 40)
        if (!frame) throw new Error('there are points')
        for (const point of points) expect(isIn(frame, point)).toBe(true)
        expect(frame.side).toBeGreaterThanOrEqual(40)
        expect(isIn(including(frame, other), other)).toBe(true)
      }),
    )
    expect(frameAround([])).toBeNull()
  })

  test('a name stands in its own ward and in view, in a ward with a bend too', () => {
    // An L, and what lies in its bend.
    const codeAt = (x: number, y: number) => (x < 0 ? null : x > 40 && y > 40 ? 'bend' : 'L')
    fc.assert(
      fc.property(anyPoint, fc.integer({ min: 20, max: 300 }), ([px, py], side) => {
        const frame = { x: px / 10, y: py / 10, side }
        for (const { code, x, y, size } of labelsIn(frame, codeAt)) {
          expect(codeAt(x, y)).toBe(code)
          expect(isIn(frame, [x, y])).toBe(true)
          expect(size).toBeLessThanOrEqual(side * 1.0001)
        }
      }),
    )
    expect(labelsIn({ x: 0, y: 0, side: 30 }, codeAt)).toMatchObject([{ code: 'L' }])
    const [middle] = labelsIn({ x: 0, y: 0, side: 36 }, () => 'all')
    expect(Math.hypot((middle?.x ?? 0) - 18, (middle?.y ?? 0) - 18)).toBeLessThan(2)
  })

  test('nearer and further keep the middle, within bounds', () => {
    expect(zoomed({ x: 0, y: 0, side: 100 }, 0.5, 10, 400)).toEqual({ x: 25, y: 25, side: 50 })
    expect(zoomed({ x: 0, y: 0, side: 100 }, 9, 10, 400).side).toBe(400)
    expect(zoomed({ x: 0, y: 0, side: 100 }, 0.01, 10, 400).side).toBe(10)
  })
})
