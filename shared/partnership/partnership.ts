import * as v from 'valibot'
import { Line } from '../words/schema.ts'

const whole = (least: number, most: number, unit: string) =>
  v.pipe(
    v.number(),
    v.integer('is not a whole number'),
    v.minValue(least, `is less than ${least} ${unit}`),
    v.maxValue(most, `is more than ${most} ${unit}`),
  )

/** How long each kind of record is kept, in days. What is absent has the period of `keptDays`. */
export const Retention = v.object({
  historyDays: v.nullish(whole(365, 3660, 'days')),
  auditDays: v.nullish(whole(365, 3660, 'days')),
  refusedDays: v.nullish(whole(30, 3660, 'days')),
  photoDays: v.nullish(whole(30, 3660, 'days')),
})
export type Retention = v.InferOutput<typeof Retention>

/** The tenant: one Community Safety Partnership. */
export const Partnership = v.object({
  name: Line,
  /** What people say for short, as "Ashford". */
  place: Line,
  /** After so many days without contact a phone shows nothing until it has been in touch. */
  leaseDays: v.nullish(whole(1, 60, 'days')),
  retention: v.nullish(Retention),
  /** Days without an update after which an action counts as silent. */
  silentDays: v.nullish(whole(7, 366, 'days')),
  /** How many steps the scales of likelihood and impact have. */
  riskScale: v.nullish(whole(3, 10, 'steps')),
  /** Abbreviations the partnership uses, beside the short names of its agencies. */
  glossary: v.nullish(v.pipe(v.array(v.object({ short: Line, means: Line })), v.maxLength(200))),
  /** While it is set nothing of this partnership is purged: an inquest, a review, a request. */
  isOnLegalHold: v.nullish(v.boolean()),
})
export type Partnership = v.InferOutput<typeof Partnership>

/**
 * The periods in force. History and audit stand six years, as the Limitation Act 1980 gives for a
 * claim; what was refused a year; photos as long as the rolling plan whose work they show. Tombstones outlive any lease, and are not the partnership's to shorten.
 */
export const keptDays = (retention: Retention | null | undefined) => ({
  historyDays: retention?.historyDays ?? 6 * 365,
  auditDays: retention?.auditDays ?? 6 * 365,
  refusedDays: retention?.refusedDays ?? 365,
  photoDays: retention?.photoDays ?? 3 * 365,
})
export const TOMBSTONE_DAYS = 180
