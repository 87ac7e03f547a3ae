import { SCHEMA_VERSION } from '../../../../shared/sync/limits.ts'
import { sealNames } from './database.ts'
import type { Database } from './database.ts'
import type { World } from './store.ts'
import type { Draft } from './write.ts'

/**
 * Puts work into the outbox: sealed first, because nothing but the database may be waited for inside its
 * transaction, then numbered in the transaction that keeps it. All of it is durable when this resolves.
 * Refused work that is sent again leaves Needs attention in the same step.
 */
export async function queue(
  db: Database,
  world: World,
  drafts: readonly Draft[],
  refusedMid?: string,
): Promise<void> {
  const savedAt = world.now().toISOString()
  const seal = async (draft: Draft) => {
    const mid = world.newId()
    const mutation = { ...draft, mid, schemaVersion: SCHEMA_VERSION, deviceTime: savedAt }
    return { mid, savedAt, sealed: await db.vault.seal(sealNames.mutation(mid), mutation) }
  }
  const sealed = await Promise.all(drafts.map(seal))
  await db.transaction('rw', db.outbox, db.attention, db.meta, async () => {
    if (refusedMid) await db.attention.delete(refusedMid)
    let seq = (await db.readMeta('lastSeq')) ?? 0
    await db.outbox.bulkAdd(sealed.map((entry) => ({ ...entry, seq: ++seq })))
    await db.writeMeta('lastSeq', seq)
  })
}
