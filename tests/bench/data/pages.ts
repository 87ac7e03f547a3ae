import { AFTER_ALL_IDS, FILL_ROWS, MAX_PAGE_BYTES } from '../../../shared/sync/limits.ts'
import type { Filling, PullResponse, Row } from '../../../shared/sync/protocol.ts'
import type { District } from './district.ts'

const NONCE = 'bench'
const LEASE_DAYS = 30

/** What every contender gets: the same rows, each in the form that it takes them in. */
export interface Parcel {
  /** Patchwork's: the answers to the pulls of a first sync, as text. */
  pages: string[]
  /** The others': one text, so that none pays for more transactions than it wants. */
  rows: string
  /** Replicache's own protocol: the answer to a first pull. */
  patch: string
  /** The ids that the list must show, in order. */
  expected: string[]
}

/** The kind that the list shows, newest first, and how many of them. */
export const LISTED = 'update'
export const LIST_ROWS = 50

/** A row as a contender without scopes or versions would keep it: when it was recorded stands outside. */
export const flat = (row: Row) => ({
  ...row,
  at: (row.data as { recordedAt?: string }).recordedAt ?? '',
})

export function parcelOf(district: District): Parcel {
  const { rows } = district
  const patch = rows.map((row) => ({ op: 'put', key: `${row.kind}/${row.id}`, value: row }))
  return {
    pages: fillPages(district).map((page) => JSON.stringify(page)),
    rows: JSON.stringify(rows.map(flat)),
    patch: JSON.stringify({ cookie: 1, lastMutationIDChanges: {}, patch }),
    expected: newest(rows),
  }
}

export const newest = (rows: readonly Row[]): string[] =>
  rows
    .filter(({ kind }) => kind === LISTED)
    .map(flat)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, LIST_ROWS)
    .map(({ id }) => id)

export const headOf = (rows: readonly Row[]) => rows.at(-1)?.version ?? 0
const cursor = (version: number) => ({ version, id: AFTER_ALL_IDS, nonce: NONCE })

/** A first sync, page by page, as the worker cuts it: by scope, version and id. */
function fillPages(district: District): PullResponse[] {
  const sorted = [...district.rows].sort(byPlace)
  const scopes = [...new Set(sorted.map(({ scope }) => scope))]
  const pages: PullResponse[] = []
  for (let from = 0, start: Filling | null = null; from < sorted.length;) {
    const fill = nextPage(sorted, from)
    from += fill.length
    const last = from < sorted.length ? fill.at(-1) : undefined
    const filling = last ? { scope: last.scope, version: last.version, id: last.id } : null
    const filled = scopes.filter(
      (scope) => (!filling || scope < filling.scope) && (!start || scope >= start.scope),
    )
    const at = cursor(headOf(district.rows))
    pages.push({
      ...answer(district, at),
      ...{ scopes, fill, filled, filling, more: filling !== null },
    })
    start = filling
  }
  return pages
}

const byPlace = (a: Row, b: Row) =>
  compare(a.scope, b.scope) || a.version - b.version || compare(a.id, b.id)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function nextPage(rows: readonly Row[], from: number): Row[] {
  const page: Row[] = []
  let bytes = 0
  for (const row of rows.slice(from, from + FILL_ROWS)) {
    bytes += JSON.stringify(row.data).length
    if (page.length > 0 && bytes > MAX_PAGE_BYTES) break
    page.push(row)
  }
  return page
}

/** An answer that brings nothing. */
export const answer = (
  { partnershipId, managerId }: District,
  at: PullResponse['at'],
): PullResponse => ({
  ...{ memberId: managerId, partnershipId, scopes: null, rows: [], at, fill: [], filled: [] },
  ...{
    filling: null,
    more: false,
    resync: false,
    receipts: [],
    conflicts: [],
    order: null,
    head: at,
  },
  ...{ formerly: null, leaseDays: LEASE_DAYS, serverTime: new Date().toISOString() },
})

/** A page of changes: as many rows as `count`, half of them new and half that somebody edited. */
export function changePage(district: District, count: number, version: number): PullResponse {
  const actions = district.rows.filter(({ kind }) => kind === 'action')
  const rows = Array.from({ length: count }, (_, at): Row => {
    const row = district.dice.pick(actions)
    if (at % 2) return { ...row, version, data: { ...(row.data as object), order: version + at } }
    const { id, entry } = district.newUpdate()
    return { ...row, kind: 'update', id, version, data: { ...entry, actionId: row.id } }
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return { ...answer(district, cursor(version)), rows: [...byId.values()] }
}
