import * as v from 'valibot'
import { marked } from '../access/marking.ts'
import { Id, InstantAt } from '../words/schema.ts'

/** What a photo can be of: an entry, a problem that was seen, or a day out as a whole. */
export const photoSubjects = ['update', 'outreach', 'finding', 'event'] as const
export type PhotoSubject = (typeof photoSubjects)[number]

export const photoTypes = ['image/jpeg', 'image/webp'] as const
export type PhotoType = (typeof photoTypes)[number]

/** The longer edge. A face or a plate at arm's length can be told in it, and a street sign read. */
export const MAX_EDGE_PX = 1600
/** Thinner than this is nothing that anybody could see. */
export const LEAST_EDGE_PX = 16
/** What such a picture weighs at its heaviest, with some room. */
export const MAX_PHOTO_BYTES = 1_500_000
/** One request's worth: what a bad line gets through in a few seconds. */
export const PART_BYTES = 256 * 1024

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex'))
export const isHash = (text: string) => v.is(Hash, text)

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer('is not a whole number'), v.minValue(least), v.maxValue(most))

/**
 * That a photo belongs to a row. The bytes are elsewhere, under their SHA-256; whoever may see this row
 * may see them. Append-only: to take a photo out is an entry of its own, without a picture, that names
 * the one it `supersedes`.
 */
export const Photo = v.object({
  ofKind: v.picklist(photoSubjects),
  ofId: Id,
  /** The event that what it is of belongs to: a pass opens one event alone. */
  eventId: v.nullish(Id),
  picture: v.nullable(
    v.object({
      hash: Hash,
      type: v.picklist(photoTypes),
      bytes: whole(1, MAX_PHOTO_BYTES),
      widthPx: whole(LEAST_EDGE_PX, MAX_EDGE_PX),
      heightPx: whole(LEAST_EDGE_PX, MAX_EDGE_PX),
    }),
  ),
  byId: Id,
  recordedAt: InstantAt,
  supersedes: v.nullish(Id),
  ...marked,
})
export type Photo = v.InferOutput<typeof Photo>
export type Picture = NonNullable<Photo['picture']>
