import { isSame } from '../../../../shared/sync/canonical.ts'
import type { Conflict, PullResponse, Row } from '../../../../shared/sync/protocol.ts'
import { sealNames } from '../store/database.ts'
import type { Database, KeptConflict, Meta, Pack } from '../store/database.ts'
import { packRows } from '../store/packs.ts'
import type { Change, Landed, Store } from '../store/store.ts'
import { isComplete, standingOf, wholeScopes } from './haul.ts'
import type { Haul } from './haul.ts'
import { offerAgain, queueTables, removeArrived } from './journal.ts'
import { noteAnswers, sealAnswers } from './push.ts'
import type { Answer } from './push.ts'

/** What a page brings to the tables, sealed: nothing but the database may be waited for in between. */
export interface Cargo {
  haul: Haul
  page: PullResponse
  /** The scopes that are whole once this has landed, and the one that is being filled. */
  held: string[]
  filling: Meta['filling'] | null
  /** Scopes that what was gathered beside takes the place of. */
  swapped: string[]
  rows: Row[]
  packs: Pack[]
  conflicts: KeptConflict[]
  answers: Answer[]
}

export async function load(store: Store, haul: Haul, page: PullResponse): Promise<Cargo> {
  const { db } = store
  const isSwap = !haul.isDirect && isComplete(page)
  const isBrought = haul.isDirect || isSwap
  const held = isBrought ? wholeScopes(haul) : haul.held
  const brought = isBrought ? [...haul.beside.values()].flatMap((rows) => [...rows.values()]) : []
  const rows = [...brought, ...haul.changes.filter(({ scope }) => held.includes(scope))]
  const [packs, conflicts, answers] = await Promise.all([
    packRows(db.vault, rows),
    sealConflicts(
      db,
      haul.conflicts.filter(({ scope }) => isBrought || haul.held.includes(scope)),
    ),
    sealAnswers(db.vault, haul.receipts),
  ])
  return {
    ...{ haul, page, rows, packs, conflicts, answers },
    // Another role sees other things in the same scopes: they are all brought anew, beside these.
    held: isOtherRole(store, rows) ? [] : held,
    filling: haul.isDirect ? page.filling : null,
    swapped: isSwap ? [...haul.beside.keys()] : [],
  }
}

function isOtherRole({ as, view }: Store, rows: readonly Row[]): boolean {
  const roleOf = (row: Row) => (row?.data as { role?: unknown } | null)?.role
  const before = as && view.base(as.memberId)
  const now = before && rows.find(({ id }) => id === before.id)
  return !!before && !!now && roleOf(now) !== roleOf(before)
}

/**
 * Puts what a page brought into the tables, in one transaction with its cursor, its receipts and the
 * outbox entries that have arrived. False when another tab has landed something since this began:
 * then nothing is written, and the next pull starts from where that tab got to.
 */
export async function land(store: Store, cargo: Cargo): Promise<boolean> {
  const { db } = store
  const { haul, page, held, filling } = cargo
  let isLanded = false
  await store.commit(async (): Promise<Change> => {
    let landed: Landed | undefined
    let isTaken = false
    const tables = [db.packs, db.conflicts, db.pictures, ...queueTables(db)]
    await db.transaction('rw', tables, async () => {
      const meta = await db.allMeta()
      isLanded = isSame(haul.from, standingOf(meta))
      if (!isLanded) return
      const now = store.world.now()
      // Of a scope that was taken away half way through a first sync something stands here already.
      const isUnsure = haul.isWhole || haul.from.filling !== null
      const shown =
        page.scopes ?? (isUnsure ? [...held, ...(filling ? [filling.scope] : [])] : null)
      const gone = shown ? await goneScopes(db, shown) : []
      const dropped = [...gone, ...cargo.swapped]
      isTaken = dropped.length > 0
      if (isTaken) await db.packs.where('scope').anyOf(dropped).delete()
      // Not of what is swapped: those stay what they are.
      if (gone.length > 0) await db.pictures.where('scope').anyOf(gone).delete()
      if (haul.isWhole) await db.conflicts.clear()
      else if (isTaken) await db.conflicts.where('scope').anyOf(dropped).delete()
      const before = await lastKept(db)
      const packs = await db.packs.bulkAdd(cargo.packs, { allKeys: true })
      const era = (meta.era ?? 0) + (isTaken ? 1 : 0)
      // Contact proves the time as well: a clock that once ran ahead locks nobody out for ever.
      const iso = now.toISOString()
      const aheadS = Math.round((now.getTime() - Date.parse(page.serverTime)) / 1000)
      const contact = { contactAt: iso, seenAt: iso, leaseDays: page.leaseDays, aheadS }
      await db.conflicts.bulkPut(cargo.conflicts)
      await noteAnswers(db, cargo.answers, page.serverTime)
      // By the office's clock: a wrong one here would throw the journal away.
      const then = new Date(page.serverTime)
      const isArrived = !page.more && (await removeArrived(db, page.at.version, then))
      if (haul.isRewound) await offerAgain(db)
      await writeStanding(db, {
        ...{ at: page.at, seen: page.head, held, era, ...contact },
        ...(filling && { filling }),
        ...(page.formerly && { formerly: page.formerly }),
      })
      if (!filling && meta.filling) await db.meta.delete('filling')
      const isQuiet =
        !isArrived && !haul.isWhole && cargo.conflicts.length + cargo.answers.length === 0
      const standing = isQuiet ? { contact, isFilling: filling !== null } : undefined
      landed = { rows: cargo.rows, packs, era, before, ...(standing && { standing }) }
    })
    return landed && !isTaken ? { landed } : {}
  })
  return isLanded
}

/** Part of a transaction over packs and meta. */
export const lastKept = async (db: Database) => ({
  lastPack: ((await db.packs.toCollection().lastKey()) as number | undefined) ?? 0,
  lastSeq: (await db.readMeta('lastSeq')) ?? 0,
})

const writeStanding = (db: Database, standing: Partial<Meta>) =>
  db.meta.bulkPut(
    Object.entries(standing).map(([key, value]) => ({ key: key as keyof Meta, value })),
  )

/** Everything that stands in the tables and may not: scopes taken away, and leftovers of a whole. */
async function goneScopes(db: Database, shown: readonly string[]): Promise<string[]> {
  const scopes = (await db.packs.orderBy('scope').uniqueKeys()) as string[]
  return scopes.filter((scope) => !shown.includes(scope))
}

const sealConflicts = (
  { vault }: Database,
  conflicts: readonly Conflict[],
): Promise<KeptConflict[]> =>
  Promise.all(
    conflicts.map(async (it) => {
      const { id, scope } = it
      return { id, scope, sealed: await vault.seal(sealNames.conflict(id), it) }
    }),
  )
