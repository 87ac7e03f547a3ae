import { isLeaseOver } from '../../../../shared/access/lease.ts'
import type { Contact } from '../../../../shared/access/lease.ts'
import { LEASE_DAYS } from '../../../../shared/access/lease.ts'
import type { Conflict, Mutation, Result, Row } from '../../../../shared/sync/protocol.ts'
import { sealNames } from './database.ts'
import type { AttentionEntry, Database, Meta, OutboxEntry } from './database.ts'
import type { Reader, Vault } from './vault.ts'

/** Work that was kept here and cannot be read any more. It stays until the person throws it away. */
export interface Damaged {
  mid: string
  savedAt: string
}

export interface Contents {
  outbox: OutboxEntry[]
  attention: AttentionEntry[]
  conflicts: Conflict[]
  damaged: Damaged[]
  contact: Contact
  isLocked: boolean
  /** What was pulled has been dropped, because it could not be read; the next contact brings it. */
  isRefetching: boolean
  /** Null when they were not asked for; none while the lease is over. */
  rows: Row[] | null
}

/** Reads a store as it stands at one moment, and opens it after the transaction that read it. */
export async function readContents(
  db: Database,
  reader: Reader,
  now: Date,
  wantsRows: boolean,
): Promise<Contents> {
  const kept = await snapshot(db, now, wantsRows)
  const { contact, isLocked, isRefetching } = kept
  const [queues, found] = await Promise.all([openQueues(reader, kept), openRows(db.vault, kept)])
  const lost = { ...found.lost, conflicts: queues.lostConflicts }
  const isLost = Object.values(lost).some((ids) => ids.length > 0)
  if (isLost) await drop(db, lost)
  return {
    ...queues.opened,
    contact,
    isLocked,
    isRefetching: isRefetching || (isLost && contact.contactAt !== null),
    rows: wantsRows ? found.rows : null,
  }
}

type Snapshot = Awaited<ReturnType<typeof snapshot>>

/** While the lease is over only the outbox is read, because it is still sent. */
const snapshot = (db: Database, now: Date, wantsRows: boolean) =>
  db.transaction(
    'r',
    [db.packs, db.rows, db.outbox, db.attention, db.conflicts, db.meta],
    async () => {
      const entries = (await db.meta.toArray()).map(({ key, value }) => [key, value])
      const meta = Object.fromEntries(entries) as Partial<Meta>
      const { contactAt = null, seenAt = null, leaseDays = LEASE_DAYS } = meta
      const contact = { contactAt, seenAt, leaseDays }
      const isLocked = isLeaseOver(contact, now)
      return {
        contact,
        isLocked,
        isRefetching: contactAt !== null && !meta.at,
        outbox: await db.outbox.orderBy('seq').toArray(),
        attention: isLocked ? [] : await db.attention.toArray(),
        conflicts: isLocked ? [] : await db.conflicts.toArray(),
        packs: isLocked || !wantsRows ? [] : await db.packs.toArray(),
        rows: isLocked || !wantsRows ? [] : await db.rows.toArray(),
      }
    },
  )

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
  for (const { mid, seq, savedAt, result } of outbox) {
    const mutation = mutations.shift()
    if (!mutation) opened.damaged.push({ mid, savedAt })
    else
      opened.outbox.push({
        seq,
        savedAt,
        mutation: { ...mutation, seq },
        ...(result && { result }),
      })
  }
  for (const { mid, seq, at } of attention) {
    const mutation = mutations.shift()
    const result = said.shift() ?? { mid, seq, outcome: 'rejected' as const }
    if (!mutation) opened.damaged.push({ mid, savedAt: at })
    else opened.attention.push({ mid, at, mutation: { ...mutation, seq }, result })
  }
  opened.conflicts = present<Conflict>(values)
  const lostConflicts = conflicts.filter((_, at) => values[at] === undefined).map(({ id }) => id)
  return { opened, lostConflicts }
}

async function openRows(vault: Vault, { packs, rows }: Snapshot) {
  const [packed, single] = await Promise.all([
    Promise.all(packs.map((it) => vault.open(sealNames.pack(it.scope), it.sealed))),
    Promise.all(rows.map((it) => vault.open(sealNames.row(it), it.sealed))),
  ])
  return {
    // A row that came by itself is newer than the pack it was in.
    rows: [...present<Row[]>(packed).flat(), ...present<Row>(single)],
    lost: {
      packs: packs.filter((_, at) => packed[at] === undefined).map(({ id }) => id as number),
      rows: rows.filter((_, at) => single[at] === undefined).map(({ id }) => id),
    },
  }
}

const present = <T>(values: readonly unknown[]) => values.filter((it) => it !== undefined) as T[]

type Lost = { packs: number[]; rows: string[]; conflicts: string[] }

/** What the server has too is dropped when it cannot be read, and fetched again with all the rest. */
const drop = (db: Database, lost: Lost) =>
  db.transaction('rw', [db.packs, db.rows, db.conflicts, db.meta], async () => {
    await db.packs.bulkDelete(lost.packs)
    await db.rows.bulkDelete(lost.rows)
    await db.conflicts.bulkDelete(lost.conflicts)
    await db.meta.bulkDelete(['at', 'held'])
  })
