import { ruleOf } from '../kinds.ts'
import type { Kind } from '../kinds.ts'
import type { Reader } from './may.ts'
import type { Role } from './role.ts'

/**
 * A scope is what a row is shared with, and what a phone holds or does not hold. It is derived from
 * the row and never sent by a phone:
 *
 * - `partnership`: agencies, wards, members, groups and the partnership itself.
 * - `events`: events and meetings that are open to all, what was logged or minuted at them, and what was
 *   found on patrol.
 * - `plan:ID`, `edition:ID`: that row and everything under it. Restricting a plan to a group changes
 *   one row, and with it who may see the scope; none of the rows under it moves.
 * - `event:ID`, `meeting:ID`: one that was restricted when it was made, and what stands under it.
 * - any of them with `/AGENCY` after it: what that agency keeps to itself for now.
 * - `edition:ID/*areas`: what was counted by LSOA. It is more than all else of an edition together and is there for the day
 *   the wards are drawn anew, so it goes to those who load and not to every phone.
 *
 * A row's id has neither a colon-ended kind before it nor a slash, so no id can spell a scope.
 */
export const PARTNERSHIP_SCOPE = 'partnership'
export const EVENTS_SCOPE = 'events'

export const openedBy = (kind: string, id: string) => `${kind}:${id}`
export const keptBy = (scope: string, agencyId: string) => `${scope}/${agencyId}`
/** No agency can be called so: an id has no star. */
export const SMALL_AREAS = '*areas'
export const smallAreasOf = (scope: string) => `${scope}/${SMALL_AREAS}`
/** The scope that a kept-back one stands in; of any other, itself. */
export const openPart = (scope: string) => scope.split('/', 1)[0] ?? scope

/** A row that opens a scope, as far as it matters who may see that. */
export interface Opener {
  kind: string
  id: string
  data: unknown
}

const restrictionOf = (data: unknown): string | null => {
  const group = (data as { restrictedToId?: unknown } | null)?.restrictedToId
  return typeof group === 'string' ? group : null
}

/** The scope that an opener and everything under it stands in. */
/** Many of these are made in a year, so those that are open to all share a scope. */
export const isMany = (kind: string) => kind === 'event' || kind === 'meeting'

export const scopeOfOpener = ({ kind, id, data }: Opener): string =>
  isMany(kind) && restrictionOf(data) === null ? EVENTS_SCOPE : openedBy(kind, id)

/**
 * The scope of a new row. What it stands in must be there: its refs are checked before. Only a note
 * can be kept back by an agency, and only what was counted by LSOA stands in a part of its edition.
 */
export function scopeOf(
  kind: Kind,
  id: string,
  data: Readonly<Record<string, unknown>>,
  find: (id: string) => { scope: string } | undefined,
): string {
  const { opensScope, within } = ruleOf(kind)
  if (opensScope) return scopeOfOpener({ kind, id, data })
  const parent = within && find(String(data[within]))
  if (!parent) return isFound(kind) ? EVENTS_SCOPE : PARTNERSHIP_SCOPE
  const scope = openPart(parent.scope)
  if (kind === 'note' && data.isShared !== true) return keptBy(scope, String(data.agencyId))
  return isBySmallArea(kind, data) ? smallAreasOf(scope) : scope
}

/** A finding of no event: everybody's but that of who came for one day. */
const isFound = (kind: Kind) => kind === 'finding'

const isBySmallArea = (kind: Kind, { areaKind }: Readonly<Record<string, unknown>>) =>
  (kind === 'recordedCounts' || kind === 'population') && areaKind === 'lsoa'

/** Fields that say which scope a row stands in, and so are said once. */
export const fixedFields = (kind: Kind): readonly string[] =>
  [
    ruleOf(kind).within,
    isMany(kind) ? 'restrictedToId' : undefined,
    kind === 'recordedCounts' || kind === 'population' ? 'areaKind' : undefined,
  ].filter((name) => name !== undefined)

/** Roles that work for their agency, and so see what it keeps to itself. */
export const agencyRoles: readonly Role[] = [
  'administrator',
  'manager',
  'priority lead',
  'contributor',
  'analyst',
]

/** Roles that load what an edition stands on, and so hold its small areas. */
export const loadingRoles: readonly Role[] = ['administrator', 'manager', 'analyst']

/**
 * The scopes a member may see, given every row that opens one. A pass opens one event and nothing
 * else. The worker says the same in SQL, in the batch it reads by; a test holds the two together.
 */
export function visibleScopes(
  { role, agencyId, groupIds, eventId }: Reader,
  openers: Iterable<Opener>,
): Set<string> {
  const scopes = new Set([PARTNERSHIP_SCOPE])
  const isHelper = role === 'event helper'
  if (!isHelper) scopes.add(EVENTS_SCOPE)
  for (const opener of openers) {
    const group = restrictionOf(opener.data)
    const isOpen = isHelper ? opener.id === eventId : group === null || groupIds.includes(group)
    if (isOpen) scopes.add(scopeOfOpener(opener))
  }
  for (const scope of [...scopes]) {
    if (agencyRoles.includes(role)) scopes.add(keptBy(scope, agencyId))
    if (loadingRoles.includes(role)) scopes.add(smallAreasOf(scope))
  }
  return scopes
}
