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

/** A little more than a row takes beside its id, its scope and its data. */
const FRAME_BYTES = 120
export const rowBytes = sql`octet_length(row.id) + octet_length(row.scope) + ${FRAME_BYTES}
  + coalesce(octet_length(row.data), 0)`

interface PageOf {
  partnershipId: SQL
  /** Common tables that `picked` stands on. */
  ground: SQL
  /** In their order, the rows' `r` (rowid), `part`, what is sorted by first, `version`, `id`, `bytes`. */
  picked: SQL
  order: SQL
  most: number
}

const columns = {
  text: sql<string | null>`t.text`,
  count: sql<number | null>`t.count`,
  found: sql<number>`t.found`,
  part: sql<string | number>`t.part`,
  version: sql<number>`t.version`,
  id: sql<string>`t.id`,
  nonce: sql<string | null>`t.nonce`,
}

/**
 * Up to `most` rows and MAX_PAGE_BYTES, whichever is less; the first row in any case. The columns beside
 * `max` are those of the row that has it, as SQLite promises: where the page ends.
 */
export const pageQuery = (db: Database, { partnershipId, ground, picked, order, most }: PageOf) =>
  db.select(columns).from(
    sql`(with ${ground},
      picked as materialized (${picked} limit ${most + 1}),
      sized as (
        select *, row_number() over sofar as k, sum(bytes) over sofar as sum_bytes
        from picked window sofar as (order by ${order} rows unbounded preceding)),
      page as (
        select *, k = 1 or (k <= ${most} and sum_bytes <= ${MAX_PAGE_BYTES}) as is_in from sized)
      select group_concat(iif(page.is_in, ${rowText}, null), ',') as text,
             max(iif(page.is_in, page.k, 0)) as count, count(*) as found,
             page.part, page.version, page.id,
             (select m.nonce from version_mark m
              where m.partnership_id = ${partnershipId} and m.version = page.version) as nonce
      from page cross join row on row.rowid = page.r) as t`,
  )

/** No rows, and nothing read. */
export const noPageQuery = (db: Database) =>
  db.select(columns).from(
    sql`(select null as text, 0 as count, 0 as found, '' as part, 0 as version, '' as id,
                null as nonce) as t`,
  )

type Found = Awaited<ReturnType<typeof pageQuery>>[number]

export interface Page {
  /** The rows as JSON, with commas between them. */
  text: string
  /** Where the page ends, when more waits behind it. */
  last: Pick<Found, 'part' | 'version' | 'id' | 'nonce'> | null
}

export function pageOf([found]: Found[]): Page {
  if (!found?.count) return { text: '', last: null }
  const { text, count, ...last } = found
  return { text: text ?? '', last: last.found > count ? last : null }
}
