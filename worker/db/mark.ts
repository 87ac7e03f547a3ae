import { sql } from 'drizzle-orm'
import type { Cursor } from '../../shared/sync/protocol.ts'
import { partnershipOf } from './session.ts'

/** Whether this database wrote the version that a cursor stands at: a restored one has other nonces. */
export const isMarked = (tokenHash: string, at: Cursor | null) => sql<number>`exists (
  select 1 from version_mark m where m.partnership_id = ${partnershipOf(tokenHash)}
    and m.version = ${at?.version ?? -1} and m.nonce = ${at?.nonce ?? ''})`
