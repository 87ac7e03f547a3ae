import * as v from 'valibot'
import { Id, Line, Order, Paragraph, optionalLine } from '../words/schema.ts'

/** PESTELO: the seven sorts of change around a partnership, in the order of the letters. */
export const driverSorts = [
  'political',
  'economic',
  'social',
  'technological',
  'environmental',
  'legal',
  'organisational',
] as const

/** A change that bears on the plan. Words about a place and a time, never about a person. */
export const Driver = v.object({
  editionId: Id,
  sort: v.picklist(driverSorts),
  text: Line,
  /** What it is expected to do. */
  effect: v.nullish(Paragraph),
  direction: v.picklist(['raises', 'lowers', 'unclear']),
  /** The types it bears on, by row of the matrix. */
  rowIds: v.array(Id),
  source: v.nullish(optionalLine),
  order: Order,
  /** It was put down by mistake, or no longer holds: kept, and left out of what is read. */
  isWithdrawn: v.nullish(v.boolean()),
})
export type Driver = v.InferOutput<typeof Driver>
