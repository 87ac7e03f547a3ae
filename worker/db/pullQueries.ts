import { and, desc, eq, getTableColumns, gte, sql } from 'drizzle-orm'
import { may } from '../../shared/access/may.ts'
import { roles } from '../../shared/access/role.ts'
import { FILL_ROWS, MAX_CONFLICTS, PAGE_ROWS } from '../../shared/sync/limits.ts'
import type { PullRequest } from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import { pageQuery, rowBytes } from './page.ts'
import { isPast } from './mark.ts'
import { conflict, partnership, receipt, versionMark } from './schema.ts'
import { partnershipOf } from './session.ts'
import { isMine, visible } from './visible.ts'

export type PullAsk = PullRequest & { tokenHash: string; now: string; label: string }

/**
 * The parts every query of the batch stands on: what may be seen, and what of that the phone holds.
 * Joins to them are crossed, which is SQLite's way of being told to make them in the order they stand in.
 */
function ground(ask: PullAsk) {
  const { tokenHash, at, held } = ask
  const list = JSON.stringify(at ? held : [])
  return sql`${visible(tokenHash)},
    sought as materialized (
      select scope, scope in (select value from json_each(${list})) and ${isKnown(ask)}
             as is_held
      from visible)`
}

/** Whether this database has the past that the phone knows, and remembers all it answered this device. */
const isRemembered = (ask: PullAsk) => sql<number>`(
  ${isPast(ask.tokenHash, ask)} and ${ask.since ?? 0} <= coalesce((
    select last_seq from device d where d.partnership_id = ${partnershipOf(ask.tokenHash)}
      and d.id = ${ask.deviceId}), 0))`

/** Whether what the phone holds counts: it stands somewhere, and that is in this database's past. */
const isKnown = (ask: PullAsk) => (ask.at ? isRemembered(ask) : sql<number>`false`)

export const scopesQuery = (db: Database, ask: PullAsk) =>
  db
    .select({ scope: sql<string>`t.scope`, isHeld: sql<number>`t.is_held` })
    .from(
      sql`(with ${ground(ask)}
        select scope, is_held from sought) as t`,
    )
    .orderBy(sql`t.scope`)

export const headQuery = (db: Database, ask: PullAsk) =>
  db
    .select({
      version: partnership.version,
      nonce: versionMark.nonce,
      isRemembered: isRemembered(ask),
      leaseDays: sql<number | null>`(
        select row.data ->> '$.leaseDays' from row
        where row.partnership_id = partnership.id and row.id = partnership.id)`,
    })
    .from(partnership)
    .leftJoin(
      versionMark,
      and(
        eq(versionMark.partnershipId, partnership.id),
        eq(versionMark.version, partnership.version),
      ),
    )
    .where(eq(partnership.id, partnershipOf(ask.tokenHash)))

export const changesQuery = (db: Database, ask: PullAsk) =>
  pageQuery(db, {
    partnershipId: partnershipOf(ask.tokenHash),
    ground: ground(ask),
    picked: sql`
      select row.rowid as r, '' as part, row.version, row.id, ${rowBytes} as bytes
      from sought
      cross join row on row.partnership_id = (select partnership_id from me) and row.scope = sought.scope
        and (row.version, row.id) > (${ask.at?.version ?? 0}, ${ask.at?.id ?? ''})
      where sought.is_held and ${isMine}
      order by row.version, row.id`,
    order: sql`version, id`,
    most: PAGE_ROWS,
  })

/** The rows come in the order of the index: were they sorted, each page would sort all that is left. */
export const fillQuery = (db: Database, ask: PullAsk) =>
  pageQuery(db, {
    partnershipId: partnershipOf(ask.tokenHash),
    ground: sql`${ground(ask)}, ${start(ask)}`,
    picked: sql`
      select row.rowid as r, row.scope as part, row.version, row.id, ${rowBytes} as bytes
      from row
      where row.partnership_id = (select partnership_id from me)
        and row.scope in (select scope from sought
          where not is_held and scope >= coalesce((select scope from start), ''))
        and row.deleted = 0 and ${isMine}
        and row.version <= case when ${isKnown(ask)} then ${ask.at?.version ?? 0}
                                else ${Number.MAX_SAFE_INTEGER} end
        and (row.scope, row.version, row.id) > (
          coalesce((select scope from start), ''), coalesce((select version from start), 0),
          coalesce((select id from start), ''))
      order by row.scope, row.version, row.id`,
    order: sql`part, version, id`,
    most: FILL_ROWS,
  })

/** Where a fill goes on; nowhere for a cursor of another past, for then everything is filled again. */
const start = (ask: PullAsk) => sql`
  start as materialized (
    select value ->> 'scope' as scope, value ->> 'version' as version, value ->> 'id' as id
    from json_each(${JSON.stringify(ask.filling ? [ask.filling] : [])})
    where ${isKnown(ask)})`

export const receiptsQuery = (db: Database, ask: PullAsk) =>
  db
    .select()
    .from(receipt)
    .where(
      and(
        eq(receipt.partnershipId, partnershipOf(ask.tokenHash)),
        eq(receipt.deviceId, ask.deviceId),
        gte(receipt.seq, ask.pendingFrom ?? Number.MAX_SAFE_INTEGER),
      ),
    )
    .orderBy(receipt.seq)
    .limit(PAGE_ROWS)

const nobody = { memberId: '', agencyId: '', wardIds: [], groupIds: [], scopes: null }

/** Roles that read everybody's conflicts; anybody else reads their own. */
const settlers = roles.filter((role) =>
  may({ ...nobody, role }, 'read', { kind: 'conflict', data: null }),
)

/**
 * Of the scopes held, the conflicts that came up or were settled since; of the others, those that are
 * open. Only the newest, where there are more than anybody will ever settle.
 */
export const conflictsQuery = (db: Database, ask: PullAsk) => {
  const partnershipId = partnershipOf(ask.tokenHash)
  return db
    .select({ ...getTableColumns(conflict), isHeld: sql<number>`f.is_held`.as('is_held') })
    .from(
      sql`(with ${ground(ask)},
        found as materialized (
          select c.rowid as r, c.version, 1 as is_held from conflict c
          where c.partnership_id = ${partnershipId} and c.version > ${ask.at?.version ?? 0}
            and c.scope in (select scope from sought where is_held)
          union all
          select c.rowid, c.version, 0 from sought
          cross join conflict c on c.partnership_id = ${partnershipId} and c.scope = sought.scope
            and c.settled = 0
          where not sought.is_held)
        select found.* from me cross join found cross join conflict c on c.rowid = found.r
        where me.role in (select value from json_each(${JSON.stringify(settlers)}))
          or c.mine_by_id = me.id
        order by found.version desc limit ${MAX_CONFLICTS}) as f`,
    )
    .crossJoin(conflict)
    .where(sql`conflict.rowid = f.r`)
    .orderBy(desc(conflict.version), conflict.id)
}
