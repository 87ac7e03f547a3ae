import * as v from 'valibot'

/** The roles of a partnership. `contributor` is a warden, a PCSO or a partner agency's officer. */
export const roles = [
  'administrator',
  'manager',
  'priority lead',
  'contributor',
  'event helper',
  'analyst',
  'board member',
  'scrutiny reader',
] as const
export const Role = v.picklist(roles)
export type Role = v.InferOutput<typeof Role>
