import { may } from '../../shared/access/may.ts'
import { LEASE_DAYS } from '../../shared/access/lease.ts'
import { AFTER_ALL_IDS, PAGE_ROWS } from '../../shared/sync/limits.ts'
import type {
  Conflict,
  Cursor,
  Filling,
  PullResponse,
  SyncRefusal,
} from '../../shared/sync/protocol.ts'
import type { Database } from './database.ts'
import {
  changesQuery,
  conflictsQuery,
  fillQuery,
  headQuery,
  noteContact,
  receiptsQuery,
  scopesQuery,
} from './pullQueries.ts'
import type { Found, PullAsk } from './pullQueries.ts'
import { resultOf, rowOf } from './push.ts'
import type { conflict } from './schema.ts'
import { admit, isRefused, isSomebodyElse, sessionQuery } from './session.ts'

/**
 * One batch answers a pull: who asks, what they may see, the head, what changed past the cursor in the
 * scopes held, what fills those that are not, this device's receipts and the conflicts. Versions are
 * taken inside the writer's transaction, so no row can be committed behind a cursor that has passed it.
 *
 * A cursor whose nonce is not the one written for its version comes from a past this database no
 * longer has (it was restored): everything is filled again, and the phone is told.
 */
export async function pull(db: Database, ask: PullAsk): Promise<PullResponse | SyncRefusal> {
  const [sessions, scopes, heads, changes, fill, receipts, conflicts] = await db.batch([
    sessionQuery(db, ask.tokenHash),
    scopesQuery(db, ask),
    headQuery(db, ask),
    changesQuery(db, ask),
    fillQuery(db, ask),
    receiptsQuery(db, ask),
    conflictsQuery(db, ask),
    noteContact(db, ask),
  ])
  const visibleScopes = scopes.map(({ scope }) => scope)
  const who = admit(sessions, ask.now, visibleScopes)
  if (isRefused(who)) return who
  if (isSomebodyElse(ask.as, who)) return { error: 'other-member' }
  const found = heads[0]
  const head: Cursor = {
    version: found?.version ?? 0,
    id: AFTER_ALL_IDS,
    nonce: found?.nonce ?? '',
  }
  const resync = ask.at !== null && !found?.isKnown
  const answer: PullResponse = {
    memberId: who.memberId,
    partnershipId: who.partnershipId,
    scopes: null,
    rows: [],
    at: resync || !ask.at ? head : ask.at,
    fill: [],
    filled: [],
    filling: null,
    more: false,
    resync,
    receipts: receipts.map(resultOf),
    conflicts: [],
    order: who.ordered,
    leaseDays: found?.leaseDays ?? LEASE_DAYS,
    serverTime: ask.now,
  }
  // A browser that was told to leave hears what became of its work, and nothing else.
  if (who.ordered) return answer
  const from = resync ? null : ask.filling
  const wanted = scopes.filter(({ isHeld }) => !isHeld).map(({ scope }) => scope)
  const filled = cut(fill)
  const changed = cut(changes)
  const filling = filled.last && positionOf(filled.last)
  const isFilling = from !== null || filling !== null
  return {
    ...answer,
    scopes: isSameList(visibleScopes, ask.held) ? null : visibleScopes,
    fill: filled.rows.map(rowOf),
    filling,
    filled: wanted.filter(
      (scope) => (!filling || scope < filling.scope) && (!from || scope >= from.scope),
    ),
    // While a fill goes on, the cursor stays where it was when that began: what changes meanwhile, in
    // a scope filled early, is past it and comes with the changes afterwards.
    ...(isFilling
      ? { more: filling !== null || !isAt(answer.at, head) }
      : {
          rows: changed.rows.map(rowOf),
          at: changed.last ? cursorOf(changed.last) : head,
          more: changed.last !== null,
        }),
    conflicts: conflicts
      .filter((it) => may(who, 'read', { kind: 'conflict', scope: it.scope, data: it }))
      .map(conflictOf),
  }
}

/** A page and, when more waits behind it, its last row. */
function cut(found: Found[]): { rows: Found[]; last: Found | null } {
  const rows = found.slice(0, PAGE_ROWS)
  return { rows, last: found.length > PAGE_ROWS ? (rows.at(-1) ?? null) : null }
}

const positionOf = ({ scope, version, id }: Found): Filling => ({ scope, version, id })
const cursorOf = ({ version, id, nonce }: Found): Cursor => ({ version, id, nonce })

const isAt = (a: Cursor, b: Cursor) => a.version === b.version && a.id === b.id

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length

const conflictOf = (stored: typeof conflict.$inferSelect): Conflict => ({
  id: stored.id,
  rowId: stored.rowId,
  field: stored.field,
  base: JSON.parse(stored.base),
  mine: JSON.parse(stored.mine),
  theirs: JSON.parse(stored.theirs),
  mineById: stored.mineById,
  mineAt: stored.mineAt,
  version: stored.version,
  settled: stored.settled,
})
