import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Cursor } from '../../shared/sync/protocol.ts'
import { partnershipOf } from './session.ts'

/** Whether this database wrote the version that a cursor stands at: a restored one has other nonces. */
export const isMarked = (tokenHash: string, at: Cursor | null) => sql<number>`exists (
  select 1 from version_mark m where m.partnership_id = ${partnershipOf(tokenHash)}
    and m.version = ${at?.version ?? -1} and m.nonce = ${at?.nonce ?? ''})`

/**
 * Whether this database has the past that a phone knows: it wrote the version that the phone stands at,
 * and the newest of which any answer told it. A phone that was told nothing yet knows no other past.
 */
export function isPast(
  tokenHash: string,
  { at, seen }: { at?: Cursor | null | undefined; seen?: Cursor | null | undefined },
): SQL<number> {
  const marks = [at, seen].flatMap((it) => (it ? [isMarked(tokenHash, it)] : []))
  return sql<number>`(${sql.join([sql`true`, ...marks], sql` and `)})`
}
