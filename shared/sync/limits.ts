/** The numbers of the protocol, apart from its schemas: a phone counts by them and needs no schema to. */
export const SCHEMA_VERSION = 1
export const MAX_MUTATIONS = 100
export const MAX_PUSH_BYTES = 512 * 1024
export const MAX_ROW_BYTES = 64 * 1024
export const PAGE_ROWS = 500
export const MAX_SCOPES = 1000

/** Sorts after every id: the cursor has passed all rows of its version. */
export const AFTER_ALL_IDS = '~'
