import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { EVENTS_SCOPE, PARTNERSHIP_SCOPE, agencyRoles } from '../../shared/access/scopes.ts'

/**
 * The scopes that the holder of a seat may see, as a table `visible(scope)`, with `me` beside it: the
 * SQL of `visibleScopes` in shared/access, so that it can stand in the batch it is for. What an agency
 * keeps to itself is named only where there is some, because a phone lists the scopes it holds.
 */
export const visible = (tokenHash: string): SQL => sql`
  me as (
    select m.partnership_id, m.id, m.data ->> '$.role' as role, m.data ->> '$.agencyId' as agency_id,
           m.data ->> '$.eventId' as event_id, m.data -> '$.groupIds' as group_ids
    from session s
    join row m on m.partnership_id = s.partnership_id and m.id = s.member_id
      and m.kind = 'member' and m.deleted = 0
    where s.token_hash = ${tokenHash}),
  opened as (
    select case when o.kind = 'event' and o.data ->> '$.restrictedToId' is null then ${EVENTS_SCOPE}
                else o.kind || ':' || o.id end as scope
    from me join row o on o.partnership_id = me.partnership_id
      and o.kind in ('plan', 'edition', 'event') and o.deleted = 0
    where case when me.role = 'event helper' then o.id = me.event_id
               when o.data ->> '$.restrictedToId' is null then o.kind <> 'event'
               else o.data ->> '$.restrictedToId' in (select value from json_each(me.group_ids)) end),
  shown as (
    select ${PARTNERSHIP_SCOPE} as scope from me
    union select ${EVENTS_SCOPE} from me where role <> 'event helper'
    union select scope from opened),
  visible as (
    select scope from shown
    union select shown.scope || '/' || me.agency_id from shown, me
    where me.role in (select value from json_each(${JSON.stringify(agencyRoles)}))
      and exists (select 1 from row kept where kept.partnership_id = me.partnership_id
                  and kept.scope = shown.scope || '/' || me.agency_id))`

/** Of the open events a pass opens one: a row's id or its `eventId`. True for everybody else. */
export const isMine = sql`(
  (select role from me) <> 'event helper' or row.scope <> ${EVENTS_SCOPE} or row.deleted = 1
  or row.id = (select event_id from me)
  or row.data ->> '$.eventId' = (select event_id from me))`
