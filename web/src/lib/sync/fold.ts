import type { Row } from '../../../../shared/sync/protocol.ts'
import { FILL_ROWS } from '../../../../shared/sync/limits.ts'
import type { Database, Pack } from '../store/database.ts'
import type { Change, Store } from '../store/store.ts'
import { lastKept } from './land.ts'
import { openPack, packRows } from '../store/packs.ts'

/** Packs that a scope may have beyond what its rows fill. Each costs a decryption when the app opens. */
const SPARE_PACKS = 24

/**
 * Puts the many small packs of a scope together into few, without what has since been changed or deleted.
 * For idle moments: nothing that anybody sees changes.
 */
export async function fold(store: Store): Promise<void> {
  store.foldBegins()
  for (const scope of await longScopes(store)) await foldScope(store, scope)
}

async function longScopes({ db, view }: Store): Promise<string[]> {
  const spare = new Map<string, number>()
  const count = (scope: string, by: number) => spare.set(scope, (spare.get(scope) ?? 0) + by)
  await db.packs.orderBy('scope').eachKey((scope) => void count(String(scope), 1))
  for (const { scope, deleted } of view.bases()) if (!deleted) count(scope, -1 / FILL_ROWS)
  return [...spare].filter(([, packs]) => packs > SPARE_PACKS).map(([scope]) => scope)
}

async function foldScope(store: Store, scope: string): Promise<void> {
  const { db } = store
  const before = await db.packs.where('scope').equals(scope).sortBy('id')
  const opened = await openAll(db, before)
  if (!opened) return
  const packs = await packRows(db.vault, liveRows(opened))
  const ids = before.map(({ id }) => id as number)
  await store.commit(async (): Promise<Change> => {
    let folded: Change['folded']
    await db.transaction('rw', db.packs, db.meta, async () => {
      const now = await db.packs.where('scope').equals(scope).primaryKeys()
      // Somebody has landed something there meanwhile; there will be another idle moment.
      if (now.length !== ids.length || now.some((id) => !ids.includes(id))) return
      const era = (await db.readMeta('era')) ?? 0
      const { lastPack: last } = await lastKept(db)
      await db.packs.bulkDelete(ids)
      const added = await db.packs.bulkAdd(packs, { allKeys: true })
      await db.writeMeta('era', era + 1)
      folded = {
        from: { era, lastPack: last },
        to: { era: era + 1, lastPack: added.at(-1) ?? last },
      }
    })
    return folded ? { folded } : {}
  })
}

/** Null when one cannot be read: reading the store deals with that. */
async function openAll({ vault }: Database, packs: readonly Pack[]): Promise<Row[][] | null> {
  const opened = await Promise.all(packs.map((pack) => openPack(vault, pack)))
  return opened.includes(undefined) ? null : (opened as Row[][])
}

function liveRows(packs: readonly Row[][]): Row[] {
  const rows = new Map<string, Row>()
  for (const row of packs.flat()) {
    const known = rows.get(row.id)
    if (!known || known.version <= row.version) rows.set(row.id, row)
  }
  return [...rows.values()].filter(({ deleted }) => !deleted)
}
