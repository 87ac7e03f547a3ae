import { LEASE_DAYS } from '../../shared/access/lease.ts'
import { may } from '../../shared/access/may.ts'
import { AFTER_ALL_IDS, OLDEST_READER } from '../../shared/sync/limits.ts'
import type { Cursor, Filling, PullResponse, SyncRefusal } from '../../shared/sync/protocol.ts'
import { formerlyQuery, noteContact } from './contact.ts'
import type { Database } from './database.ts'
import { noPageQuery, pageOf } from './page.ts'
import type { Page } from './page.ts'
import {
  changesQuery,
  conflictsQuery,
  fillQuery,
  headQuery,
  receiptsQuery,
  scopesQuery,
} from './pullQueries.ts'
import type { PullAsk } from './pullQueries.ts'
import { admit, isRefused, isSomebodyElse, sessionQuery } from './session.ts'
import { conflictOf, resultOf } from './stored.ts'

/** The answer to a pull, with its rows still as the text they are sent as. */
export type Pulled = Omit<PullResponse, 'rows' | 'fill'> & { rows: string; fill: string }

export const writePulled = ({ rows, fill, ...rest }: Pulled): string =>
  `${JSON.stringify(rest).slice(0, -1)},"rows":[${rows}],"fill":[${fill}]}`

/**
 * One batch answers a pull: who asks, what they may see, the head, what changed past the cursor in the
 * scopes held, what fills those that are not, this device's receipts and the conflicts. Versions are
 * taken inside the writer's transaction, so no row can be committed behind a cursor that has passed it.
 *
 * A cursor whose nonce is not the one written for its version comes from a past this database no
 * longer has (it was restored): everything is filled again, and the phone is told. So is one that holds
 * nothing and yet knows of such a past: it may have been given answers there.
 *
 * What brings whole scopes is asked only of a phone that has some to fill, for it costs as much as all
 * the rest and hardly any pull needs it.
 */
export async function pull(
  db: Database,
  ask: PullAsk,
  isFill = ask.at === null || ask.filling !== null,
): Promise<Pulled | SyncRefusal> {
  const [sessions, scopes, heads, changes, fill, receipts, conflicts, former] = await db.batch([
    sessionQuery(db, ask.tokenHash),
    scopesQuery(db, ask),
    headQuery(db, ask),
    ask.at ? changesQuery(db, ask) : noPageQuery(db),
    isFill ? fillQuery(db, ask) : noPageQuery(db),
    receiptsQuery(db, ask),
    conflictsQuery(db, ask),
    formerlyQuery(db, ask),
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
  const resync = !found?.isRemembered
  const answer: Pulled = {
    memberId: who.memberId,
    partnershipId: who.partnershipId,
    scopes: null,
    rows: '',
    at: resync || !ask.at ? head : ask.at,
    head,
    fill: '',
    filled: [],
    filling: null,
    more: false,
    resync,
    receipts: receipts.map(resultOf),
    conflicts: [],
    order: who.ordered,
    formerly: former[0] ?? null,
    leaseDays: found?.leaseDays ?? LEASE_DAYS,
    serverTime: ask.now,
  }
  // A browser that was told to leave hears what became of its work, and nothing else.
  if (who.ordered) return answer
  // Builds that said nothing of it spoke the first protocol.
  if ((ask.speaks ?? 1) < OLDEST_READER) return { error: 'too-old' }
  const wanted = scopes.filter(({ isHeld }) => !isHeld).map(({ scope }) => scope)
  // Something is to be filled that the phone did not know of: this once it is asked for apart.
  if (!isFill && wanted.length > 0) return pull(db, ask, true)
  const from = resync ? null : ask.filling
  const brought = pageOf(fill)
  const changed = pageOf(changes)
  const filling = brought.last && positionOf(brought.last)
  const isFilling =
    from !== null || filling !== null || (ask.at !== null && !resync && wanted.length > 0)
  const filled = wanted.filter(
    (scope) => (!filling || scope < filling.scope) && (!from || scope >= from.scope),
  )
  return {
    ...answer,
    scopes: isSameList(visibleScopes, ask.held) ? null : visibleScopes,
    fill: brought.text,
    filling,
    filled,
    // While a fill goes on, the cursor stays where it was when that began, and the fill brings nothing
    // newer: that comes with the changes afterwards. So a phone never holds more than its cursor says.
    ...(isFilling
      ? { more: filling !== null || !isAt(answer.at, head) }
      : {
          rows: changed.text,
          at: changed.last ? cursorOf(changed.last) : head,
          more: changed.last !== null,
        }),
    // Those of a scope come when it is whole.
    conflicts: conflicts
      .filter((it) => (it.isHeld ? !isFilling : filled.includes(it.scope)))
      .filter((it) => may(who, 'read', { kind: 'conflict', scope: it.scope, data: it }))
      .map(conflictOf),
  }
}

const positionOf = ({ part, version, id }: NonNullable<Page['last']>): Filling => ({
  scope: String(part),
  version,
  id,
})
const cursorOf = ({ version, id, nonce }: NonNullable<Page['last']>): Cursor => ({
  version,
  id,
  nonce: nonce ?? '',
})

const isAt = (a: Cursor, b: Cursor) => a.version === b.version && a.id === b.id

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length
