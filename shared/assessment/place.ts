import * as v from 'valibot'
import { Count, Id, Line } from '../words/schema.ts'
import { AreaCode, loaded } from './recordedCounts.ts'

const Step = v.pipe(v.number(), v.safeInteger())

/** A closed line: longitude and latitude of its first corner, then steps, in units of 10^-decimals degrees. */
export const Ring = v.pipe(v.array(Step), v.minLength(6, 'is no area'))
/** Rings of one part: its outline, then its holes. */
export const Part = v.pipe(v.array(Ring), v.minLength(1))

/** One ward as it was drawn for its code, in WGS84. */
export const Boundary = v.object({
  editionId: Id,
  code: AreaCode,
  name: Line,
  /** Of the ward list, as printed in its column names: "WD24". */
  vintage: Line,
  decimals: v.picklist([6, 5, 4]),
  parts: v.pipe(v.array(Part), v.minLength(1)),
  ...loaded,
})
export type Boundary = v.InferOutput<typeof Boundary>

/** Which part of each small area lies in which ward. */
export const AreaLookup = v.object({
  editionId: Id,
  /** Both ward lists are dated: "LSOA21" to "WD24". */
  from: Line,
  to: Line,
  /** The publisher's best fit gives each area whole; shared area is measured on the map. */
  basis: v.picklist(['best fit', 'shared area']),
  parts: v.pipe(
    v.array(
      v.tuple([AreaCode, AreaCode, v.pipe(v.number(), v.minValue(0), v.maxValue(1, 'is above 1'))]),
    ),
    v.minLength(1),
    v.maxLength(3000),
  ),
  names: v.record(AreaCode, Line),
  ...loaded,
})
export type AreaLookup = v.InferOutput<typeof AreaLookup>

export const populationMeasures = ['residents', 'households'] as const

/** Residents or households by area, and the year they are of: it stays with every rate. */
export const Population = v.object({
  editionId: Id,
  areaKind: v.picklist(['ward', 'lsoa']),
  measure: v.picklist(populationMeasures),
  vintage: Line,
  figures: v.record(AreaCode, Count),
  ...loaded,
})
export type Population = v.InferOutput<typeof Population>
