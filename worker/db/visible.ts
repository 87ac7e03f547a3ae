import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import {
  EVENTS_SCOPE,
  PARTNERSHIP_SCOPE,
  SMALL_AREAS,
  agencyRoles,
  loadingRoles,
} from '../../shared/access/scopes.ts'

/**
 * The scopes that the holder of a seat may see, as a table `visible(scope)`, with `me` beside it: the
 * SQL of `visibleScopes` in shared/access, so that it can stand in the batch it is for. What an agency
 * keeps to itself is named only where there is some, because a phone lists the scopes it holds.
 */
export const visible = (tokenHash: string): SQL => sql`
  me as materialized (
    select m.partnership_id, m.id, m.data ->> '$.role' as role, m.data ->> '$.agencyId' as agency_id,
           m.data ->> '$.eventId' as event_id, m.data -> '$.groupIds' as group_ids
    from session s
    join row m on m.partnership_id = s.partnership_id and m.id = s.member_id
      and m.kind = 'member' and m.deleted = 0
    where s.token_hash = ${tokenHash}),
  shown as materialized (
    select ${PARTNERSHIP_SCOPE} as scope from me
    union all
    select ${EVENTS_SCOPE} from me where role <> 'event helper'
    union all
    select case when o.kind = 'event' and o.data ->> '$.restrictedToId' is null then ${EVENTS_SCOPE}
                else o.kind || ':' || o.id end
    from me cross join row o on o.partnership_id = me.partnership_id and o.id = me.event_id
      and o.kind in ('plan', 'edition', 'event') and o.deleted = 0
    where me.role = 'event helper'
    union all
    select o.kind || ':' || o.id
    from me cross join row o on o.partnership_id = me.partnership_id
      and o.kind in ('plan', 'edition') and o.deleted = 0
    where me.role <> 'event helper' and (o.data ->> '$.restrictedToId' is null
      or o.data ->> '$.restrictedToId' in (select value from json_each(me.group_ids)))
    union all
    select o.kind || ':' || o.id
    from me cross join row o on o.partnership_id = me.partnership_id
      and o.kind in ('event', 'meeting') and o.data ->> '$.restrictedToId' is not null
      and o.deleted = 0
    where me.role <> 'event helper'
      and o.data ->> '$.restrictedToId' in (select value from json_each(me.group_ids))),
  visible as materialized (
    select shown.scope || side.suffix as scope
    from shown cross join (
      select '' as suffix
      union all
      select '/' || agency_id from me
      where role in (select value from json_each(${JSON.stringify(agencyRoles)}))
      union all
      select ${`/${SMALL_AREAS}`} from me
      where role in (select value from json_each(${JSON.stringify(loadingRoles)}))) side
    where side.suffix = '' or exists (
      select 1 from me cross join row kept
      where kept.partnership_id = me.partnership_id and kept.scope = shown.scope || side.suffix))`

/** Of the open events a pass opens one: a row's id or its `eventId`. True for everybody else. */
export const isMine = sql`(
  (select role from me) <> 'event helper' or row.scope <> ${EVENTS_SCOPE} or row.deleted = 1
  or row.id = (select event_id from me)
  or row.data ->> '$.eventId' = (select event_id from me))`
