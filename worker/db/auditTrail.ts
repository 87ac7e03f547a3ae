import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { SignedIn } from './session.ts'
import { visible } from './visible.ts'

export interface TrailAsk {
  /** Instants; `fromAt` is inside, `toAt` outside. */
  fromAt: string | null
  toAt: string | null
  byId: string | null
  /** A row, a member or a browser. */
  about: string | null
  /** Words to look for in what was written and in details. */
  words: string | null
  /** Only what was kept though it looks like personal data. */
  isKeptWords: boolean
  before: string | null
  limit: number
}

export interface TrailEntry {
  key: string
  at: string
  byId: string | null
  deviceId: string | null
  what: string
  kind: string | null
  about: string | null
  /** By field: from what, to what; null for what is no change of a row. */
  changes: Record<string, [unknown, unknown]> | null
  detail: string | null
}

/**
 * Who did what to which row, when, from which device, from what to what: the history of rows and the
 * book of events as one list, newest first. What a member may not see of rows they do not see here.
 */
export async function readTrail(
  db: Database,
  tokenHash: string,
  { partnershipId }: Pick<SignedIn, 'partnershipId'>,
  ask: TrailAsk,
): Promise<TrailEntry[]> {
  const like = ask.words ? `%${ask.words.replace(/[\\%_]/g, '\\$&')}%` : null
  const found = await db
    .select({
      key: sql<string>`t.key`,
      at: sql<string>`t.at`,
      byId: sql<string | null>`t.by_id`,
      deviceId: sql<string | null>`t.device_id`,
      what: sql<string>`t.what`,
      kind: sql<string | null>`t.kind`,
      about: sql<string | null>`t.about`,
      changes: sql<string | null>`t.changes`,
      detail: sql<string | null>`t.detail`,
    })
    .from(
      sql`(
      with ${visible(tokenHash)},
      told as (
        select at || ' ' || device_id || ' ' || printf('%012d', seq) as key, at, by_id, device_id,
               'changed' as what, kind, row_id as about, changes, because as detail
        from history where partnership_id = ${partnershipId}
          and scope in (select scope from visible)
          and (${ask.isKeptWords ? 0 : 1} or because is not null)
        union all
        select at || ' ' || id, at, by_id, device_id, what, null, about, null, detail
        from audit where partnership_id = ${partnershipId} and not ${ask.isKeptWords ? 1 : 0})
      select * from told
      where (${ask.fromAt} is null or at >= ${ask.fromAt})
        and (${ask.toAt} is null or at < ${ask.toAt})
        and (${ask.byId} is null or by_id = ${ask.byId})
        and (${ask.about} is null or about = ${ask.about} or device_id = ${ask.about})
        and (${ask.before} is null or key < ${ask.before})
        and (${like} is null or changes like ${like} escape '\\' or detail like ${like} escape '\\'
          or what like ${like} escape '\\')
      order by key desc limit ${ask.limit}) as t`,
    )
    .orderBy(sql`t.key desc`)
  return found.map((it) => ({
    ...it,
    changes: it.changes === null ? null : (JSON.parse(it.changes) as TrailEntry['changes']),
  }))
}
