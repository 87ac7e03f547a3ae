import type { FindingStanding } from './standing.ts'

/** Whose patch it is: a member, their agency and their wards. */
export interface Mine {
  agencyId: string | null | undefined
  wardIds: readonly string[]
}

/** Somebody's to see to: on their wards, or for their agency, and not at its end. */
export const isMyFinding = (
  { finding: { forAgencyId, wardId }, isOpen }: FindingStanding,
  { agencyId, wardIds }: Mine,
): boolean =>
  isOpen &&
  ((forAgencyId ? forAgencyId === agencyId : false) || (wardId ? wardIds.includes(wardId) : false))
