/** How an action stands, in the words its log uses. Apart from the schemas, which the first screen does without. */
export const statuses = [
  'not started',
  'on track',
  'at risk',
  'blocked',
  'completed',
  'ongoing',
  'withdrawn',
] as const
