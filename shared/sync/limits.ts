/** The numbers of the protocol, apart from its schemas: a phone counts by them and needs no schema to. */
export const SCHEMA_VERSION = 1
export const MAX_MUTATIONS = 100
export const MAX_PUSH_BYTES = 512 * 1024
export const MAX_ROW_BYTES = 64 * 1024
export const PAGE_ROWS = 500
/** A fill brings more at a time: nothing is read while it lands. */
export const FILL_ROWS = 2000
/** A page ends here, however few rows it has by then; one row always fits. */
export const MAX_PAGE_BYTES = 1_500_000
export const MAX_SCOPES = 1000
export const MAX_RANGES = 400
/** Of what clashed, the newest: more than this no person settles. */
export const MAX_CONFLICTS = 1000

/** What this build speaks, and the oldest that can still read what is sent. */
export const PROTOCOL = 1
export const OLDEST_READER = 1

/** A phone offers what was acknowledged again, after a restore, for this long; receipts outlive it. */
export const JOURNAL_DAYS = 35

/** Sorts after every id: the cursor has passed all rows of its version. */
export const AFTER_ALL_IDS = '~'
