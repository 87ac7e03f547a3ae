import { SCHEMA_VERSION } from '../../../../shared/sync/limits.ts'
import type { Mutation } from '../../../../shared/sync/protocol.ts'
import { entryOf } from './contents.ts'
import { sealNames } from './database.ts'
import type { Database, OutboxEntry } from './database.ts'
import type { World } from './store.ts'
import type { Sealed } from './vault.ts'
import type { Draft } from './write.ts'

interface Prepared {
  mutation: Omit<Mutation, 'seq'>
  savedAt: string
  sealed: Sealed
}

/** Named and sealed before the transaction, because nothing but the database may be waited for in it. */
export function prepare(db: Database, world: World, drafts: readonly Draft[]): Promise<Prepared[]> {
  const savedAt = world.now().toISOString()
  return Promise.all(
    drafts.map(async (draft) => {
      const mid = world.newId()
      const head = { mid, schemaVersion: SCHEMA_VERSION, deviceTime: savedAt }
      const mutation = { ...draft, ...head } as Omit<Mutation, 'seq'>
      return { mutation, savedAt, sealed: await db.vault.seal(sealNames.mutation(mid), mutation) }
    }),
  )
}

/**
 * Puts work into the outbox, numbered in the transaction that keeps it. All of it is durable when this
 * resolves. Refused work that is sent again leaves Needs attention in the same step. `isAgain` after a
 * lost connection, when nobody can tell whether the first try was kept.
 */
export function enqueue(
  db: Database,
  prepared: readonly Prepared[],
  isAgain: boolean,
  refusedMid?: string,
): Promise<OutboxEntry[]> {
  return db.transaction('rw', db.outbox, db.attention, db.meta, async () => {
    if (refusedMid) await db.attention.delete(refusedMid)
    const known = new Map<string, number>()
    if (isAgain) await db.outbox.each(({ mid, seq }) => void known.set(mid, seq))
    let last = (await db.readMeta('lastSeq')) ?? 0
    const entries = prepared.map(({ mutation, savedAt, sealed }) => {
      const isNew = !known.has(mutation.mid)
      const seq = known.get(mutation.mid) ?? ++last
      return { isNew, kept: { mid: mutation.mid, seq, savedAt, sealed }, mutation }
    })
    // Both at once: somebody looks at the button and waits for each turn to the disk's own process.
    await Promise.all([
      db.outbox.bulkAdd(entries.filter(({ isNew }) => isNew).map(({ kept }) => kept)),
      db.writeMeta('lastSeq', last),
    ])
    return entries.map(({ kept, mutation }) => entryOf(kept.seq, mutation, kept.savedAt))
  })
}
