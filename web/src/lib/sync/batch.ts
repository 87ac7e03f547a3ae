import { MAX_PUSH_BYTES } from '../../../../shared/sync/limits.ts'
import type { Mutation } from '../../../../shared/sync/protocol.ts'
import { entryOf } from '../store/contents.ts'
import { sealNames } from '../store/database.ts'
import type { Database, KeptEntry, Meta, OutboxEntry } from '../store/database.ts'

/** Room for the envelope around the mutations. */
const PAYLOAD_BYTES = MAX_PUSH_BYTES - 4096

/**
 * The oldest work that waits, and what is said with it, as both stand in the tables at one moment. What
 * this tab remembers may be of before another one took a new id or offered the journal again, and died
 * before it told: numbers of then, sent with what is known now, would be taken out of their order.
 */
export async function nextBatch(
  db: Database,
  limit: number,
): Promise<{ known: Partial<Meta>; batch: OutboxEntry[] }> {
  for (let passed = 0; ;) {
    const { known, kept } = await db.transaction('r', [db.outbox, db.meta], async () => ({
      known: await db.allMeta(),
      kept: await db.outbox
        .where('seq')
        .above(passed)
        .filter((it) => !it.result)
        .limit(limit)
        .toArray(),
    }))
    const opened = (await Promise.all(kept.map((it) => open(db, it)))).flat()
    const last = kept.at(-1)
    if (opened.length > 0 || !last) return { known, batch: asMuchAsFits(opened) }
    // What cannot be read any more stays for the person, and holds nothing up.
    passed = last.seq
  }
}

async function open({ vault }: Database, { mid, seq, savedAt, sealed }: KeptEntry) {
  const mutation = await vault.open(sealNames.mutation(mid), sealed)
  return mutation ? [entryOf(seq, mutation as Mutation, savedAt)] : []
}

function asMuchAsFits(waiting: readonly OutboxEntry[]): OutboxEntry[] {
  let bytes = 0
  const end = waiting.findIndex(({ mutation }, at) => {
    bytes += new TextEncoder().encode(JSON.stringify(mutation)).length + 1
    return at > 0 && bytes > PAYLOAD_BYTES
  })
  return end < 0 ? [...waiting] : waiting.slice(0, end)
}
