import { PARTNERSHIP_SCOPE } from '../../../../shared/access/scopes.ts'
import { PAGE_ROWS } from '../../../../shared/sync/protocol.ts'
import type { Cursor, PullResponse, Row } from '../../../../shared/sync/protocol.ts'
import type { Database, Pack } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { noteResults } from './push.ts'
import type { Transport } from './transport.ts'

/**
 * Brings what changed, page by page. A page, its cursor and the outbox entries whose effect it
 * carries land in one transaction, so a person's own write never flickers out of view.
 *
 * A scope that starts from nothing, or whose past the server no longer has, is gathered beside what
 * is held and swapped in whole: the phone is never wiped first.
 */
export async function pullAll(store: Store, transport: Transport): Promise<void> {
  const { db } = store
  const filling = new Map<string, Row[]>()
  const cursors = { ...(await db.readMeta('cursors')) }
  for (;;) {
    const waiting = store.outbox.filter((entry) => !entry.result)
    const page = await transport.pull({
      deviceId: (await db.readMeta('deviceId')) ?? '',
      cursors,
      pendingFrom: waiting[0]?.seq ?? null,
      unsent: waiting.length,
    })
    for (const scopePage of page.pages) {
      const { scope, resync } = scopePage
      if (resync || !Object.hasOwn(cursors, scope)) filling.set(scope, [])
      filling.get(scope)?.push(...scopePage.rows)
      cursors[scope] = scopePage.cursor
    }
    await land(store, page, filling, cursors)
    if (!page.more) return
  }
}

async function land(
  store: Store,
  page: PullResponse,
  filling: Map<string, Row[]>,
  cursors: Record<string, Cursor>,
) {
  const { db } = store
  const changes = page.pages.filter(({ scope }) => !filling.has(scope)).flatMap(({ rows }) => rows)
  const filled = page.more ? [] : [...filling]
  // A cursor is kept only together with the rows it stands for.
  const kept = (await db.readMeta('cursors')) ?? {}
  for (const [scope, cursor] of Object.entries(cursors)) {
    if (!filling.has(scope) || !page.more) kept[scope] = cursor
  }
  await db.transaction(
    'rw',
    [db.packs, db.rows, db.outbox, db.attention, db.conflicts, db.meta],
    async () => {
      await db.rows.bulkPut(changes)
      for (const [scope, rows] of filled) await swapIn(db, scope, rows)
      await db.conflicts.bulkPut(page.conflicts)
      await noteResults(db, page.receipts, page.serverTime)
      await removeArrived(db, kept[PARTNERSHIP_SCOPE]?.version ?? 0)
      await db.writeMeta('cursors', kept)
      await db.writeMeta('contactAt', store.world.now().toISOString())
    },
  )
  if (filled.length > 0) await store.committed('all')
  else await store.committed(changes)
}

async function swapIn(db: Database, scope: string, rows: readonly Row[]) {
  await db.packs.where('scope').equals(scope).delete()
  await db.rows.where('scope').equals(scope).delete()
  const packs: Pack[] = []
  for (let at = 0; at < rows.length; at += PAGE_ROWS) {
    packs.push({ scope, rows: rows.slice(at, at + PAGE_ROWS) })
  }
  await db.packs.bulkAdd(packs)
}

/** An entry leaves the outbox only when the cursor has reached the version that holds its effect. */
async function removeArrived(db: Database, version: number) {
  const arrived = await db.outbox
    .filter(({ result }) => result?.version !== undefined && result.version <= version)
    .primaryKeys()
  await db.outbox.bulkDelete(arrived)
}
