import { isSame } from '../../../../shared/sync/canonical.ts'
import { MAX_MUTATIONS } from '../../../../shared/sync/limits.ts'
import type { Cursor, PushResponse, Result } from '../../../../shared/sync/protocol.ts'
import { sealNames } from '../store/database.ts'
import type { Database, Meta, OutboxEntry } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { Sealed, Sealer } from '../store/vault.ts'
import { nextBatch } from './batch.ts'
import { offerAgain, queueTables, takeNewDevice } from './journal.ts'
import { TransportError } from './transport.ts'
import type { Transport } from './transport.ts'

/** What sending needs of a store: less of one is at hand where nobody looks at it. */
export type Sender = Pick<Store, 'db' | 'as' | 'world' | 'commit'>
type Way = Pick<Transport, 'push'>

/**
 * Sends what waits, oldest first, until nothing does. Answers false when the server asked for time.
 * A batch that is refused whole is halved until the one bad entry stands alone and can be set aside.
 */
export async function pushAll(store: Sender, transport: Way): Promise<boolean> {
  const told = new Set<PushResponse['status']>()
  for (let limit = MAX_MUTATIONS; ;) {
    const { known, batch } = await nextBatch(store.db, limit)
    if (batch.length === 0) return true
    const answer = await send(store, transport, known, batch)
    if (answer === 'refused' && batch.length > 1) {
      limit = Math.ceil(batch.length / 2)
      continue
    }
    limit = MAX_MUTATIONS
    if (answer === 'refused')
      await setResults(store, known, batch, { results: batch.map(asRefused) })
    else if (answer.status === 'ok') {
      await setResults(store, known, batch, answer)
      if (answer.results.some((it) => it.outcome === 'retry')) return false
    } else {
      // A new id is nobody's, and who has offered everything has nothing more: once must do.
      if (told.has(answer.status)) throw new TransportError('failing', `${answer.status} again`)
      told.add(answer.status)
      const newId = `d-${store.world.newId()}`
      await takeIn(store, known, ({ db }) =>
        answer.status === 'rewound' ? offerAgain(db) : takeNewDevice(db, newId),
      )
    }
  }
}

/**
 * Takes an answer in, if what was known in asking is still what is known. If another tab has been told
 * more meanwhile, or has taken a new id, the answer is of before that, and perhaps of before a restore:
 * it is passed over, and what it was about is sent again.
 */
const takeIn = (store: Sender, known: Partial<Meta>, work: (store: Sender) => Promise<void>) =>
  store.commit(async () => {
    const { db } = store
    await db.transaction('rw', queueTables(db), async () => {
      const now = await db.allMeta()
      const isStill =
        now.deviceId === known.deviceId && isSame(now.seen ?? null, known.seen ?? null)
      if (isStill) await work(store)
    })
    return {}
  })

async function send(
  { as }: Sender,
  transport: Way,
  known: Partial<Meta>,
  batch: OutboxEntry[],
): Promise<PushResponse | 'refused'> {
  const { deviceId = '', at = null, seen = null, answeredTo: since = 0, staleTo = 0 } = known
  const mutations = batch.map((entry) => entry.mutation)
  try {
    return await transport.push({ deviceId, as, at, seen, since, staleTo, mutations })
  } catch (error) {
    if (error instanceof TransportError && error.why === 'refused') return 'refused'
    throw error
  }
}

const asRefused = ({ mutation: { mid, seq } }: OutboxEntry): Result => ({
  mid,
  seq,
  outcome: 'rejected',
  reason: 'invalid',
})

/** An answer is noted on its entry; a refusal takes the entry, whole, to Needs attention. */
async function setResults(
  store: Sender,
  known: Partial<Meta>,
  batch: readonly OutboxEntry[],
  { results, head }: { results: readonly Result[]; head?: Cursor | null },
) {
  const at = store.world.now().toISOString()
  const answers = await sealAnswers(store.db.vault, results)
  await takeIn(store, known, async ({ db }) => {
    await noteAnswers(db, answers, at)
    if (head) await db.writeMeta('seen', head)
  })
  // A server that answers without results would be asked for ever.
  if (results.length < batch.length) throw new TransportError('failing', 'answers are missing')
}

export interface Answer {
  result: Result
  /** A refusal may quote what was written. */
  said: Sealed | null
}

/** Before the transaction that notes them. */
export const sealAnswers = (vault: Sealer, results: readonly Result[]): Promise<Answer[]> =>
  Promise.all(
    results.map(async (result) => {
      const isRefused = result.outcome === 'rejected'
      return {
        result,
        said: isRefused ? await vault.seal(sealNames.said(result.mid), result) : null,
      }
    }),
  )

/** Part of a transaction over the queue's tables. */
export async function noteAnswers(db: Database, answers: readonly Answer[], at: string) {
  const given = answers.filter(({ result }) => result.outcome !== 'retry')
  if (given.length === 0) return
  const entries = await db.outbox.bulkGet(given.map(({ result }) => result.seq))
  const refused: number[] = []
  for (const [nth, { result, said }] of given.entries()) {
    const entry = entries[nth]
    if (!entry || entry.mid !== result.mid || entry.result) continue
    if (said) {
      const { mid, seq, sealed } = entry
      await db.attention.put({ mid, seq, sealed, said, at })
      refused.push(seq)
    } else await db.outbox.put({ ...entry, result })
  }
  await db.outbox.bulkDelete(refused)
  const highest = Math.max(...given.map(({ result }) => result.seq))
  const before = (await db.readMeta('answeredTo')) ?? 0
  if (highest > before) await db.writeMeta('answeredTo', highest)
}
