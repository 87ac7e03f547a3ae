import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * Persons, in the directory's database. The first four tables are better-auth's, under names of ours
 * and without the columns that nothing here may fill: there is no password and no token of Microsoft's
 * to be stolen, because there is nowhere to put one.
 */
export const person = sqliteTable('person', {
  id: text().primaryKey(),
  /** As everything compares it: trimmed, composed, in lower case. */
  email: text().notNull().unique(),
  /** Always true: a person comes into being by typing a code that was sent to the address. */
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  /** Empty. What somebody is called is a matter of each partnership's member. */
  name: text().notNull(),
  image: text(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export const personSession = sqliteTable(
  'person_session',
  {
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** Half of the cookie. The other half signs it with a secret that is not in the database. */
    token: text().notNull().unique(),
    /** How this browser's holder showed who they are: 'code', 'passkey' or 'entra'. */
    proof: text({ enum: ['code', 'passkey', 'entra'] }).notNull(),
    /** Empty, both: better-auth has the columns, and nothing here needs to know. */
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  (t) => [index('person_session_of').on(t.personId)],
)

/** An identity elsewhere that signs a person in. Microsoft's is named by tenant and object: `tid:oid`. */
export const personAccount = sqliteTable(
  'person_account',
  {
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    providerId: text('provider_id').notNull(),
    accountId: text('account_id').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('person_account_is').on(t.providerId, t.accountId),
    index('person_account_of').on(t.personId),
  ],
)

/** The codes that are out: better-auth keeps their keyed hashes here, one row an address. */
export const verification = sqliteTable(
  'verification',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  (t) => [index('verification_by').on(t.identifier), index('verification_until').on(t.expiresAt)],
)

/** How often an address was sent a code this hour, and how often its code was guessed at. */
export const codeGate = sqliteTable(
  'code_gate',
  {
    email: text().primaryKey(),
    sent: integer().notNull(),
    hourEndsAt: text('hour_ends_at').notNull(),
    tries: integer().notNull(),
    codeEndsAt: text('code_ends_at').notNull(),
  },
  (t) => [index('code_gate_until').on(t.hourEndsAt)],
)

export const passkey = sqliteTable(
  'passkey',
  {
    /** The credential's own id, base64url. */
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** What its owner calls it, so that they know which to remove when a phone is lost. */
    label: text().notNull(),
    /** COSE, base64url. */
    publicKey: text('public_key').notNull(),
    /** Goes up with every use, where the authenticator counts; one that goes back was copied. */
    counter: integer().notNull(),
    /** JSON list, handed back to the browser so that it knows where to look. */
    transports: text().notNull(),
    createdAt: text('created_at').notNull(),
    lastUsedAt: text('last_used_at'),
  },
  (t) => [index('passkey_of').on(t.personId)],
)

/** A question put to one browser, answered once: a passkey's challenge, a round trip to Microsoft. */
export const challenge = sqliteTable(
  'challenge',
  {
    /** SHA-256 of the browser's cookie, so that the cookie's holder alone can answer. */
    keyHash: text('key_hash').primaryKey(),
    kind: text({ enum: ['register', 'passkey', 'entra'] }).notNull(),
    value: text().notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  (t) => [index('challenge_until').on(t.expiresAt)],
)
