import { MAX_MUTATIONS, MAX_PUSH_BYTES } from '../../../../shared/sync/limits.ts'
import type { PushResponse, Result } from '../../../../shared/sync/protocol.ts'
import { sealNames } from '../store/database.ts'
import type { Database, OutboxEntry } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { Sealed, Vault } from '../store/vault.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

/** Room for the envelope around the mutations. */
const PAYLOAD_BYTES = MAX_PUSH_BYTES - 4096

/**
 * Sends what waits, oldest first, until nothing does. Answers false when the server asked for time.
 * A batch that is refused whole is halved until the one bad entry stands alone and can be set aside.
 */
export async function pushAll(store: Store, transport: Transport): Promise<boolean> {
  let isRenamed = false
  for (let limit = MAX_MUTATIONS; ;) {
    const waiting = store.outbox.filter((entry) => !entry.result)
    const batch = nextBatch(waiting, limit)
    if (batch.length === 0) return true
    const answer = await send(store, transport, batch)
    if (answer === 'refused' && batch.length > 1) {
      limit = Math.ceil(batch.length / 2)
      continue
    }
    if (answer === 'refused') await setResults(store, batch, batch.map(asRefused))
    else if (answer.status === 'device-forked') {
      // A new id is nobody's: to be told so twice is no fork, and must not go round for ever.
      if (isRenamed) throw new TransportError('unreachable', 'a new device id is taken too')
      isRenamed = true
      await takeNewDevice(store)
    } else {
      await setResults(store, batch, answer.results)
      if (answer.results.some((it) => it.outcome === 'retry')) return false
    }
    limit = MAX_MUTATIONS
  }
}

async function send(
  { db, as }: Store,
  transport: Transport,
  batch: OutboxEntry[],
): Promise<PushResponse | 'refused'> {
  const deviceId = (await db.readMeta('deviceId')) ?? ''
  try {
    return await transport.push({ deviceId, as, mutations: batch.map((entry) => entry.mutation) })
  } catch (error) {
    if (error instanceof TransportError && error.why === 'refused') return 'refused'
    throw error
  }
}

function nextBatch(waiting: readonly OutboxEntry[], limit: number): OutboxEntry[] {
  const batch: OutboxEntry[] = []
  let bytes = 0
  for (const entry of waiting.slice(0, limit)) {
    bytes += new TextEncoder().encode(JSON.stringify(entry.mutation)).length + 1
    if (batch.length > 0 && bytes > PAYLOAD_BYTES) break
    batch.push(entry)
  }
  return batch
}

const asRefused = ({ mutation: { mid, seq } }: OutboxEntry): Result => ({
  mid,
  seq,
  outcome: 'rejected',
  reason: 'invalid',
})

/** An answer is noted on its entry; a refusal takes the entry, whole, to Needs attention. */
async function setResults(store: Store, batch: readonly OutboxEntry[], results: readonly Result[]) {
  const { db } = store
  const at = store.world.now().toISOString()
  await store.commit(async () => {
    const answers = await sealAnswers(db.vault, results)
    await db.transaction('rw', db.outbox, db.attention, () => noteAnswers(db, answers, at))
    return []
  })
  // A server that answers without results would be asked for ever.
  if (results.length < batch.length) throw new TransportError('unreachable', 'answers are missing')
}

export interface Answer {
  result: Result
  /** A refusal may quote what was written. */
  said: Sealed | null
}

/** Before the transaction that notes them. */
export const sealAnswers = (vault: Vault, results: readonly Result[]): Promise<Answer[]> =>
  Promise.all(
    results.map(async (result) => {
      const isRefused = result.outcome === 'rejected'
      return {
        result,
        said: isRefused ? await vault.seal(sealNames.said(result.mid), result) : null,
      }
    }),
  )

/** Part of a transaction over outbox and attention. */
export async function noteAnswers(db: Database, answers: readonly Answer[], at: string) {
  for (const { result, said } of answers) {
    if (result.outcome === 'retry') continue
    const entry = await db.outbox.get(result.seq)
    if (!entry || entry.mid !== result.mid || entry.result) continue
    if (said) {
      const { mid, seq, sealed } = entry
      await db.attention.put({ mid, seq, sealed, said, at })
      await db.outbox.delete(result.seq)
    } else await db.outbox.put({ ...entry, result })
  }
}

/**
 * Another browser uses this device id (a profile was copied), or it belongs to somebody else. Take
 * a new one and number the waiting work again; its ids stay, so nothing can be done twice. It is
 * still sent as the work of the member whose store this is.
 */
const takeNewDevice = (store: Store) =>
  store.commit(async () => {
    const { db, world } = store
    await db.transaction('rw', db.outbox, db.meta, async () => {
      const entries = await db.outbox.orderBy('seq').toArray()
      const answered = entries.filter((entry) => entry.result)
      const waiting = entries.filter((entry) => !entry.result)
      await db.outbox.clear()
      const queued = [...answered, ...waiting].map((entry, at) => ({ ...entry, seq: at + 1 }))
      await db.outbox.bulkAdd(queued)
      await db.writeMeta('lastSeq', queued.length)
      await db.writeMeta('deviceId', `d-${world.newId()}`)
    })
    return []
  })
