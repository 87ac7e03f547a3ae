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

interface Numbering {
  /** After a failure that does not say whether the first try was kept. */
  isAgain: boolean
  refusedMid: string | undefined
  /** The last number, as this tab knows it. */
  lastSeq: number
}

/**
 * Puts work into the outbox, numbered in the transaction that keeps it. All of it is durable when this
 * resolves. Refused work that is sent again leaves Needs attention in the same step. It is numbered from what this
 * tab knows, before the disk has answered; if another tab has numbered meanwhile, nothing of that is kept and it is
 * numbered from what the disk says.
 */
export async function enqueue(
  db: Database,
  prepared: readonly Prepared[],
  numbering: Numbering,
): Promise<OutboxEntry[]> {
  try {
    return await number(db, prepared, numbering)
  } catch (error) {
    if (((await db.readMeta('lastSeq')) ?? 0) === numbering.lastSeq) throw error
    return number(db, prepared, { ...numbering, isAgain: true })
  }
}

function number(
  db: Database,
  prepared: readonly Prepared[],
  { isAgain, refusedMid, lastSeq }: Numbering,
): Promise<OutboxEntry[]> {
  return db.transaction('rw', db.outbox, db.attention, db.meta, async () => {
    if (refusedMid) await db.attention.delete(refusedMid)
    const known = new Map<string, number>()
    if (isAgain) await db.outbox.each(({ mid, seq }) => void known.set(mid, seq))
    const read = async () => (await db.readMeta('lastSeq')) ?? 0
    let last = isAgain ? await read() : lastSeq
    const entries = prepared.map(({ mutation, savedAt, sealed }) => {
      const isNew = !known.has(mutation.mid)
      const seq = known.get(mutation.mid) ?? ++last
      return { isNew, kept: { mid: mutation.mid, seq, savedAt, sealed }, mutation }
    })
    // All at once: somebody looks at the button and waits for each turn to the disk's own process.
    const [, stood] = await Promise.all([
      db.outbox.bulkAdd(entries.filter(({ isNew }) => isNew).map(({ kept }) => kept)),
      isAgain ? lastSeq : read(),
      db.writeMeta('lastSeq', last),
    ])
    if (stood !== lastSeq) throw new Error('numbered by another tab')
    return entries.map(({ kept, mutation }) => entryOf(kept.seq, mutation, kept.savedAt))
  })
}
