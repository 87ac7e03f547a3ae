import { and, eq, inArray, sql } from 'drizzle-orm'
import { may } from '../../shared/access/may.ts'
import type { Actor } from '../../shared/access/may.ts'
import { figureKinds } from '../../shared/figures/rows.ts'
import type { FigureKind, Rows } from '../../shared/figures/rows.ts'
import type { DataOf } from '../../shared/kinds.ts'
import { isShown } from './assessment.ts'
import type { Reader } from './assessment.ts'
import type { Database } from './database.ts'
import { conflict, row } from './schema.ts'
import { visible } from './visible.ts'

/**
 * The rows that figures are made of, as far as the holder of this seat may see them: the same scopes as in
 * a pull, so that what is restricted to a group counts for its members alone. Each was parsed when it was
 * written, and a phone adds up what it pulled without parsing it again; so is it here, or the two could
 * differ.
 */
export async function readFigureRows(
  db: Database,
  { partnershipId, tokenHash }: Reader,
  who: Actor,
): Promise<Rows> {
  const rowsOf = (kinds: FigureKind[]) =>
    db
      .select({ kind: row.kind, id: row.id, data: row.data })
      .from(row)
      .where(and(isShown(partnershipId, tokenHash), inArray(row.kind, kinds)))
  const [found, disputed] = await db.batch([
    rowsOf(figureKinds.filter((kind) => kind !== 'recordedCounts')),
    db
      .select({
        ...{ id: conflict.id, rowId: conflict.rowId, field: conflict.field },
        ...{ mineById: conflict.mineById, scope: conflict.scope },
      })
      .from(conflict)
      .where(
        and(
          eq(conflict.partnershipId, partnershipId),
          eq(conflict.settled, false),
          sql`${conflict.scope} in (select t.scope from (with ${visible(tokenHash)} select scope from visible) t)`,
        ),
      ),
  ])
  const rows: Record<string, object[]> = Object.fromEntries(figureKinds.map((kind) => [kind, []]))
  const take = (more: typeof found) => {
    for (const { kind, id, data } of more) rows[kind]?.push({ ...JSON.parse(data ?? '{}'), id })
  }
  take(found)
  // They are many and large: read only where some indicator is made of them.
  const isCounted = rows.indicator?.some(
    (it) => (it as DataOf<'indicator'>).derivedFrom?.kind === 'counts',
  )
  if (isCounted) take(await rowsOf(['recordedCounts']))
  const open = disputed
    .filter((it) => may(who, 'read', { kind: 'conflict', scope: it.scope, data: it }))
    .map(({ id, rowId, field }) => ({ id, rowId, field }))
  return { ...rows, conflict: open } as Rows
}
