/** Words of an event's schema that a screen needs before any schema is there. */

/** What of an event's entries counts into a reach target or an indicator. */
export const measures = [
  'contacts',
  'people',
  'audience',
  'advice',
  'items',
  'referrals',
  'vehicles',
] as const
export type Measure = (typeof measures)[number]

/** As many photos as a debrief shows: two pages of it. */
export const MOST_PHOTOS = 12

/** Everybody who sees an event writes in these; the rest of it is for who leads it. */
export const sharedParts = [
  'streets',
  'streetsDone',
  'roster',
  'arrived',
  'left',
  'ticked',
  'kitOut',
  'kitBack',
] as const
export const eventParts = [...sharedParts, 'checklist', 'kit', 'links'] as const
