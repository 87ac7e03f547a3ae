import { isSame } from '../../../../shared/sync/canonical.ts'
import { PAGE_ROWS } from '../../../../shared/sync/limits.ts'
import type { Conflict, PullResponse, Row } from '../../../../shared/sync/protocol.ts'
import { sealNames } from '../store/database.ts'
import type { Database, KeptConflict, Pack } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { isComplete, wholeScopes } from './haul.ts'
import type { Haul } from './haul.ts'
import { noteAnswers, sealAnswers } from './push.ts'

/**
 * Puts what a pull brought into the tables, in one transaction with its cursor, its receipts and the
 * outbox entries that have arrived. False when another tab has landed something since this began:
 * then nothing is written, and the next pull starts from where that tab got to.
 */
export async function land(store: Store, haul: Haul, page: PullResponse): Promise<boolean> {
  const { db } = store
  const isSwap = isComplete(haul, page)
  const held = isSwap ? wholeScopes(haul) : haul.held
  const packs = isSwap ? await pack(db, haul.beside) : []
  const changes = haul.changes.filter(({ scope }) => held.includes(scope))
  const rows = await db.sealRows(changes)
  const conflicts = await sealConflicts(db, haul.conflicts)
  const answers = await sealAnswers(db.vault, haul.receipts)
  const gone = page.scopes || haul.isWhole ? await goneScopes(db, held) : []
  const goneIds = await idsIn(db, gone)
  const swapped = isSwap ? [...haul.beside.keys()] : []
  let isLanded = false

  await store.commit(async () => {
    await db.transaction(
      'rw',
      [db.packs, db.rows, db.outbox, db.attention, db.conflicts, db.meta],
      async () => {
        isLanded = isSame(haul.from, (await db.readMeta('at')) ?? null)
        if (!isLanded) return
        if (haul.isWhole) await db.conflicts.clear()
        for (const table of [db.packs, db.rows]) {
          await table
            .where('scope')
            .anyOf([...gone, ...swapped])
            .delete()
        }
        await db.conflicts.filter(({ rowId }) => goneIds.has(rowId)).delete()
        await db.packs.bulkAdd(packs)
        await db.rows.bulkPut(rows)
        await db.conflicts.bulkPut(conflicts)
        await noteAnswers(db, answers, page.serverTime)
        if (!page.more) await removeArrived(db, page.at.version)
        const now = store.world.now().toISOString()
        await db.writeMeta('at', page.at)
        await db.writeMeta('held', held)
        await db.writeMeta('contactAt', now)
        // Contact proves the time as well: a clock that once ran ahead locks nobody out for ever.
        await db.writeMeta('seenAt', now)
        await db.writeMeta('leaseDays', page.leaseDays)
      },
    )
    return isLanded && gone.length + swapped.length === 0 ? changes : 'all'
  })
  return isLanded
}

/** Everything that stands in the tables and may not: scopes taken away, and leftovers of a whole. */
async function goneScopes(db: Database, held: readonly string[]): Promise<string[]> {
  const keys = [db.packs, db.rows].map((table) => table.orderBy('scope').uniqueKeys())
  const scopes = new Set((await Promise.all(keys)).flat() as string[])
  return [...scopes].filter((scope) => !held.includes(scope))
}

/** A conflict quotes the row it is about, and leaves with it. */
async function idsIn(db: Database, scopes: readonly string[]): Promise<Set<string>> {
  const packs = await db.packs.where('scope').anyOf(scopes).toArray()
  const opened = await Promise.all(
    packs.map(({ scope, sealed }) => db.vault.open(sealNames.pack(scope), sealed)),
  )
  const packed = (opened as (Row[] | undefined)[]).flatMap((rows) => rows ?? [])
  const single = await db.rows.where('scope').anyOf(scopes).primaryKeys()
  return new Set([...packed.map(({ id }) => id), ...single])
}

async function pack(db: Database, beside: Haul['beside']): Promise<Pack[]> {
  const packs: Promise<Pack>[] = []
  for (const [scope, byId] of beside) {
    const rows = [...byId.values()]
    for (let at = 0; at < rows.length; at += PAGE_ROWS) {
      const some = rows.slice(at, at + PAGE_ROWS)
      const seal = db.vault.seal(sealNames.pack(scope), some)
      packs.push(seal.then((sealed) => ({ scope, sealed })))
    }
  }
  return Promise.all(packs)
}

const sealConflicts = (
  { vault }: Database,
  conflicts: readonly Conflict[],
): Promise<KeptConflict[]> =>
  Promise.all(
    conflicts.map(async (it) => {
      const { id, rowId } = it
      return { id, rowId, sealed: await vault.seal(sealNames.conflict(id), it) }
    }),
  )

/** An entry leaves the outbox only when the cursor has reached the version that holds its effect. */
async function removeArrived(db: Database, version: number) {
  const arrived = await db.outbox
    .filter(({ result }) => result?.version !== undefined && result.version <= version)
    .primaryKeys()
  await db.outbox.bulkDelete(arrived)
}
