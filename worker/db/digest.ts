import { and, eq, sql } from 'drizzle-orm'
import { AFTER_ALL_IDS, FILL_ROWS } from '../../shared/sync/limits.ts'
import type {
  CheckRange,
  CheckRequest,
  CheckResponse,
  SyncRefusal,
} from '../../shared/sync/protocol.ts'
import { auditQuery } from './audit.ts'
import type { Database } from './database.ts'
import { pageOf, pageQuery, rowBytes } from './page.ts'
import { partnership, versionMark } from './schema.ts'
import { admit, isRefused, isSomebodyElse, partnershipOf, sessionQuery } from './session.ts'
import { isMine, visible } from './visible.ts'

export type CheckAsk = CheckRequest & { tokenHash: string; now: string }
type Answered = Extract<CheckResponse, { isMoved: false }>
export type Checked = { isMoved: true } | (Omit<Answered, 'rows'> & { rows: string })

export function writeChecked(checked: Checked): string {
  if (checked.isMoved) return JSON.stringify(checked)
  const { rows, ...rest } = checked
  return `${JSON.stringify(rest).slice(0, -1)},"rows":[${rows}]}`
}

/**
 * What is here of the ranges that a phone asks about, in one batch, by the same scopes as a pull. It can
 * only be compared at the very head; a phone that is not there pulls first. Who fetches rows again holds
 * something that the database does not, and that is noted.
 */
export async function check(db: Database, ask: CheckAsk): Promise<Checked | SyncRefusal> {
  const [sessions, heads, digests, pages] = await db.batch([
    sessionQuery(db, ask.tokenHash),
    headQuery(db, ask),
    digestsQuery(db, ask),
    rowsQuery(db, ask),
  ])
  const who = admit(sessions, ask.now)
  if (isRefused(who)) return who
  if (isSomebodyElse(ask.as, who)) return { error: 'other-member' }
  if (who.ordered || heads.length === 0 || ask.at.id !== AFTER_ALL_IDS) return { isMoved: true }
  const { text, last } = pageOf(pages)
  if (ask.wantsRows) {
    const { partnershipId, memberId: byId } = who
    const { deviceId, now: at, ranges } = ask
    const detail = `ranges of ids fetched again: ${ranges.length}`
    await auditQuery(db, { partnershipId, at, byId, deviceId, what: 'repaired', detail })
  }
  return {
    isMoved: false,
    digests: digests.map(({ count, hi, lo }) => ({ count, hi, lo })),
    rows: text,
    rest: last ? restOf(ask.ranges, Number(last.part), last.id) : [],
  }
}

/** What is left after the row `id` of the range `nth`: no id stands between one and the same with a blank. */
const restOf = (ranges: readonly CheckRange[], nth: number, id: string): CheckRange[] =>
  ranges.slice(nth).map((range, at) => (at === 0 ? { ...range, from: `${id} ` } : range))

const headQuery = (db: Database, { tokenHash, at }: CheckAsk) =>
  db
    .select({ version: partnership.version })
    .from(partnership)
    .innerJoin(
      versionMark,
      and(
        eq(versionMark.partnershipId, partnership.id),
        eq(versionMark.version, partnership.version),
      ),
    )
    .where(
      and(
        eq(partnership.id, partnershipOf(tokenHash)),
        eq(partnership.version, at.version),
        eq(versionMark.nonce, at.nonce),
      ),
    )

/**
 * The ranges asked about and the rows in them. A whole scope is read by the index of scopes, a part of
 * one by that of ids: what keeps the scopes apart there is the unary plus.
 */
const ground = ({ tokenHash, ranges }: CheckAsk) => sql`${visible(tokenHash)},
  asked as (
    select r.key as nth, v.scope, r.value ->> 'from' as lo, r.value ->> 'to' as hi
    from json_each(${JSON.stringify(ranges)}) r
    join visible v on v.scope = r.value ->> 'scope'),
  inside as (
    select asked.nth, row.rowid as r, row.id, row.hash_hi, row.hash_lo, ${rowBytes} as bytes
    from asked
    cross join row on row.partnership_id = (select partnership_id from me) and row.scope = asked.scope
    where asked.lo = '' and asked.hi is null and row.deleted = 0 and ${isMine}
    union all
    select asked.nth, row.rowid, row.id, row.hash_hi, row.hash_lo, ${rowBytes}
    from asked
    cross join row on row.partnership_id = (select partnership_id from me) and +row.scope = asked.scope
      and row.id >= asked.lo and row.id < coalesce(asked.hi, ${AFTER_ALL_IDS})
    where not (asked.lo = '' and asked.hi is null) and row.deleted = 0 and ${isMine})`

const digestsQuery = (db: Database, ask: CheckAsk) =>
  db
    .select({
      nth: sql<number>`t.nth`,
      count: sql<number>`t.count`,
      hi: sql<number>`t.hi`,
      lo: sql<number>`t.lo`,
    })
    .from(
      sql`(with ${ground(ask)}
      select r.key as nth, count(inside.r) as count, coalesce(sum(inside.hash_hi), 0) as hi,
             coalesce(sum(inside.hash_lo), 0) as lo
      from json_each(${JSON.stringify(ask.ranges)}) r left join inside on inside.nth = r.key
      group by r.key) as t`,
    )
    .orderBy(sql`t.nth`)

const rowsQuery = (db: Database, ask: CheckAsk) =>
  pageQuery(db, {
    partnershipId: partnershipOf(ask.tokenHash),
    ground: ground(ask),
    picked: sql`
      select r, nth as part, 0 as version, id, bytes from inside where ${ask.wantsRows ? 1 : 0}
      order by nth, id`,
    order: sql`part, id`,
    most: FILL_ROWS,
  })
