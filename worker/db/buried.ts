import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Row } from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'

/**
 * Deleted rows as they last stood, from the history entry of their deletion; none once that has gone.
 * `version` is that of the last change before it, so that an edit made then is judged as it was.
 * The joins are crossed so that they are made in this order: any other reads a partnership's whole history.
 */
const buried = (partnershipId: SQL, ids: readonly string[]): SQL => sql`
  select r.id, r.kind, r.scope, h.seq, h.changes -> '$."*"[0]' as data,
         coalesce((select max(p.version) from history p
           where p.partnership_id = h.partnership_id and p.row_id = h.row_id
             and (p.version, p.seq) < (h.version, h.seq)), 0) as version
  from json_each(${JSON.stringify(ids)}) i
  cross join row r on r.partnership_id = ${partnershipId} and r.id = i.value and r.deleted = 1
  cross join history h on h.partnership_id = r.partnership_id and h.row_id = r.id
    and h.version = r.version and json_type(h.changes, '$."*"[1]') = 'null'`

/**
 * The ids of what these rows stand on, so that bringing one back finds it: among all that their data
 * say, for a row does not tell which of its words are ids. Also of one that the same push deletes first.
 */
export const stoodOn = (partnershipId: SQL, ids: readonly string[]): SQL => sql`
  select t.atom from (${buried(partnershipId, ids)}) b, json_tree(b.data) t where t.type = 'text'
  union
  select t.atom from json_each(${JSON.stringify(ids)}) i
  cross join row r on r.partnership_id = ${partnershipId} and r.id = i.value and r.deleted = 0
  cross join json_tree(r.data) t
  where t.type = 'text'`

/** The last deletion last: one push can delete a row, bring it back and delete it again. */
export const buriedQuery = (db: Database, partnershipId: SQL, ids: readonly string[]) =>
  db
    .select({
      id: sql<string>`t.id`,
      kind: sql<string>`t.kind`,
      scope: sql<string>`t.scope`,
      data: sql<string>`t.data`,
      version: sql<number>`t.version`,
    })
    .from(sql`(${buried(partnershipId, ids)}) as t`)
    .orderBy(sql`t.seq`)

type Buried = Awaited<ReturnType<typeof buriedQuery>>[number]

export const buriedRowOf = ({ data, ...it }: Buried): Row => ({
  ...it,
  deleted: false,
  data: JSON.parse(data),
})
