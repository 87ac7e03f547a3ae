import { isLeaseOver, LEASE_DAYS } from '../../../../shared/access/lease.ts'
import type { Contact } from '../../../../shared/access/lease.ts'
import type { Conflict, Mutation, Result, Row } from '../../../../shared/sync/protocol.ts'
import { sealNames } from './database.ts'
import type { AttentionEntry, Database, Meta, OutboxEntry } from './database.ts'
import { openPack } from './packs.ts'
import type { Reader, Sealer } from './vault.ts'

/** Work that was kept here and cannot be read any more. It stays until the person throws it away. */
export interface Damaged {
  mid: string
  savedAt: string
}

/** How far a tab has read the log of packs. */
export interface Place {
  era: number
  lastPack: number
}

export interface Contents {
  /** Nothing has ever been kept here. */
  isNew: boolean
  /** The last number that was given to work kept here. */
  lastSeq: number
  outbox: OutboxEntry[]
  attention: AttentionEntry[]
  conflicts: Conflict[]
  damaged: Damaged[]
  contact: Contact & { aheadS: number }
  isLocked: boolean
  /** What was pulled has been dropped, because it could not be read; the next contact brings it. */
  isRefetching: boolean
  /** A first sync is under way, and not everything is here yet. */
  isFilling: boolean
  /** The browser has cleared what was kept here before; what the office knew of it, if it does. */
  evictedAt: string | null
  formerly: Meta['formerly'] | null
  /** When the rows here were last compared with the office's, and what that has put right. */
  checkedAt: string | null
  repairs: Meta['repairs']
}

export interface Read {
  contents: Contents
  /** In the order they were kept; none while the lease is over. */
  packs: Row[][]
  /** False when the packs are only what has come since the place given. */
  isAll: boolean
  place: Place
}

/**
 * Reads a store as it stands at one moment, and opens it after the transaction that read it: all of it,
 * or of the packs only what has come since `from`.
 */
export async function readContents(
  db: Database,
  reader: Reader,
  now: Date,
  from: Place | null,
): Promise<Read> {
  const kept = await snapshot(db, now, from)
  const { contact, isLocked, meta } = kept
  const [queues, found] = await Promise.all([openQueues(reader, kept), openPacks(db.vault, kept)])
  const lost = { packs: found.lost, conflicts: queues.lostConflicts }
  const isLost = lost.packs.length > 0 || lost.conflicts.length > 0
  if (isLost) await drop(db, lost)
  const isRefetching = contact.contactAt !== null && (isLost || !meta.at)
  return {
    contents: {
      ...queues.opened,
      ...{ contact, isLocked, isRefetching, isNew: meta.deviceId === undefined },
      lastSeq: meta.lastSeq ?? 0,
      isFilling: meta.filling !== undefined,
      evictedAt: meta.evictedAt ?? null,
      formerly: meta.formerly ?? null,
      checkedAt: meta.checkedAt ?? null,
      repairs: meta.repairs ?? [],
    },
    packs: found.packs,
    isAll: kept.isAll,
    place: kept.place,
  }
}

type Snapshot = Awaited<ReturnType<typeof snapshot>>

/** While the lease is over only the outbox is read, because it is still sent. */
const snapshot = (db: Database, now: Date, from: Place | null) =>
  db.transaction('r', [db.packs, db.outbox, db.attention, db.conflicts, db.meta], async () => {
    const meta = await db.allMeta()
    const { contactAt = null, seenAt = null, leaseDays = LEASE_DAYS, era = 0 } = meta
    const contact = { contactAt, seenAt, leaseDays, aheadS: meta.aheadS ?? 0 }
    const isLocked = isLeaseOver(contact, now)
    const isAll = from === null || from.era !== era
    const after = isAll ? db.packs.toCollection() : db.packs.where(':id').above(from.lastPack)
    const packs = isLocked ? [] : await after.toArray()
    return {
      ...{ meta, contact, isLocked, isAll, packs },
      place: { era, lastPack: packs.at(-1)?.id ?? (isAll ? 0 : from.lastPack) },
      outbox: await db.outbox.orderBy('seq').toArray(),
      attention: isLocked ? [] : await db.attention.toArray(),
      conflicts: isLocked ? [] : await db.conflicts.toArray(),
    }
  })

async function openQueues(reader: Reader, { outbox, attention, conflicts }: Snapshot) {
  const values = await reader.open([
    ...outbox.map((it) => [sealNames.mutation(it.mid), it.sealed] as const),
    ...attention.map((it) => [sealNames.mutation(it.mid), it.sealed] as const),
    ...attention.map((it) => [sealNames.said(it.mid), it.said] as const),
    ...conflicts.map((it) => [sealNames.conflict(it.id), it.sealed] as const),
  ])
  const opened: Pick<Contents, 'outbox' | 'attention' | 'conflicts' | 'damaged'> = {
    ...{ outbox: [], attention: [], conflicts: [], damaged: [] },
  }
  const mutations = values.splice(0, outbox.length + attention.length) as (Mutation | undefined)[]
  const said = values.splice(0, attention.length) as (Result | undefined)[]
  for (const [at, { mid, seq, savedAt, result }] of outbox.entries()) {
    const mutation = mutations[at]
    if (!mutation) opened.damaged.push({ mid, savedAt })
    else opened.outbox.push(entryOf(seq, mutation, savedAt, result))
  }
  for (const [at, { mid, seq, at: since }] of attention.entries()) {
    const mutation = mutations[outbox.length + at]
    const result = said[at] ?? { mid, seq, outcome: 'rejected' as const }
    if (!mutation) opened.damaged.push({ mid, savedAt: since })
    else opened.attention.push({ mid, at: since, mutation: { ...mutation, seq }, result })
  }
  opened.conflicts = values.filter((it) => it !== undefined) as Conflict[]
  const lostConflicts = conflicts.filter((_, at) => values[at] === undefined).map(({ id }) => id)
  return { opened, lostConflicts }
}

export const entryOf = (
  seq: number,
  mutation: Omit<Mutation, 'seq'>,
  savedAt: string,
  result?: Result,
): OutboxEntry => ({
  seq,
  savedAt,
  mutation: { ...mutation, seq } as Mutation,
  ...(result && { result }),
})

async function openPacks(vault: Sealer, { packs }: Snapshot) {
  const opened = await Promise.all(packs.map((pack) => openPack(vault, pack)))
  return {
    packs: opened.filter((it) => it !== undefined) as Row[][],
    lost: packs.filter((_, at) => opened[at] === undefined).map(({ id }) => id as number),
  }
}

/** What the server has too is dropped when it cannot be read, and fetched again with all the rest. */
const drop = (db: Database, lost: { packs: number[]; conflicts: string[] }) =>
  db.transaction('rw', [db.packs, db.conflicts, db.meta], async () => {
    await db.packs.bulkDelete(lost.packs)
    await db.conflicts.bulkDelete(lost.conflicts)
    await db.meta.bulkDelete(['at', 'held', 'filling'])
  })
