import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  boxBetween,
  cellsOf,
  fitted,
  inPixels,
  isBox,
  moved,
  resized,
} from '../../../shared/photo/boxes.ts'

const part = fc.double({ min: -0.5, max: 1.5, noNaN: true })
const point = fc.record({ x: part, y: part })
const size = fc.record({
  widthPx: fc.integer({ min: 1, max: 1600 }),
  heightPx: fc.integer({ min: 1, max: 1600 }),
})

test('a drag in any direction, over the edge too, is one box within the picture', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const box = boxBetween(a, b)
      expect(box).toEqual(boxBetween(b, a))
      expect(box.x >= 0 && box.y >= 0 && box.width >= 0 && box.height >= 0).toBe(true)
      expect(box.x + box.width).toBeLessThanOrEqual(1.0000001)
      expect(box.y + box.height).toBeLessThanOrEqual(1.0000001)
    }),
  )
})

test('a tap is no box', () => {
  expect(isBox(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.6 }))).toBe(false)
  expect(isBox(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.55, y: 0.6 }))).toBe(true)
})

test('however it is moved and resized it stays within the picture', () => {
  fc.assert(
    fc.property(point, point, fc.array(fc.tuple(fc.boolean(), part, part)), (a, b, steps) => {
      let box = boxBetween(a, b)
      if (!isBox(box)) return
      for (const [isMove, dx, dy] of steps) box = (isMove ? moved : resized)(box, dx, dy)
      expect(
        box.x >= 0 &&
          box.y >= 0 &&
          isBox({ ...box, width: box.width + 1e-9, height: box.height + 1e-9 }),
      ).toBe(true)
      expect(box.x + box.width).toBeLessThanOrEqual(1.0000001)
      expect(box.y + box.height).toBeLessThanOrEqual(1.0000001)
    }),
  )
})

test('in pixels a box covers all that it touches, and nothing beyond the picture', () => {
  fc.assert(
    fc.property(point, point, size, (a, b, of) => {
      const box = boxBetween(a, b)
      const it = inPixels(box, of)
      expect(it.left).toBeLessThanOrEqual(box.x * of.widthPx)
      expect(it.left + it.width).toBeGreaterThanOrEqual((box.x + box.width) * of.widthPx - 1e-6)
      expect(it.left >= 0 && it.top >= 0).toBe(true)
      expect(it.left + it.width).toBeLessThanOrEqual(of.widthPx)
      expect(it.top + it.height).toBeLessThanOrEqual(of.heightPx)
    }),
  )
})

test.each<[from: [number, number], to: [number, number]]>([
  [
    [4000, 3000],
    [1600, 1200],
  ],
  [
    [3000, 4000],
    [1200, 1600],
  ],
  [
    [1600, 1600],
    [1600, 1600],
  ],
  [
    [800, 600],
    [800, 600],
  ],
  [
    [100_000, 10],
    [1600, 1],
  ],
])('%j is fitted to %j', ([widthPx, heightPx], [width, height]) => {
  expect(fitted({ widthPx, heightPx }, 1600)).toEqual({ widthPx: width, heightPx: height })
})

test('what is blurred is melted into few cells, however large it is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1600 }),
      fc.integer({ min: 1, max: 1600 }),
      (width, height) => {
        const { across, down } = cellsOf({ width, height })
        expect(Math.min(across, down)).toBeLessThanOrEqual(6)
        expect(Math.max(across, down)).toBeLessThanOrEqual(8)
        expect(Math.min(across, down)).toBeGreaterThanOrEqual(1)
      },
    ),
  )
})
