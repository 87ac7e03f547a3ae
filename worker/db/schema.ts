import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * One table of rows carries everything that syncs. The alternative, a table for each noun, was
 * weighed: it gives SQL columns to query by, and asks in return for a migration, a mapper and a
 * pull query for every new field, on every deployment, in step with phones that run last month's
 * build. Here a new field is a line in a valibot schema; the price is that rules live in shared/ and
 * that anything the worker must find by a field needs an expression index.
 */
export const partnership = sqliteTable('partnership', {
  id: text().primaryKey(),
  /** Goes up by one with every push that writes. Rows carry the version they were last written at. */
  version: integer().notNull().default(0),
})

/** The nonce the server wrote for a version: a restored database has other nonces, and phones notice. */
export const versionMark = sqliteTable(
  'version_mark',
  {
    partnershipId: text('partnership_id').notNull(),
    version: integer().notNull(),
    nonce: text().notNull(),
    at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnershipId, t.version] })],
)

export const row = sqliteTable(
  'row',
  {
    partnershipId: text('partnership_id').notNull(),
    id: text().notNull(),
    scope: text().notNull(),
    kind: text().notNull(),
    version: integer().notNull(),
    deleted: integer({ mode: 'boolean' }).notNull(),
    /** Two unsigned 32-bit halves of the canonical hash, apart so that SQL can add a scope's digest up. */
    hashHi: integer('hash_hi').notNull(),
    hashLo: integer('hash_lo').notNull(),
    /** JSON that the kind's schema has passed; null once deleted. */
    data: text(),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.id] }),
    index('row_pull').on(t.partnershipId, t.scope, t.version, t.id),
  ],
)

/** Who did what to which row, when, from which device, from what to what. Append-only. */
export const history = sqliteTable(
  'history',
  {
    partnershipId: text('partnership_id').notNull(),
    version: integer().notNull(),
    seq: integer().notNull(),
    mid: text().notNull(),
    rowId: text('row_id').notNull(),
    kind: text().notNull(),
    byId: text('by_id').notNull(),
    deviceId: text('device_id').notNull(),
    deviceTime: text('device_time').notNull(),
    at: text().notNull(),
    changes: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.deviceId, t.seq] }),
    index('history_of_row').on(t.partnershipId, t.rowId, t.version),
  ],
)

export const conflict = sqliteTable(
  'conflict',
  {
    partnershipId: text('partnership_id').notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    rowId: text('row_id').notNull(),
    field: text().notNull(),
    base: text().notNull(),
    mine: text().notNull(),
    theirs: text().notNull(),
    mineById: text('mine_by_id').notNull(),
    mineAt: text('mine_at').notNull(),
    settled: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.id] }),
    index('conflict_pull').on(t.partnershipId, t.version),
  ],
)

/** A signed-in browser. `lastSeq` moves past refusals too. */
export const device = sqliteTable(
  'device',
  {
    partnershipId: text('partnership_id').notNull(),
    id: text().notNull(),
    memberId: text('member_id').notNull(),
    lastSeq: integer('last_seq').notNull().default(0),
    lastContactAt: text('last_contact_at').notNull(),
    unsent: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.partnershipId, t.id] })],
)

/** What was answered to a device's seq, so that the same mutation sent twice gets the same answer. */
export const receipt = sqliteTable(
  'receipt',
  {
    partnershipId: text('partnership_id').notNull(),
    deviceId: text('device_id').notNull(),
    seq: integer().notNull(),
    mid: text().notNull(),
    hash: text().notNull(),
    outcome: text().notNull(),
    reason: text(),
    detail: text(),
    version: integer(),
    at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnershipId, t.deviceId, t.seq] })],
)

/** The payload of everything refused. Nothing is acknowledged and dropped. */
export const deadLetter = sqliteTable(
  'dead_letter',
  {
    partnershipId: text('partnership_id').notNull(),
    deviceId: text('device_id').notNull(),
    seq: integer().notNull(),
    memberId: text('member_id').notNull(),
    reason: text().notNull(),
    payload: text().notNull(),
    at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnershipId, t.deviceId, t.seq] })],
)

/** A session lives here only: taking the row away signs the browser out at its next request. */
export const session = sqliteTable('session', {
  /** SHA-256 of the token, so that reading the database does not let anybody in. */
  tokenHash: text('token_hash').primaryKey(),
  partnershipId: text('partnership_id').notNull(),
  memberId: text('member_id').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at').notNull(),
})

/** D1 has no conditional commit. Writing a 0 here breaks the CHECK, and so the whole batch. */
export const guard = sqliteTable('guard', { ok: integer().notNull() }, (t) => [
  check('guard_holds', sql`${t.ok} = 1`),
])
