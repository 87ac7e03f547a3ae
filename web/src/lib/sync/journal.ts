import { JOURNAL_DAYS } from '../../../../shared/sync/limits.ts'
import type { Database, KeptEntry } from '../store/database.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The tables that entries move between. Each function here is part of a transaction over them. */
export const queueTables = (db: Database) => [db.outbox, db.journal, db.attention, db.meta]

/**
 * Takes out of the outbox what has come back: the cursor has reached the version that holds its effect.
 * It goes into the journal, for should the office be restored to a time before it. Answers whether
 * anything did.
 */
export async function removeArrived(db: Database, version: number, now: Date): Promise<boolean> {
  const isArrived = ({ result }: KeptEntry) =>
    result?.version !== undefined && result.version <= version
  const arrived = await db.outbox.filter(isArrived).toArray()
  const at = now.toISOString()
  if (arrived.length > 0) {
    const deviceId = (await db.readMeta('deviceId')) ?? ''
    await db.outbox.bulkDelete(arrived.map(({ seq }) => seq))
    await db.journal.bulkPut(
      arrived.map(({ mid, seq, sealed, savedAt, sentAs }) => ({
        ...{ mid, seq, sealed, savedAt, at },
        deviceId: sentAs ?? deviceId,
      })),
    )
  }
  const kept = new Date(now.getTime() - JOURNAL_DAYS * DAY_MS).toISOString()
  await db.journal.where('at').below(kept).delete()
  return arrived.length > 0
}

/**
 * The office was restored to an earlier time and may have lost what it acknowledged: everything the
 * journal holds goes back into the outbox under its own number, and what was answered waits again. An
 * office that does remember answers as it did, for it keeps its receipts longer than this journal.
 */
export async function offerAgain(db: Database) {
  const deviceId = (await db.readMeta('deviceId')) ?? ''
  const [journal, outbox] = [await db.journal.toArray(), await db.outbox.toArray()]
  const isOwn = (it: { sentAs?: string; deviceId?: string }) =>
    (it.sentAs ?? it.deviceId ?? deviceId) === deviceId
  const plain = ({ mid, seq, sealed, savedAt }: KeptEntry): KeptEntry => ({
    ...{ mid, seq, sealed, savedAt },
  })
  // What was sent under a device id since given up cannot keep its number; it is new work to the office.
  const others = [...journal, ...outbox].filter((it) => !isOwn(it))
  let last = (await db.readMeta('lastSeq')) ?? 0
  await db.outbox.clear()
  await db.outbox.bulkPut([
    ...[...journal, ...outbox].filter(isOwn).map(plain),
    ...others.map((it) => ({ ...plain(it), seq: ++last })),
  ])
  await db.journal.clear()
  await db.writeMeta('lastSeq', last)
  await db.writeMeta('answeredTo', 0)
  // The versions that all this was written over are of a past that is gone.
  await db.writeMeta('staleTo', last)
}

/**
 * Another browser uses this device id (a profile was copied), or it belongs to somebody else. Take
 * a new one and number the waiting work again; its names stay, so nothing can be done twice. It is
 * still sent as the work of the member whose store this is.
 */
export async function takeNewDevice(db: Database, deviceId: string) {
  const sentAs = (await db.readMeta('deviceId')) ?? ''
  const entries = await db.outbox.orderBy('seq').toArray()
  const answered = entries
    .filter((entry) => entry.result)
    .map((entry) => ({ ...entry, sentAs: entry.sentAs ?? sentAs }))
  const waiting = entries.filter((entry) => !entry.result)
  await db.outbox.clear()
  const queued = [...answered, ...waiting].map((entry, at) => ({ ...entry, seq: at + 1 }))
  await db.outbox.bulkAdd(queued)
  await db.writeMeta('lastSeq', queued.length)
  await db.writeMeta('answeredTo', 0)
  if (await db.readMeta('staleTo')) await db.writeMeta('staleTo', queued.length)
  await db.writeMeta('deviceId', deviceId)
}
