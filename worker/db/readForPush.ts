import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Actor } from '../../shared/access/may.ts'
import type { Known } from '../../shared/sync/decide.ts'
import { AFTER_ALL_IDS } from '../../shared/sync/limits.ts'
import { restoredIds, settledIds, touchedIds } from '../../shared/sync/refs.ts'
import type { Conflict, Cursor, PushRequest, SyncRefusal } from '../../shared/sync/protocol.ts'
import { upcast } from '../../shared/sync/upcast.ts'
import type { Formats } from '../../shared/sync/upcast.ts'
import { buriedQuery, buriedRowOf, stoodOn } from './buried.ts'
import type { Database } from './database.ts'
import { isPast } from './mark.ts'
import { conflict, device, partnership, receipt, row, versionMark } from './schema.ts'
import {
  admit,
  isRefused,
  isSomebodyElse,
  latecomer,
  leaver,
  partnershipOf,
  sessionQuery,
} from './session.ts'
import { conflictOf, resultOf, rowOf } from './stored.ts'
import { visible } from './visible.ts'

/** In whose name something is written, and into which partnership. */
export type Writer = Actor & { partnershipId: string }

/** What a decision is made from, and what the guard holds still until it is written. */
export interface PushKnown extends Omit<Known, 'actor' | 'deviceId'> {
  who: Writer
  /** False when this device id belongs to somebody else: a shared or copied browser. */
  isOwnDevice: boolean
  /** What was looked for, found or not. */
  rowIds: readonly string[]
  conflicts: ReadonlyMap<string, Conflict>
  conflictIds: readonly string[]
  /** The newest version of the past that all this was read from; none when the worker itself writes. */
  head: Cursor | null
}

export type PushAsk = PushRequest & {
  tokenHash: string
  now: string
  /** Older formats than the released ones, for a test of what a release will do. */
  formats?: Formats | undefined
}

const among = (ids: readonly unknown[]) =>
  sql`(select value from json_each(${JSON.stringify(ids)}))`

/** Everything the decision needs, in one batch. */
export async function readForPush(db: Database, ask: PushAsk): Promise<PushKnown | SyncRefusal> {
  const partnershipId = partnershipOf(ask.tokenHash)
  const mutations = ask.mutations.map((it) => upcast(it, ask.formats))
  const rowIds = touchedIds(mutations)
  const conflictIds = settledIds(mutations)
  const restored = restoredIds(mutations)
  const [sessions, scopes, devices, receipts, rows, conflicts, gone, heads] = await db.batch([
    sessionQuery(db, ask.tokenHash),
    db
      .select({ scope: sql<string>`t.scope` })
      .from(sql`(with ${visible(ask.tokenHash)} select scope from visible) as t`),
    db
      .select({ memberId: device.memberId, lastSeq: device.lastSeq })
      .from(device)
      .where(and(eq(device.partnershipId, partnershipId), eq(device.id, ask.deviceId))),
    db
      .select()
      .from(receipt)
      .where(
        and(
          eq(receipt.partnershipId, partnershipId),
          eq(receipt.deviceId, ask.deviceId),
          inArray(receipt.seq, among(ask.mutations.map(({ seq }) => seq))),
        ),
      ),
    db
      .select()
      .from(row)
      .where(
        and(
          eq(row.partnershipId, partnershipId),
          inArray(
            row.id,
            sql`(select value from json_each(${JSON.stringify(rowIds)})
              union ${stoodOn(partnershipId, restored)})`,
          ),
        ),
      ),
    db
      .select()
      .from(conflict)
      .where(
        and(eq(conflict.partnershipId, partnershipId), inArray(conflict.id, among(conflictIds))),
      ),
    buriedQuery(db, partnershipId, rowIds),
    db
      .select({
        version: partnership.version,
        nonce: versionMark.nonce,
        isPast: isPast(ask.tokenHash, ask),
      })
      .from(partnership)
      .leftJoin(
        versionMark,
        and(
          eq(versionMark.partnershipId, partnership.id),
          eq(versionMark.version, partnership.version),
        ),
      )
      .where(eq(partnership.id, partnershipId)),
  ])
  const seen = scopes.map(({ scope }) => scope)
  const admitted = admit(sessions, ask.now, seen)
  const who = isRefused(admitted)
    ? (leaver(sessions) ?? latecomer(sessions, ask.now, seen))
    : admitted
  if (!who) return admitted as SyncRefusal
  if (isSomebodyElse(ask.as, who)) return { error: 'other-member' }
  const [head] = heads
  return {
    who,
    isOwnDevice: !devices[0] || devices[0].memberId === who.memberId,
    lastSeq: devices[0]?.lastSeq ?? 0,
    since: ask.since,
    isPastLost: !head?.isPast,
    staleTo: ask.staleTo,
    receipts: new Map(receipts.map((it) => [it.seq, { hash: it.hash, result: resultOf(it) }])),
    rows: new Map(rows.map((it) => [it.id, rowOf(it)])),
    rowIds,
    buried: new Map(gone.map((it) => [it.id, buriedRowOf(it)])),
    conflicts: new Map(conflicts.map((it) => [it.id, conflictOf(it)])),
    conflictIds,
    head: head?.nonce ? { version: head.version, id: AFTER_ALL_IDS, nonce: head.nonce } : null,
  }
}
