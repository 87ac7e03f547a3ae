import type { Action } from './action.ts'
import { isOffTrack } from './standing.ts'
import type { Standing } from './standing.ts'

/** How a list of actions is narrowed, one word of the address each. An empty one narrows nothing. */
export const filterNames = [
  'priority',
  'agency',
  'status',
  'ward',
  'owner',
  'group',
  'due',
] as const
export type Filter = Readonly<Partial<Record<(typeof filterNames)[number], string>>>

/** What a list may be narrowed to by how it stands: who reviews a plan asks for these. */
export const dueWords = {
  overdue: 'Overdue',
  soon: 'Due within 14 days',
  silent: 'Nothing heard for long',
  blocked: 'Blocked',
  'off-track': 'Off track: blocked, at risk or late',
  asked: 'An update was asked for',
  'no-owner': 'No owner',
} as const

interface Filtered {
  action: Pick<
    Action,
    'priorityId' | 'alsoPriorityIds' | 'leadAgencyId' | 'stakeholderIds' | 'wardIds' | 'ownerIds'
  >
  standing: Standing
  asked: unknown
}

/** `inGroup` says whether somebody is in the group that `filter.group` names. */
export function isWanted(
  { action, standing, asked }: Filtered,
  filter: Filter,
  inGroup: (memberId: string) => boolean = () => false,
): boolean {
  const { priority, agency, status, ward, owner, group, due } = filter
  return (
    (!priority ||
      action.priorityId === priority ||
      (action.alsoPriorityIds ?? []).includes(priority)) &&
    (!agency || action.leadAgencyId === agency || action.stakeholderIds.includes(agency)) &&
    (!status || standing.status === status) &&
    (!ward || action.wardIds.includes(ward)) &&
    (!owner || action.ownerIds.includes(owner)) &&
    (!group || action.ownerIds.some(inGroup)) &&
    (!due || isDue(due, action, standing, asked))
  )
}

function isDue(due: string, { ownerIds }: Filtered['action'], standing: Standing, asked: unknown) {
  switch (due) {
    case 'overdue':
      return standing.daysLate > 0
    case 'soon':
      return standing.isDueSoon
    case 'silent':
      return standing.isSilent
    case 'blocked':
      return standing.isBlocked
    case 'off-track':
      return isOffTrack(standing)
    case 'asked':
      return Boolean(asked)
    case 'no-owner':
      return ownerIds.length === 0
    default:
      return true
  }
}
