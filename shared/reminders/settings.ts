import * as v from 'valibot'

const Hour = v.pipe(v.number(), v.integer('is not a whole hour'), v.minValue(0), v.maxValue(23))

/** How often somebody is written to. Whoever has said nothing is not written to. */
export const digests = ['none', 'weekdays', 'weekly'] as const

/**
 * What one member wants to be reminded by, in one partnership. Hours are the clock's in the United
 * Kingdom; quiet from an hour to the same hour is never.
 */
export const ReminderSettings = v.object({
  digest: v.picklist(digests),
  /** Of a weekly letter: 1 Monday … 7 Sunday. */
  digestDay: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
  quietFrom: Hour,
  quietTo: Hour,
})
export type ReminderSettings = v.InferOutput<typeof ReminderSettings>

export const plainSettings: ReminderSettings = {
  ...{ digest: 'none', digestDay: 1 },
  ...{ quietFrom: 20, quietTo: 7 },
}
