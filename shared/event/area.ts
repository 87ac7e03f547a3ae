import * as v from 'valibot'
import { LEAST_POINTS, MOST_POINTS, onGrid, outlineFault } from './outline.ts'

const degrees = (most: number) =>
  v.pipe(
    v.number(),
    v.minValue(-most),
    v.maxValue(most),
    v.check((it) => onGrid(it) === it, 'has more than five decimals'),
  )

/** Where an event is, drawn by hand. */
export const Area = v.pipe(
  v.array(v.strictTuple([degrees(180), degrees(90)])),
  v.minLength(LEAST_POINTS, 'is no area'),
  v.maxLength(MOST_POINTS, `has more than ${MOST_POINTS} corners`),
  // What has too many corners has been refused already, and would take long.
  v.check((it) => outlineFault(it) !== 'crosses itself', 'crosses itself'),
)
export type Area = v.InferOutput<typeof Area>
