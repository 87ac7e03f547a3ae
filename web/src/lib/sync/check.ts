import type {
  CheckRange,
  CheckResponse,
  Cursor,
  Digest,
  Row,
} from '../../../../shared/sync/protocol.ts'
import { MAX_RANGES } from '../../../../shared/sync/limits.ts'
import { digestOf } from '../../../../shared/sync/digest.ts'
import type { Landed, Store } from '../store/store.ts'
import { lastKept } from './land.ts'
import { packRows } from '../store/packs.ts'
import type { Transport } from './transport.ts'

const ROWS_A_RANGE = 100
/** So many ranges' rows are asked for at a time. */
const RANGES_A_FETCH = 5
const KEPT_REPAIRS = 20

/**
 * Compares the rows here with the office's, scope by scope, as counts and sums of hashes. Where they
 * differ, ranges of ids are compared, and the rows of those that differ are fetched again and replaced.
 * Answers how many rows were put right; null when somebody was writing meanwhile, and it is for later.
 *
 * `breathe` is awaited between pieces of work, so that nobody's finger waits for it.
 */
export async function checkAll(
  store: Store,
  transport: Transport,
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<number | null> {
  const { deviceId = '', at, held = [] } = await store.db.allMeta()
  if (!at) return null
  const here = rowsByScope(store, held)
  const ask = (ranges: CheckRange[], wantsRows = false) =>
    transport.check({ deviceId, as: store.as, at, ranges, wantsRows })
  const whole = held.map((scope) => ({ scope, from: '', to: null }))
  const scopes = await differing(here, whole, ask, breathe)
  const ranges =
    scopes &&
    (await differing(
      here,
      scopes.flatMap((it) => cut(here, it)),
      ask,
      breathe,
    ))
  if (!ranges) return null
  let rows = 0
  for (let nth = 0; nth < ranges.length; nth += RANGES_A_FETCH) {
    const some = ranges.slice(nth, nth + RANGES_A_FETCH)
    const theirs = await rowsOf(some, ask)
    if (!theirs) return null
    const fixed = await replace(store, at, some, here, theirs)
    if (fixed === null) return null
    rows += fixed
  }
  await note(store, rows)
  return rows
}

type Here = Map<string, Row[]>

/** By scope and in the order of their ids, without those that were deleted. */
function rowsByScope(store: Store, held: readonly string[]): Here {
  const here: Here = new Map(held.map((scope) => [scope, []]))
  for (const row of store.view.bases()) if (!row.deleted) here.get(row.scope)?.push(row)
  for (const rows of here.values()) rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  return here
}

const isIn = ({ from, to }: CheckRange, { id }: Row) => id >= from && (to === null || id < to)
const inRange = (here: Here, range: CheckRange) =>
  (here.get(range.scope) ?? []).filter((row) => isIn(range, row))

/** Ranges that together hold every id there can be, each with about as many of the rows that are here. */
function cut(here: Here, { scope }: CheckRange): CheckRange[] {
  const rows = here.get(scope) ?? []
  const edges = ['']
  for (let nth = ROWS_A_RANGE; nth < rows.length; nth += ROWS_A_RANGE)
    edges.push(rows[nth]?.id ?? '')
  return edges.map((from, nth) => ({ scope, from, to: edges[nth + 1] ?? null }))
}

type Ask = (ranges: CheckRange[], wantsRows?: boolean) => Promise<CheckResponse>

/** The office's rows of some ranges, in as many answers as they need; null when it has moved on. */
async function rowsOf(ranges: CheckRange[], ask: Ask): Promise<Row[] | null> {
  const rows: Row[] = []
  for (let left = ranges; left.length > 0;) {
    const answer = await ask(left, true)
    if (answer.isMoved) return null
    rows.push(...answer.rows)
    left = answer.rest
  }
  return rows
}

/** Of these ranges, those that the office has otherwise; null when it has moved on. */
async function differing(
  here: Here,
  ranges: readonly CheckRange[],
  ask: Ask,
  breathe: () => Promise<void>,
): Promise<CheckRange[] | null> {
  const found: CheckRange[] = []
  for (let nth = 0; nth < ranges.length; nth += MAX_RANGES) {
    const some = ranges.slice(nth, nth + MAX_RANGES)
    const answer = await ask(some)
    if (answer.isMoved) return null
    for (const [at, range] of some.entries()) {
      const own = await digestSlowly(inRange(here, range), breathe)
      if (!isEqual(own, answer.digests[at])) found.push(range)
    }
  }
  return found
}

/** The sums of a part can be added to those of another. */
async function digestSlowly(rows: readonly Row[], breathe: () => Promise<void>): Promise<Digest> {
  const sum = { count: 0, hi: 0, lo: 0 }
  for (let nth = 0; nth < rows.length; nth += 500) {
    const part = digestOf(rows.slice(nth, nth + 500))
    sum.count += part.count
    sum.hi += part.hi
    sum.lo += part.lo
    await breathe()
  }
  return sum
}

const isEqual = (a: Digest, b: Digest | undefined) =>
  b !== undefined && a.count === b.count && a.hi === b.hi && a.lo === b.lo

/**
 * Keeps the office's rows of some ranges, and takes out what it does not have. Answers how many rows that
 * was; null when it is too late. A row that claims to be newer than the office's cannot be outdone by
 * it: its scope is then no longer held whole, and the next pull brings it anew.
 */
async function replace(
  store: Store,
  at: Cursor,
  ranges: readonly CheckRange[],
  here: Here,
  theirs: readonly Row[],
): Promise<number | null> {
  const { db } = store
  const known = new Set(theirs.map(({ id }) => id))
  const strays = ranges
    .flatMap((range) => inRange(here, range))
    .filter(({ id }) => !known.has(id))
    .map((row) => ({ ...row, version: at.version, deleted: true, data: null }))
  const rows = [...theirs, ...strays]
  const isNewer = ({ id, version }: Row) => (store.view.base(id)?.version ?? 0) > version
  const broken = new Set(rows.filter(isNewer).map(({ scope }) => scope))
  const packs = await packRows(db.vault, rows)
  let isKept = false
  await store.commit(async () => {
    let landed: Landed | undefined
    await db.transaction('rw', db.packs, db.meta, async () => {
      const meta = await db.allMeta()
      isKept = meta.at?.version === at.version && meta.at.nonce === at.nonce
      if (!isKept) return
      const before = await lastKept(db)
      const added = await db.packs.bulkAdd(packs, { allKeys: true })
      landed = { rows, packs: added, era: meta.era ?? 0, before }
      const held = meta.held?.filter((scope) => !broken.has(scope)) ?? []
      if (broken.size > 0) await db.writeMeta('held', held)
    })
    return landed ? { landed } : {}
  })
  return isKept ? rows.length : null
}

async function note({ db, world, refresh }: Store, rows: number) {
  const at = world.now().toISOString()
  await db.transaction('rw', db.meta, async () => {
    await db.writeMeta('checkedAt', at)
    if (rows === 0) return
    const before = (await db.readMeta('repairs')) ?? []
    await db.writeMeta('repairs', [...before, { at, rows }].slice(-KEPT_REPAIRS))
  })
  await refresh()
}
