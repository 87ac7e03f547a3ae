import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

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
    /** When it was deleted, for the day its tombstone may go. */
    deletedAt: text('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.id] }),
    index('row_pull').on(t.partnershipId, t.scope, t.version, t.id),
    /** The few rows that open a scope: every pull asks which of them its member may see. */
    index('row_opens_scope')
      .on(t.partnershipId, t.kind, t.id)
      .where(sql`kind in ('plan', 'edition')`),
    /** Of the events and meetings, which are many, those that do. */
    index('row_restricted')
      .on(t.partnershipId, t.id)
      .where(sql`kind in ('event', 'meeting') and data ->> '$.restrictedToId' is not null`),
    /** The events of a day, without reading what was logged at all the others. */
    index('row_event_on')
      .on(t.partnershipId, sql`data ->> '$.onDate'`)
      .where(sql`kind = 'event'`),
    /** What was found and what came of it, among all that was logged. */
    index('row_found')
      .on(t.partnershipId, t.kind)
      .where(sql`kind in ('finding', 'findingStep')`),
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
    scope: text().notNull().default('partnership'),
    /** Why what looks like a resident's personal data had to stand in it. */
    because: text(),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.deviceId, t.seq] }),
    index('history_of_row').on(t.partnershipId, t.rowId, t.version),
    index('history_by_time').on(t.partnershipId, t.at),
  ],
)

/**
 * What happened that is no change of a row: sign-ins, refusals, exports, invitations, orders to a
 * phone, purges. Append-only, as history is: triggers refuse an update, and a delete that is not the
 * purge's.
 */
export const audit = sqliteTable(
  'audit',
  {
    id: text().primaryKey(),
    partnershipId: text('partnership_id').notNull(),
    at: text().notNull(),
    /** Null when nobody was signed in. */
    byId: text('by_id'),
    deviceId: text('device_id'),
    /** In a word or two, as "signed in", "refused", "exported". */
    what: text().notNull(),
    /** The row, member or browser it was about. */
    about: text(),
    detail: text(),
  },
  (t) => [index('audit_by_time').on(t.partnershipId, t.at)],
)

/** Open only inside the batch of a purge; without it the triggers let no record go. */
export const purgePermit = sqliteTable('purge_permit', { at: text().notNull() })

/** Both values of a field that two people changed, until a person settles it and for a while after. */
export const conflict = sqliteTable(
  'conflict',
  {
    partnershipId: text('partnership_id').notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    rowId: text('row_id').notNull(),
    /** Its row's, which never moves: a conflict quotes the row, and whoever may not see that sees neither. */
    scope: text().notNull().default('partnership'),
    field: text().notNull(),
    base: text().notNull(),
    mine: text().notNull(),
    theirs: text().notNull(),
    mineById: text('mine_by_id').notNull(),
    mineAt: text('mine_at').notNull(),
    /** Null where the history no longer says. */
    theirsById: text('theirs_by_id'),
    theirsAt: text('theirs_at'),
    settled: integer({ mode: 'boolean' }).notNull().default(false),
    settledById: text('settled_by_id'),
    settledAt: text('settled_at'),
    /** 'mine', 'theirs', 'other', or 'deleted' with its row. */
    settledHow: text('settled_how'),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.id] }),
    index('conflict_pull').on(t.partnershipId, t.version),
    index('conflict_of_row').on(t.partnershipId, t.rowId),
    /** What a phone that comes to a scope must know. */
    index('conflict_open')
      .on(t.partnershipId, t.scope, t.version)
      .where(sql`settled = 0`),
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
    /** The seat it last came with: an order to the browser is an order to that. */
    tokenHash: text('token_hash'),
    /** What the browser calls itself, in few words: "Chrome on Android". */
    label: text(),
    ordered: text(),
    orderedById: text('ordered_by_id'),
    orderedAt: text('ordered_at'),
    /** When it carried the order out. */
    doneAt: text('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.id] }),
    index('device_of_seat').on(t.tokenHash),
  ],
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

/**
 * A seat: a person's place in this partnership, in one browser. It lives here only: taking the row
 * away signs the browser out at its next request. Who the person is, and how they proved it, stands
 * in the directory's database.
 */
export const session = sqliteTable('session', {
  /** SHA-256 of the token, so that reading the database does not let anybody in. */
  tokenHash: text('token_hash').primaryKey(),
  partnershipId: text('partnership_id').notNull(),
  memberId: text('member_id').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  /** How its holder proved who they are: 'code', 'passkey', 'entra', 'pass', or 'demo'. */
  proof: text().notNull().default('code'),
  /** In the directory's database; null for a pass. */
  personId: text('person_id'),
  personSessionId: text('person_session_id'),
  /** 'sign-out' or 'wipe': nothing but the order is answered any more. */
  ordered: text(),
})

/** D1 has no conditional commit. Writing a 0 here breaks the CHECK, and so the whole batch. */
export const guard = sqliteTable('guard', { ok: integer().notNull() }, (t) => [
  check('guard_holds', sql`${t.ok} = 1`),
])

/**
 * The directory: which database holds a partnership, and who may sit where. These tables are in
 * use in the deployment's first database only; every database has the same tables, so that one set of
 * migrations serves them all.
 */
export const directory = sqliteTable('directory', {
  partnershipId: text('partnership_id').primaryKey(),
  /** The name of a D1 binding of this deployment. */
  binding: text().notNull(),
  name: text().notNull(),
  createdAt: text('created_at').notNull(),
})

/** One person may have a seat in several partnerships, and in each is one member. */
export const membership = sqliteTable(
  'membership',
  {
    personId: text('person_id').notNull(),
    partnershipId: text('partnership_id').notNull(),
    memberId: text('member_id').notNull(),
    since: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.partnershipId] }),
    uniqueIndex('membership_of_member').on(t.partnershipId, t.memberId),
  ],
)

/** An invitation is used once, by the address it was sent to, before it expires. */
export const invitation = sqliteTable(
  'invitation',
  {
    tokenHash: text('token_hash').primaryKey(),
    partnershipId: text('partnership_id').notNull(),
    memberId: text('member_id').notNull(),
    email: text().notNull(),
    invitedById: text('invited_by_id').notNull(),
    invitedAt: text('invited_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    acceptedAt: text('accepted_at'),
    withdrawnAt: text('withdrawn_at'),
  },
  (t) => [
    index('invitation_to').on(t.email),
    index('invitation_of').on(t.partnershipId, t.memberId),
  ],
)

/** A one-day pass to one event, for borrowed phones. The code itself is not kept. */
export const pass = sqliteTable(
  'pass',
  {
    id: text().primaryKey(),
    partnershipId: text('partnership_id').notNull(),
    codeHash: text('code_hash').notNull().unique(),
    eventId: text('event_id').notNull(),
    agencyId: text('agency_id').notNull(),
    issuedById: text('issued_by_id').notNull(),
    issuedAt: text('issued_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    taken: integer().notNull().default(0),
    withdrawnAt: text('withdrawn_at'),
  },
  (t) => [index('pass_of_event').on(t.partnershipId, t.eventId)],
)

/**
 * How a member wants to be reminded, and how far the worker has come with it. Beside the rows that sync,
 * because it is nobody else's business and of use at the office alone. It is the partnership's database
 * that knows what there is to be reminded of, so it stands there.
 */
export const reminderSetting = sqliteTable(
  'reminder_setting',
  {
    partnershipId: text('partnership_id').notNull(),
    memberId: text('member_id').notNull(),
    digest: text().notNull(),
    digestDay: integer('digest_day').notNull(),
    quietFrom: integer('quiet_from').notNull(),
    quietTo: integer('quiet_to').notNull(),
    /** Where they set it: a letter is written with no request to take an address from. */
    origin: text().notNull(),
    /** When the next letter is due. Moving it on is what claims a letter. */
    nextAt: text('next_at'),
    /** The day of the last letter. Whoever changes their mind on that day has had it. */
    letterOn: text('letter_on'),
    /** What was last looked at for a push message: the partnership's version, and the day. */
    seenVersion: integer('seen_version'),
    seenOn: text('seen_on'),
    /** The keys of what they have been told of and what still waits, as JSON. */
    told: text().notNull().default('[]'),
  },
  (t) => [
    primaryKey({ columns: [t.partnershipId, t.memberId] }),
    index('reminder_due')
      .on(t.nextAt)
      .where(sql`next_at is not null`),
  ],
)

/** Where a browser can be reached while nobody looks at it. It ends with its seat. */
export const pushSubscription = sqliteTable(
  'push_subscription',
  {
    tokenHash: text('token_hash')
      .primaryKey()
      .references(() => session.tokenHash, { onDelete: 'cascade' }),
    partnershipId: text('partnership_id').notNull(),
    memberId: text('member_id').notNull(),
    /** Whoever has it can send nothing without our key, and nothing readable without the two below. */
    endpoint: text().notNull().unique(),
    p256dh: text().notNull(),
    auth: text().notNull(),
    since: text().notNull(),
  },
  (t) => [index('push_subscription_of').on(t.partnershipId, t.memberId)],
)
