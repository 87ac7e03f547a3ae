import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { MAX_PAGE_BYTES } from '../../shared/sync/limits.ts'
import type { Database } from './database.ts'

/**
 * Rows on their way to a phone. A page is one text, put together by the database out of the JSON it
 * keeps: taking thousands of rows apart only to write them down again would cost more than finding them.
 * Kind, id and scope are of letters that need no escaping in JSON.
 */
const rowText = sql`
  '{"kind":"' || row.kind || '","id":"' || row.id || '","scope":"' || row.scope
  || '","version":' || row.version || ',"deleted":' || iif(row.deleted, 'true', 'false')
  || ',"data":' || coalesce(row.data, 'null') || '}'`

interface PageOf {
  partnershipId: SQL
  /** Common tables that `picked` stands on. */
  ground: SQL
  /** The rows in their order: `r`, their rowid, `part`, what the page is sorted by first, and `order`. */
  picked: SQL
  order: SQL
  most: number
}

/** Up to `most` rows and MAX_PAGE_BYTES, whichever is less; the first row in any case. */
export const pageQuery = (db: Database, { partnershipId, ground, picked, order, most }: PageOf) =>
  db
    .select({
      text: sql<string | null>`t.text`,
      count: sql<number | null>`t.count`,
      found: sql<number>`t.found`,
      part: sql<string | number>`t.part`,
      version: sql<number>`t.version`,
      id: sql<string>`t.id`,
      // Where a cursor may come to stand on the last row.
      nonce: sql<string | null>`(select m.nonce from version_mark m
        where m.partnership_id = ${partnershipId} and m.version = t.version)`,
    })
    .from(
      sql`(with ${ground},
      picked as (${picked} limit ${most + 1}),
      page as materialized (
        select ${rowText} as text, picked.part, row.version, row.id,
               row_number() over (order by ${order}) as k
        from picked join row on row.rowid = picked.r),
      size as (select sum(octet_length(text)) as bytes from page),
      kept as (
        select * from page
        where k <= ${most} and (select bytes from size) <= ${MAX_PAGE_BYTES}
        union all
        select text, part, version, id, k from (
          select *, sum(octet_length(text)) over (order by k) as bytes from page
          where (select bytes from size) > ${MAX_PAGE_BYTES})
        where k <= ${most} and (k = 1 or bytes <= ${MAX_PAGE_BYTES}))
      select group_concat(text, ',') as text, max(k) as count, (select count(*) from page) as found,
             part, version, id
      from kept) as t`,
    )

type Found = Awaited<ReturnType<typeof pageQuery>>[number]

export interface Page {
  /** The rows as JSON, with commas between them. */
  text: string
  /** Where the page ends, when more waits behind it. */
  last: Pick<Found, 'part' | 'version' | 'id' | 'nonce'> | null
}

/** Of the columns beside `max(k)` SQLite takes those of the row that has it: the last one. */
export function pageOf([found]: Found[]): Page {
  if (!found?.count) return { text: '', last: null }
  const { text, count, ...last } = found
  return { text: text ?? '', last: last.found > count ? last : null }
}
