import { expect, test } from 'vitest'
import { fromNationalGrid } from '../../../shared/load/nationalGrid.ts'

/** The worked example of Ordnance Survey's guide to coordinate systems: Caister water tower. */
test('eastings and northings come within 5 metres of where they are', () => {
  const [longitude, latitude] = fromNationalGrid(651409.792, 313177.448)
  const east = (longitude - (1 + 42 / 60 + 57.8663 / 3600)) * 67_500
  const north = (latitude - (52 + 39 / 60 + 28.8282 / 3600)) * 111_300
  expect(Math.hypot(east, north)).toBeLessThan(5)
  // A datum left unshifted would be off by a hundred.
  expect(Math.hypot(east, north)).toBeGreaterThan(0.01)
})
